"""The screens of decisions of recognition and of their certificates."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import HeaderButton

from reform.initiatives.enums import DecisionState
from reform.initiatives.models import RecognitionDecision
from reform.initiatives.permissions import appraises
from reform.initiatives.resources import DecisionResource
from reform.initiatives.selectors.decision_page import certificates_of, named_in
from reform.initiatives.workflow import DECISIONS
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import ChoiceFilter, Column, RegisterAdmin, StateColumn, record_url
from reform.registers.permissions import policy_for

from .decision_forms import DecisionForm
from .decision_views import DecisionTransitionView, HandOutView, PrepareDecisionView, TakeOutView
from .papers import PaperView, papers_of
from .tones import DECISION_TONES, INITIATIVE_TONES
from .years import YearFilter


class DecisionAdmin(RegisterAdmin):
    """Decisions: prepared for many initiatives at once, signed by the Chair, registered with a number."""

    model = RecognitionDecision
    base_url_path = "initiatives/decisions"
    menu_icon = "doc-full"
    form_class = DecisionForm
    list_columns = (
        Column("name", label=gettext_lazy("Decision"), value=str, sort="number"),
        Column("year"),
        Column("issued_on"),
        Column("council"),
        Column("initiative_count", label=gettext_lazy("Initiatives"), sort="initiative_count"),
        Column("signer_name"),
        StateColumn("state", tones=DECISION_TONES),
    )
    default_ordering = ("-year", "-issued_on", "-pk")
    list_select_related = ("unit", "council")
    filters = (YearFilter(), ChoiceFilter("state"))
    empty_message = gettext_lazy(
        "No decision yet. Prepare one once a council has recommended initiatives for recognition."
    )
    panels = (
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("signer_name"), FieldPanel("signer_title")]),
                FieldPanel("signed_as"),
            ],
            heading=gettext_lazy("Signature"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("submission_number"), FieldPanel("submission_date")]),
                FieldPanel("symbol"),
                FieldPanel("scope"),
            ],
            heading=gettext_lazy("Submission and decision"),
        ),
    )
    record_fields = (
        Column("number", label=gettext_lazy("Number and symbol"), value=lambda row: row.full_number),
        "issued_on", "year", "council", "submission_number", "submission_date",
        "signer_name", "signer_title",
        "signed_as", "scope",
    )  # fmt: skip
    workflow = DECISIONS
    resource = DecisionResource
    state_tones = DECISION_TONES
    takes_evidence = True
    action_labels = {"hand_out": gettext_lazy("Certificate handed out")}

    transition_view_class = DecisionTransitionView
    inspect_template_name = "initiatives/decision.html"
    prepare_template_name = "initiatives/prepare_decision.html"
    hand_out_template_name = "initiatives/hand_out.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RecognitionDecision]:
        """Return the decisions in scope with the number of their initiatives."""
        return (
            super()
            .get_queryset(request)
            .annotate(initiative_count=Count("initiatives", distinct=True))
            .order_by(*self.default_ordering)
        )

    def header_buttons(self, request: HttpRequest) -> list[HeaderButton]:
        """Offer to prepare a decision."""
        if not appraises(request.user):
            return []
        return [HeaderButton(_("Prepare a decision"), url=self.url_for("prepare"), icon_name="plus")]

    def record_context(self, request: HttpRequest, record: RecognitionDecision) -> dict[str, Any]:
        """Return what stands in the decision, its papers, and its certificates once it is issued."""
        initiatives = named_in(record)
        certificates = certificates_of(record) if record.state == DecisionState.ISSUED else []
        hands_out = access_of(request.user).allows(Capability.APPRAISE_INITIATIVES, record.unit_id)
        takes_out = policy_for(RecognitionDecision).may_edit(request.user, record)
        hand_out_url = self.url_for("hand_out", record.pk)
        waiting = [row for row in certificates if row.handed_out_on is None] if hands_out else []
        return {
            "initiatives": [
                {
                    "initiative": row,
                    "url": record_url(row),
                    "tone": INITIATIVE_TONES.get(row.state, "neutral"),
                    "take_out_url": self.url_for("take_out", record.pk, row.pk) if takes_out else "",
                }
                for row in initiatives
            ],
            "papers": papers_of(self, record),
            "takes_out": takes_out,
            "hands_out": hands_out,
            "certificates": [
                (row, f"{hand_out_url}?certificate={row.pk}" if row in waiting else "")
                for row in certificates
            ],
            "waiting": len(waiting),
            "hand_out_url": hand_out_url,
        }

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses for preparing, taking out, handing certificates out, and of the papers."""
        return [
            self.list_path("prepare", PrepareDecisionView),
            self.record_path("take_out", TakeOutView, "<int:initiative_pk>/"),
            self.record_path("hand_out", HandOutView),
            self.record_path("paper", PaperView, "<slug:code>/<slug:file_format>/"),
        ]
