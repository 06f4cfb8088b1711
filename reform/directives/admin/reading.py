"""The register of readings: dispatches that are being read in, and those that were."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from reform.directives.enums import ReadingState
from reform.directives.models import Reading
from reform.directives.proposals import kept_tasks
from reform.registers.admin import ChoiceFilter, Column, DateRangeFilter, RegisterAdmin, StateColumn

from .reading_closing import ConfirmView, DiscardView
from .reading_history import ReadingHistoryView
from .reading_start import StartView
from .reading_views import ProposalView


def _subject(reading: Reading) -> str:
    return str(capfirst(str(reading)))


def _number_of_tasks(reading: Reading) -> int:
    return len(kept_tasks(reading.proposal))


class ReadingAdmin(RegisterAdmin):
    """Readings: the list, the start, the proposal, confirming and giving up."""

    model = Reading
    base_url_path = "directives/readings"
    menu_label = _("Read dispatches in")
    menu_icon = "glasses"
    search_column = ""
    list_columns = (
        Column("__str__", label=_("subject"), value=_subject),
        StateColumn(
            "state",
            tones={
                ReadingState.OPEN: "progress",
                ReadingState.CONFIRMED: "good",
                ReadingState.DISCARDED: "neutral",
            },
        ),
        Column("tasks", label=pgettext_lazy("of a dispatch", "tasks"), value=_number_of_tasks),
        Column("read_by", sort="read_by__last_name"),
        Column("created_at", label=_("read in at")),
    )
    list_select_related = ("read_by", "unit", "unit__authority", "directive")
    filters = (ChoiceFilter("state"), DateRangeFilter("created_at"))
    empty_message = _("No dispatch has been read in yet. Upload one, or paste its text.")
    action_labels = {
        "create": _("Read in"),
        "correct": _("Corrected"),
        "confirm": _("Confirmed"),
        "discard": _("Discarded"),
    }

    create_view_class = StartView
    inspect_view_class = ProposalView
    history_view_class = ReadingHistoryView
    create_template_name = "directives/reading/start.html"
    inspect_template_name = "directives/reading/proposal.html"
    confirm_template_name = "directives/reading/confirm.html"
    discard_template_name = "directives/reading/discard.html"

    def header_buttons(self, request: HttpRequest) -> list[HeaderButton]:
        """Return the button that reads a new dispatch in."""
        if not self.permission_helper.user_can_create(request.user):
            return []
        return [HeaderButton(_("Read a dispatch in"), url=self.url_for("create"), icon_name="upload")]

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses of confirming and of giving up."""
        return [self.record_path("confirm", ConfirmView), self.record_path("discard", DiscardView)]
