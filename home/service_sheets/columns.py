"""The columns of the two sheets."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.enums import GovernmentLevel, PublicPost
from home.models import ServiceLegalBasis, ServicePaper, ServiceQuestion, ServiceStep

from .cells import ChoiceCell, DateCell, EventsCell, LinesCell, NumberCell, RecordCell, RichCell, TextCell


@dataclass(frozen=True)
class Column:
    """One column of the sheet of services.

    Attributes:
        name: of the field or relation of the service.
        heading: in the first row.
        cell: how it stands in cells.
        required: whether a new service needs it.
        help: what to write.
        width: in characters.
    """

    name: str
    heading: str | Promise
    cell: TextCell
    required: bool = False
    help: str | Promise = ""
    width: int = 24


KEY = Column(
    "slug",
    _("Code in the address"),
    TextCell("slug"),
    required=True,
    help=_("Tells which service is meant, for example dang-ky-khai-sinh. Small letters, digits, hyphens."),
)
COLUMNS = (
    KEY,
    Column("title", _("Name of the service"), TextCell("title"), required=True, width=40),
    Column("summary", _("Summary"), TextCell("summary"), width=40),
    Column("procedure_code", _("Procedure code"), TextCell("procedure_code")),
    Column(
        "service_field",
        pgettext_lazy("of services", "Field"),
        RecordCell("service_field", "fields"),
        required=True,
    ),
    Column("life_events", _("Life events"), EventsCell("life_events"), help=_("A line for each.")),
    Column(
        "government_level",
        _("Level of government"),
        ChoiceCell("government_level", GovernmentLevel),
        required=True,
    ),
    Column("unit", _("Unit in charge"), RecordCell("unit", "units"), help=_("Code or name of the unit.")),
    Column("level", _("Level of online service"), RecordCell("level", "levels"), required=True),
    Column("former_level", _("Level in the scheme before"), RecordCell("former_level", "levels")),
    Column("level_reason", _("Why not everything is online"), TextCell("level_reason"), width=40),
    Column("who_for", _("Who it is for"), RichCell("who_for"), width=40),
    Column(
        "papers",
        _("What to prepare"),
        LinesCell("papers", ServicePaper, ("name", "copies", "only_if")),
        help=_("A line for each paper: name | kind and number | only if."),
        width=60,
    ),
    Column("fee", _("Fee"), TextCell("fee"), required=True),
    Column("fee_online", _("Fee when applying online"), TextCell("fee_online")),
    Column("time_limit", _("Time limit"), TextCell("time_limit"), required=True),
    Column("time_limit_days", _("Time limit in working days"), NumberCell("time_limit_days"), width=12),
    Column("result", _("What you receive"), TextCell("result")),
    Column(
        "steps",
        _("Steps"),
        LinesCell("steps", ServiceStep, ("title", "text"), rich_field="text"),
        help=_("A line for each step: step | explanation. Pictures stay while the step keeps its name."),
        width=60,
    ),
    Column("online_url", _("Address where to apply online"), TextCell("online_url")),
    Column("at_counter", _("At the counter"), RichCell("at_counter"), width=40),
    Column("public_post", _("Public post"), ChoiceCell("public_post", PublicPost)),
    Column("by_post", _("By public post"), RichCell("by_post"), width=40),
    Column(
        "legal_bases",
        _("Legal basis"),
        LinesCell("legal_bases", ServiceLegalBasis, ("name",)),
        help=_("A line for each document."),
        width=60,
    ),
    Column(
        "questions",
        _("Questions and answers"),
        LinesCell("questions", ServiceQuestion, ("question", "answer"), rich_field="answer"),
        help=_("A line for each: question | answer."),
        width=60,
    ),
    Column("reviewed_on", _("Last reviewed on"), DateCell("reviewed_on"), width=14),
    Column("review_months", _("Months between reviews"), NumberCell("review_months"), width=12),
)
BY_NAME = {column.name: column for column in COLUMNS}

SERVICES_SHEET = pgettext_lazy("name of a sheet", "Services")
FIGURES_SHEET = pgettext_lazy("name of a sheet", "Figures")
# The columns of the figures, after the code of the service.
FIGURE_HEADINGS: dict[str, str | Promise] = {
    "slug": KEY.heading,
    "period": pgettext_lazy("heading of a column", "Period"),
    "received_new": _("Dossiers received"),
    "received_online": _("Received online"),
    "resolved": _("Dossiers resolved"),
    "resolved_on_time": _("Resolved early or on time"),
}
