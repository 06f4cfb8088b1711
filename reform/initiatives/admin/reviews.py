"""The members' score sheets."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from reform.initiatives.enums import ReviewState
from reform.initiatives.models import Review
from reform.initiatives.models.scoring import plain
from reform.initiatives.scoring import why_not_score
from reform.initiatives.selectors.deadlines import Deadlines
from reform.initiatives.selectors.sheets import still_to_score
from reform.registers.admin import ChoiceFilter, Column, RegisterAdmin, RelatedFilter, StateColumn
from reform.registers.admin.officer import officer

from .score_views import ScoreView
from .tones import REVIEW_TONES
from .years import YearFilter


def total_of(review: Review) -> str:
    """Return the points given, a dash while there are none."""
    return "–" if review.total is None else plain(review.total)


class ReviewAdmin(RegisterAdmin):
    """A member's own sheets, and after the meeting those of the others."""

    model = Review
    base_url_path = "initiatives/reviews"
    menu_icon = "edit"
    list_columns = (
        Column("initiative", value=lambda row: row.initiative.title, sort="initiative__title"),
        Column(
            "code",
            label=pgettext_lazy("of an initiative", "Code"),
            sort="initiative__code",
            value=lambda row: row.initiative.code,
        ),
        Column("member", sort="member__user__first_name"),
        Column("council", label=gettext_lazy("Council"), sort="", value=lambda row: row.member.council),
        Column("total", value=total_of),
        Column("handed_in_at"),
        StateColumn("state", tones=REVIEW_TONES),
    )
    default_ordering = ("-member__council__year", "initiative__code", "member_id", "pk")
    list_select_related = ("initiative", "member__user", "member__council__unit")
    filters = (
        YearFilter(lookup="member__council__year"),
        RelatedFilter("council", label=gettext_lazy("Council"), lookup="member__council"),
        ChoiceFilter("state"),
    )
    empty_message = gettext_lazy(
        "No score sheet yet. Sheets show here once you begin to score; those of others after the meeting."
    )
    record_fields = (
        "initiative",
        "member",
        Column("council", label=gettext_lazy("Council"), value=lambda row: row.member.council),
        Column("total", value=total_of),
        "no_interest",
        "handed_in_at",
        "remark",
    )
    state_tones = REVIEW_TONES
    search_column = "initiative__search_text"
    action_labels = {
        "create": gettext_lazy("Sheet opened"),
        "hand_in": gettext_lazy("Handed in"),
        "score_again": gettext_lazy("Given back to be scored again"),
    }

    index_template_name = "initiatives/review_list.html"
    inspect_template_name = "initiatives/review.html"
    score_template_name = "initiatives/score.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        """Return the sheets that the user may see, in a fixed order."""
        return super().get_queryset(request).order_by(*self.default_ordering)

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the user still has to score, above the sheets that there are."""
        deadlines = Deadlines()
        return {
            "to_score": [
                {
                    "initiative": item.initiative,
                    "is_begun": item.review is not None,
                    "url": self.url_for("score", item.initiative.pk),
                    "score_by": deadlines.of(
                        item.initiative.council.score_by, authority=item.initiative.council.unit.authority
                    ),
                }
                for item in still_to_score(officer(request))
                if item.initiative.council is not None
            ]
        }

    def record_context(self, request: HttpRequest, record: Review) -> dict[str, Any]:
        """Return the points of each criterion, also of those not scored yet."""
        given = {score.criterion_id: score for score in record.scores.all()}
        sheet = record.member.council.sheet
        rows = [(criterion, given.get(criterion.pk)) for criterion in sheet.criteria.all()]
        return {
            "scores": [
                {
                    "criterion": criterion,
                    "maximum": plain(criterion.maximum),
                    "points": "–" if score is None or score.points is None else plain(score.points),
                    "remark": score.remark if score else "",
                }
                for criterion, score in rows
            ],
            "total": total_of(record),
            "maximum": plain(sheet.maximum),
        }

    def record_buttons(self, request: HttpRequest, record: Review) -> list[HeaderButton]:
        """Offer the member to go on with a sheet that was not handed in."""
        user = officer(request)
        is_own = record.member.user_id == user.pk and record.state == ReviewState.DRAFT
        if not is_own or why_not_score(user, record.initiative):
            return []
        url = self.url_for("score", record.initiative_id)
        return [HeaderButton(_("Go on scoring"), url=url, icon_name="edit")]

    def extra_urls(self) -> list[URLPattern]:
        """Return the address where a member scores an initiative."""
        return [self.list_path("score", ScoreView, "<int:initiative_pk>/")]
