"""Where a member scores: the application's words beside the sheet."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.initiatives.enums import ReviewState
from reform.initiatives.models import CouncilMember, Initiative, InitiativeSubmission, Review
from reform.initiatives.models.scoring import plain
from reform.initiatives.scoring import open_review, save_review, seat_of, why_not_score
from reform.initiatives.selectors.deadlines import deadline
from reform.initiatives.submissions import latest_submission, told
from reform.registers.admin import RegisterView, record_url
from reform.registers.admin.officer import officer
from reform.registers.models import Evidence, HistoryEntry
from reform.registers.permissions import viewable_records
from reform.registers.records import StaleRecord
from reform.registers.workflow import TransitionRefused

from .score_forms import ScoreForm, both_sheets, initial_of


class ScoreView(RegisterView, FormView):
    """One member's sheet for one initiative. Nobody without a seat in its council learns that it exists.

    The sheet is written with the first save; looking at the screen writes nothing.
    """

    action = "score"
    form_class = ScoreForm
    initiative: Initiative
    seat: CouncilMember
    submission: InitiativeSubmission | None
    review: Review | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the initiative, the member's seat and the sheet that was begun."""
        super().setup(request, *args, **kwargs)
        rows = (
            viewable_records(Initiative, request.user)
            .select_related("unit", "council__sheet", "council__unit__authority")
            .prefetch_related("authors", "council__sheet__criteria")
        )
        self.initiative = get_object_or_404(rows, pk=kwargs["initiative_pk"])
        seat = seat_of(officer(request), self.initiative)
        if seat is None or self.initiative.council is None:
            raise Http404
        # The one that is at hand, with its sheet, instead of one fetched anew.
        seat.council = self.initiative.council
        self.seat = seat
        self.submission = latest_submission(self.initiative)
        self.review = Review.objects.filter(member=seat, submission=self.submission).first()

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to the members of the council; a tie is answered with words."""
        return self.seat.user_id == user.pk

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the page of a sheet that was handed in; say why another one cannot be filled in."""
        if self.review is not None and self.review.state == ReviewState.FINAL:
            words = _("The sheet has been handed in; it does not change any more.")
            if self.typed_beside(self.review):
                return self.say_refused(words)
            messages.info(request, words)
            return redirect(self.model_admin.record_url(self.review))
        if refusal := why_not_score(officer(request), self.initiative):
            return self.say_refused(refusal)
        return super().dispatch(request, *args, **kwargs)

    def get_title(self) -> str:
        """Return the heading."""
        return _("Score: %(title)s") % {"title": self.initiative.title}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.initiative.code}]

    def get_initial(self) -> dict[str, Any]:
        """Return what the sheet holds."""
        return initial_of(self.review)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the criteria of the council's sheet."""
        return super().get_form_kwargs() | {"criteria": list(self.seat.council.sheet.criteria.all())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the application's words and files beside the sheet."""
        council = self.seat.council
        context = super().get_context_data(**kwargs)
        return context | {
            "initiative": self.initiative,
            "initiative_url": record_url(self.initiative),
            "council": council,
            "council_url": record_url(council),
            "score_by": deadline(council.score_by, authority=council.unit.authority),
            "sheet": council.sheet,
            "maximum": plain(council.sheet.maximum),
            "pass_mark": "" if council.sheet.pass_mark is None else plain(council.sheet.pass_mark),
            "submission": self.submission,
            "told": told(self.submission) if self.submission else [],
            "evidence": Evidence.objects.of(self.initiative).filter(removed_at=None),
            "lines": context["form"].lines(),
            "list_url": self.model_admin.url_for("index"),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the points, and hand the sheet in once that is confirmed: nobody takes it back."""
        hand_in = "hand_in" in self.request.POST
        is_asked = hand_in and "confirmed" not in self.request.POST
        try:
            review = self.keep(form, hand_in=hand_in, is_asked=is_asked)
        except StaleRecord as stale:
            return self.show_conflict(form, stale.current)
        except TransitionRefused as refusal:
            return self.say_refused(str(refusal))
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error.messages}).items():
                form.add_error(name if name in form.fields else None, errors)
            return self.form_invalid(form)
        if is_asked:
            confirming = "–" if review.total is None else plain(review.total)
            return self.render_to_response(self.get_context_data(form=form, confirming=confirming))
        if hand_in:
            messages.success(self.request, _("The sheet is handed in; it does not change any more."))
            return redirect(self.model_admin.record_url(review))
        messages.success(self.request, _("Saved. The sheet counts once you hand it in."))
        return redirect(self.request.path)

    @transaction.atomic
    def keep(self, form: ScoreForm, *, hand_in: bool, is_asked: bool) -> Review:
        """Write the sheet, begun now or before, in one transaction.

        Arguments:
            is_asked: only see whether it can be handed in; nothing is written.
        """
        actor, given = officer(self.request), form.cleaned_data
        review = save_review(
            open_review(self.initiative, actor=actor),
            points=form.points(),
            remark=given["remark"],
            no_interest=given["no_interest"],
            hand_in=hand_in,
            actor=actor,
            expected_version=given["version"],
        )
        if is_asked:
            transaction.set_rollback(True)
        return review

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong, keep what was typed."""
        messages.validation_error(self.request, _("Nothing was saved. Correct the marked fields."), form)
        return super().form_invalid(form)

    def show_conflict(self, form: ScoreForm, current: Review) -> HttpResponse:
        """Show both versions and keep everything typed; saving again is knowingly over the newer one."""
        messages.error(
            self.request, _("The sheet was saved in another window since you opened it. Nothing was saved.")
        )
        conflict = both_sheets(form, current)
        form.renew_version(current.version)
        latest = HistoryEntry.objects.of(current).first()
        context = self.get_context_data(form=form, conflict=conflict, latest=latest)
        return self.render_to_response(context, status=409)

    def typed_beside(self, review: Review) -> list[dict[str, str]]:
        """Return what was typed and the sheet does not hold, nothing when it was only looked at."""
        if self.request.method != "POST":
            return []
        form = self.get_form()
        form.is_valid()
        return both_sheets(form, review)

    def say_refused(self, reason: str) -> HttpResponse:
        """Answer with the reason: this member, or nobody any more, scores this initiative.

        What was typed stands below it, whole.
        """
        context = RegisterView.get_context_data(self) | {
            "reason": reason,
            "typed": self.get_form().typed() if self.request.method == "POST" else [],
            "initiative": self.initiative,
            "initiative_url": record_url(self.initiative),
            "council": self.seat.council,
            "council_url": record_url(self.seat.council),
            "review_url": self.model_admin.record_url(self.review) if self.review else "",
        }
        return render(self.request, "initiatives/score_refused.html", context, status=403)
