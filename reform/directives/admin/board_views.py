"""The task board of who follows up: how every unit stands, and what has changed since a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.directives.models import Assignment, Directive
from reform.directives.rules import OnTimeRate
from reform.directives.selectors import (
    BOARD_STATES,
    BoardFilters,
    BoardRow,
    ChangeLine,
    Lateness,
    board,
    change_lines,
    changes_since,
)
from reform.organisation.access import access_of
from reform.organisation.enums import ReformField
from reform.organisation.periods import Period
from reform.registers.admin import RegisterView, admin_for
from reform.registers.admin.columns import Tone
from reform.registers.admin.officer import officer
from reform.registers.admin.timeline import Event, tell
from reform.registers.admin.widgets import DateInput
from reform.registers.permissions import viewable_records

from .filters import KINDS, SEEING, clusters, due_years, period_choices
from .links import address
from .story import Part, part_view
from .words import STATE_TONES

# From so many per cent on time a unit is good, respectively to be watched; below it is low.
GOOD_FROM = 90
WATCHED_FROM = 85
CHANGES_A_PAGE = 50
MOST_NEWLY_OVERDUE = 100
MOST_DIRECTIVES = 300
USUAL_DAYS_BACK = 7


def may_open_board(user: Any) -> bool:
    """Tell whether the user sees more than one unit: with one, the landing page says it all."""
    return len(access_of(user).units(*SEEING)) > 1


@dataclass(frozen=True)
class Rate:
    """An on-time rate with its arithmetic, its tone and a word for it."""

    arithmetic: str
    percent: str
    tone: Tone | None
    word: str


@dataclass(frozen=True)
class BoardCell:
    """One figure of the board and the list that it counts; no address when there is nothing to see."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class BoardLine:
    """One row of the board as the template shows it."""

    row: BoardRow
    url: str
    cells: list[BoardCell]
    overdue: BoardCell
    total: BoardCell
    rate: Rate
    rate_url: str


def told_rate(rate: OnTimeRate) -> Rate:
    """Return a rate in words: good from 90 %, to be watched from 85 %, low below; none of these for 0/0."""
    if rate.percent is None:
        return Rate("0/0", "–", None, "")
    tone, word = _judged(rate.percent)
    # Rounded down, so that 89.6 % does not read as the 90 % that it is not.
    return Rate(f"{rate.on_time}/{rate.completed}", f"{int(rate.percent)} %", tone, word)


def _judged(percent: float) -> tuple[Tone, str]:
    if percent >= GOOD_FROM:
        return "good", _("good")
    if percent >= WATCHED_FROM:
        return "warning", _("to be watched")
    return "bad", _("low")


class BoardFilterForm(forms.Form):
    """What the board can be narrowed to."""

    directive = forms.ChoiceField(label=gettext_lazy("Directive"), required=False)
    reform_field = forms.ChoiceField(
        label=gettext_lazy("Field of reform"),
        required=False,
        choices=[("", gettext_lazy("All")), *ReformField.choices],
    )
    period = forms.ChoiceField(label=gettext_lazy("Due in"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of unit"), required=False, choices=[("", gettext_lazy("All")), *KINDS]
    )
    cluster = forms.ChoiceField(label=gettext_lazy("Emulation cluster"), required=False)
    lead_only = forms.BooleanField(label=gettext_lazy("Leading units only"), required=False)

    def __init__(self, user: Any, **kwargs: Any) -> None:
        super().__init__(auto_id="filter-%s", **kwargs)
        directives = viewable_records(Directive, user).only("number", "symbol", "subject")[:MOST_DIRECTIVES]
        self._offer("directive", [(str(row.pk), str(row)) for row in directives])
        self._offer("period", period_choices(*due_years(user)))
        self._offer("cluster", [(name, name) for name in clusters(user)])

    def _offer(self, name: str, choices: list[Any]) -> None:
        """Put the choices behind "all"."""
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]


class BoardScreen(RegisterView):
    """What the board and the changes share: who may open them, filters, title."""

    title: Any

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who sees more than one unit."""
        return may_open_board(user)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def filters(self) -> BoardFilters:
        """Return what the query string narrows to; what cannot be read does not narrow."""
        return BoardFilters.from_params(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return filters and the address for print."""
        filters = self.filters()
        query = filters.as_params()
        return super().get_context_data(
            **{
                "filters": filters,
                "narrowed": narrowed_words(filters),
                "form": BoardFilterForm(self.request.user, data=query or None, initial=query),
                "board_url": address(Assignment, "board", **query),
                "changes_url": address(Assignment, "changes", **query),
                "reset_url": self.request.path,
                "page_address": self.request.build_absolute_uri(),
            }
            | kwargs
        )


class BoardView(BoardScreen):
    """Unit by state, with the on-time rate and what is overdue; every figure leads to its list."""

    action = "board"
    title = gettext_lazy("Task board")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the board."""
        filters = self.filters()
        found = board(officer(self.request), filters)
        query = list_query(filters)
        return super().get_context_data(
            **{
                "today": found.today,
                "states": [(state, STATE_TONES[state]) for state in BOARD_STATES],
                "lines": [board_line(row, query) for row in found.rows],
                "totals": board_line(found.totals, query),
                "good_from": GOOD_FROM,
                "watched_from": WATCHED_FROM,
            }
            | kwargs
        )


class ChangesView(BoardScreen):
    """What has changed since a day: newly overdue, changed states, moved due dates."""

    action = "changes"
    title = gettext_lazy("What has changed")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the changes, one page of them."""
        today = timezone.localdate()
        since = read_day(self.request.GET.get("since", ""), today)
        found = changes_since(officer(self.request), since, filters=self.filters(), today=today)
        page = Paginator(found.entries, CHANGES_A_PAGE).get_page(self.request.GET.get("p"))
        newly = list(found.newly_overdue.defer("task__directive__text")[: MOST_NEWLY_OVERDUE + 1])
        query = self.filters().as_params() | {"since": since.isoformat()}
        context = super().get_context_data(**kwargs)
        since_field = forms.DateField(label=gettext_lazy("Since"), widget=DateInput)
        context["form"].fields = {"since": since_field} | context["form"].fields
        context["form"].data, context["form"].is_bound = query, True
        return context | {
            "today": today,
            "since": since,
            "page_obj": page,
            "changes": [told_change(line) for line in change_lines(page.object_list, today=today)],
            "newly_overdue": [part_view(row) for row in Lateness(today).rows(newly[:MOST_NEWLY_OVERDUE])],
            "has_more_overdue": len(newly) > MOST_NEWLY_OVERDUE,
            "newer_url": self._page_url(page.number - 1, query) if page.has_previous() else "",
            "older_url": self._page_url(page.number + 1, query) if page.has_next() else "",
        }

    def _page_url(self, number: int, query: dict[str, str]) -> str:
        return address(Assignment, "changes", **query, p=number)


@dataclass(frozen=True)
class Change:
    """One change with the assignment that it is about."""

    event: Event
    part: Part
    moved_due: tuple[str, str] | None


def told_change(line: ChangeLine) -> Change | None:
    """Return a change in words; None when its assignment is gone."""
    screens = admin_for(Assignment)
    if screens is None or line.row is None:
        return None
    return Change(tell([line.entry], screens)[0], part_view(line.row), line.moved_due)


def list_query(filters: BoardFilters) -> dict[str, str]:
    """Return the filters as the list of assignments takes them."""
    query = filters.as_params()
    if query.pop("lead_only", ""):
        query["role"] = "lead"
    return query


def board_line(row: BoardRow, query: dict[str, str]) -> BoardLine:
    """Return one row of the board with the addresses behind its figures."""
    unit = row.unit.pk if row.unit else ""

    def cell(label: str, count: int, **narrowing: str) -> BoardCell:
        url = address(Assignment, "index", **query, unit=unit, **narrowing) if count else ""
        return BoardCell(label, count, url)

    return BoardLine(
        row=row,
        url=address(Assignment, "index", **query, unit=unit),
        cells=[cell(str(state.label), count, state=state.value) for state, count in row.cells],
        overdue=cell(_("Overdue"), row.overdue, late="overdue"),
        total=cell(_("Total"), row.total, counted="yes"),
        rate=told_rate(row.rate),
        rate_url=cell("", row.rate.on_time, late="on_time").url,
    )


def narrowed_words(filters: BoardFilters) -> list[str]:
    """Return what the board is narrowed to, in words for the printed page."""
    words = [
        str(ReformField(filters.reform_field).label) if filters.reform_field else "",
        filters.period.label if isinstance(filters.period, Period) else "",
        str(dict(KINDS).get(filters.kind, "")),
        filters.cluster,
        _("leading units only") if filters.lead_only else "",
    ]
    return [word for word in words if word]


def read_day(text: str, today: date) -> date:
    """Return the day that the address names, a week ago when it names none or one to come."""
    usual = today - timedelta(days=USUAL_DAYS_BACK)
    try:
        day = parse_date(text)
    except ValueError:
        return usual
    return day if day is not None and day <= today else usual
