"""The page of an initiative, its history and the difference between two submissions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from django.http import Http404
from django.template.defaultfilters import linebreaksbr
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.initiatives.discretion import COUNCIL_STEPS, Reading, reading_of
from reform.initiatives.enums import FINAL_STATES, InitiativeState
from reform.initiatives.models import Council, Initiative, InitiativeSubmission
from reform.initiatives.selectors.deadlines import deadline
from reform.initiatives.selectors.page import applied_elsewhere, council_result, submissions_of
from reform.initiatives.selectors.progress import scoring_progress
from reform.initiatives.selectors.similar import SimilarInitiative, similar_initiatives
from reform.initiatives.submissions import differences_between
from reform.initiatives.workflow import INITIATIVES
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import RecordView
from reform.registers.admin.columns import EMPTY, display_value, field_of, readable
from reform.registers.admin.registry import record_url
from reform.registers.admin.timeline import Event
from reform.registers.admin.views import HistoryView, RecordPageView
from reform.registers.permissions import policy_for

from .guidance import guidance
from .tones import INITIATIVE_TONES

DECIDED_STATES = FINAL_STATES | {InitiativeState.NOMINATED, InitiativeState.ARCHIVED}
# Above this the words of two texts are not compared one by one: both stand there whole.
MOST_COMPARISONS = 9_000_000

SECTIONS = (
    (
        gettext_lazy("The initiative and its first application"),
        ("reform_field", "investor", "applied_from", "applied_at", "is_trial", "conditions"),
    ),
    (gettext_lazy("Description"), ("problem", "solution", "novelty", "confidential")),
    (
        gettext_lazy("Benefit"),
        ("benefit_by_author", "benefit_by_adopters", "scope", "money_saved", "hours_saved"),
    ),
    (gettext_lazy("Participants and statement"), ("first_participants", "truth_stated")),
)
WAY_FIELDS = (
    "endorsed_on",
    "submitted_on",
    "received_on",
    "appraisal",
    "refusal",
    "recognised_on",
    "nomination_letter",
    "nominated_on",
    "city_decision",
    "city_recognised_on",
    "city_signer",
    "public_summary",
    "public_effect",
)


class InitiativePageView(RecordPageView):
    """An initiative's page, without what the user does not read of it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the page; the history says nothing that the page does not say."""
        context = super().get_context_data(**kwargs)
        return context | {"timeline": discreet(context["timeline"], context["reading"])}


class InitiativeHistoryView(HistoryView):
    """An initiative's history, without what the user does not read of it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of entries."""
        context = super().get_context_data(**kwargs)
        reading = reading_of(self.request.user, self.instance)
        return context | {"timeline": discreet(context["timeline"], reading)}


def discreet(timeline: Iterable[Event], reading: Reading) -> list[Event]:
    """Return the history without the words and reasons that the user does not read."""
    hidden = {_label(name) for name in reading.hidden_fields()}
    of_council = frozenset() if reading.result else _council_labels()
    return [
        replace(
            event,
            changes=[change for change in event.changes if change[0] not in hidden],
            reason="" if event.label in of_council else event.reason,
        )
        for event in timeline
    ]


def _council_labels() -> frozenset[Any]:
    return frozenset(INITIATIVES.by_event[event].label for event in COUNCIL_STEPS)


def page_context(user: Any, initiative: Initiative) -> dict[str, Any]:
    """Return everything that an initiative's page shows beyond every record's page."""
    reading = reading_of(user, initiative)
    hidden = reading.hidden_fields() - ({"refusal"} if reading.refusal else set())
    return {
        "reading": reading,
        **guidance(user, initiative),
        "clock": deadline(initiative.answer_due, authority=initiative.unit.authority),
        "sheets": scoring_progress([initiative]).get(initiative.pk),
        "sections": [_section(heading, initiative, names, hidden) for heading, names in SECTIONS],
        "way": _lines(initiative, WAY_FIELDS, hidden),
        "authors": list(initiative.authors.all()),
        "effects": list(initiative.effects.all()),
        "result": council_result(initiative) if reading.result else None,
        "council_url": _council_url(user, initiative),
        "submissions": submissions_of(initiative),
        "applied_elsewhere": [
            {"adoption": row, "url": record_url(row)} for row in applied_elsewhere(initiative, user)
        ],
        "appraises": judges_novelty(user, initiative),
        "similar": similar_rows(user, initiative),
    }


def judges_novelty(user: Any, initiative: Initiative) -> bool:
    """Tell whether the user appraises initiatives of the unit, and this one is not decided yet."""
    return initiative.state not in DECIDED_STATES and access_of(user).allows(
        Capability.APPRAISE_INITIATIVES, initiative.unit_id
    )


def similar_rows(user: Any, initiative: Initiative) -> list[dict[str, Any]]:
    """Return similar earlier initiatives for whoever judges whether this one is new, none for others."""
    if not judges_novelty(user, initiative):
        return []
    return [_similar(row) for row in similar_initiatives(initiative, user)]


def _similar(row: SimilarInitiative) -> dict[str, Any]:
    found = row.initiative
    return {
        "initiative": found,
        "percent": row.percent,
        "url": record_url(found),
        "tone": INITIATIVE_TONES.get(found.state, "neutral"),
    }


def _council_url(user: Any, initiative: Initiative) -> str:
    """Return the address of the council's page for whoever may open it."""
    council = initiative.council
    return record_url(council) if council and policy_for(Council).may_view(user, council) else ""


def _section(
    heading: Any, initiative: Initiative, names: Iterable[str], hidden: frozenset[str]
) -> dict[str, Any]:
    return {"heading": heading, "lines": _lines(initiative, names, hidden)}


def _lines(initiative: Initiative, names: Iterable[str], hidden: frozenset[str]) -> list[dict[str, Any]]:
    """Return the fields that say something, each with its words and its value."""
    lines = [
        {"label": _label(name), "content": _words(initiative, name)} for name in names if name not in hidden
    ]
    return [line for line in lines if line["content"] != EMPTY]


def _label(name: str) -> str:
    return capfirst(str(field_of(Initiative, name).verbose_name))


def _words(initiative: Initiative, name: str) -> str:
    """Return a value as people read it: figures with separators, texts with their lines."""
    value = display_value(initiative, name)
    if name in {"money_saved", "hours_saved"} and value is not None:
        return number_format(value, decimal_pos=1 if value % 1 else 0, force_grouping=True)
    return linebreaksbr(readable(value))


# --- two submissions ---


class CompareView(RecordView):
    """What two submissions say differently, field by field and word by word."""

    action = "compare"

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may see the record."""
        return self.permission_helper.user_can_inspect_obj(user, self.instance)

    def get_title(self) -> str:
        """Return the heading."""
        return _("Differences between submissions: %(code)s") % {"code": self.instance.code}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": _("Differences")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the fields that differ; the last two submissions when none are asked for."""
        older, newer = self._asked()
        hidden = reading_of(self.request.user, self.instance).hidden_fields()
        differing = [row for row in differences_between(older, newer) if row.name not in hidden]
        return super().get_context_data(
            **{
                "older": older,
                "newer": newer,
                "numbers": list(
                    self.instance.submissions.order_by("number").values_list("number", flat=True)
                ),
                "differences": [{"row": row, "parts": marked(row.before, row.after)} for row in differing],
            }
            | kwargs
        )

    def _asked(self) -> tuple[InitiativeSubmission, InitiativeSubmission]:
        """Return the two submissions, the older one first.

        Raises:
            Http404: when one of the numbers is none of this initiative's.
        """
        rows = {row.number: row for row in self.instance.submissions.select_related("submitted_by")}
        numbers = sorted(rows)[-2:]
        try:
            asked = sorted(int(self.request.GET.get(name, "")) for name in ("older", "newer"))
        except ValueError:
            asked = numbers
        if len(numbers) < 2 or not set(asked) <= set(rows):
            raise Http404
        return rows[asked[0]], rows[asked[1]]


def marked(before: str, after: str) -> dict[str, list[tuple[str, bool]]]:
    """Return both texts in parts, each with whether the other text does not have it."""
    old, new = _tokens(before), _tokens(after)
    if len(old) * len(new) > MOST_COMPARISONS:
        return {"before": [(before, True)], "after": [(after, True)]}
    parts: dict[str, list[tuple[str, bool]]] = {"before": [], "after": []}
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words in (("before", old[i1:i2]), ("after", new[j1:j2])):
            if words:
                parts[side].append(("".join(words), kind != "equal"))
    return parts


def _tokens(text: str) -> list[str]:
    """Return the words with the spaces behind them."""
    return re.findall(r"\S+\s*|\s+", text)
