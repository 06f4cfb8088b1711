"""What would become of the rows of an uploaded workbook; nothing is written here."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home.models import ServiceFigure, ServiceIndexPage, ServicePage
from reform.organisation.models import User
from reform.workbooks.cells import EMPTY_MARK, read_integer
from reform.workbooks.problems import CellRefused
from reform.workbooks.reading import Note
from reform.workbooks.writing import was_cut

from .columns import BY_NAME, COLUMNS, FIGURE_HEADINGS, FIGURES_SHEET, KEY
from .drafts import PARTS, drafts_of, load_workflow_states
from .lists import Lists
from .losses import lost, unseen_in
from .problems import Problem
from .reading import Row, Sheets

# Filled by the page tree, or taken from a list that was read: asking the database for each row says nothing.
NOT_CHECKED = (
    "path", "depth", "numchild", "url_path", "content_type", "locale", "translation_key", "owner",
    "latest_revision", "live_revision", "locked_by", "alias_of", "service_field", "unit", "level",
    "former_level",
)  # fmt: skip
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FIGURE_NUMBERS = ("received_new", "received_online", "resolved", "resolved_on_time")


@dataclass(frozen=True)
class Change:
    """One thing that a row changes, in words; `old` is empty for what was not there."""

    heading: str
    old: str
    new: str


@dataclass
class Judged:
    """What would become of one service.

    Attributes:
        service: the draft as it would be written.
        is_new: whether it is created.
        row: where it stands in the file; ``None`` when only figures name it.
        changes: what differs from the newest draft.
        problems: why it cannot be taken.
        losses: in words what the row cannot hold and the service would have no longer.
    """

    service: ServicePage
    is_new: bool
    row: Row | None = None
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """In one word: error, new, changed or same."""
        if self.problems:
            return "error"
        if self.is_new:
            return "new"
        return "changed" if self.changes else "same"


@dataclass
class Preview:
    """What would become of a whole workbook.

    Attributes:
        judged: by service, in the order of the file.
        problems: what belongs to no service, such as figures of an unknown one.
        notes: what was understood without asking, or left out.
    """

    judged: list[Judged]
    problems: list[Problem]
    notes: list[Note]

    def with_verdict(self, verdict: str) -> list[Judged]:
        """Return the services with one verdict."""
        return [one for one in self.judged if one.verdict == verdict]

    @property
    def all_problems(self) -> list[Problem]:
        """Everything that is wrong."""
        return [*self.problems, *(problem for one in self.judged for problem in one.problems)]

    @property
    def can_be_written(self) -> bool:
        """Whether nothing is wrong and something would change."""
        return not self.all_problems and any(one.verdict in ("new", "changed") for one in self.judged)

    @property
    def sign(self) -> str:
        """What tells this preview from one of another file, or of services that have changed meanwhile."""
        told = [
            (
                one.service.slug,
                one.verdict,
                one.service.latest_revision_id,
                one.losses,
                [(change.heading, change.old, change.new) for change in one.changes],
            )
            for one in self.judged
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


class Judge:
    """Judges the rows of one workbook for one catalogue and one editor."""

    def __init__(self, index: ServiceIndexPage, user: User) -> None:
        """Read the catalogue as its editors have it."""
        site = index.get_site()
        self.index, self.user = index, user
        self.lists = Lists(site.pk if site else None)
        drafts = drafts_of(index)
        load_workflow_states(drafts)
        self.drafts = {draft.slug: draft for draft in drafts}
        times = Counter(draft.slug for draft in drafts)
        taken = ServicePage.objects.child_of(index).values_list("slug", flat=True)
        # An address that one service has and the draft of another one wants tells neither.
        self.unclear = {slug for slug, number in times.items() if number > 1} | (
            set(taken) - set(self.drafts)
        )
        self.judged: dict[str, Judged] = {}
        self.figures: set[tuple[str, str]] = set()
        self.problems: list[Problem] = []

    def judge(self, sheets: Sheets) -> Preview:
        """Return what would become of the workbook."""
        self.headings = sheets.headings
        for row in sheets.services:
            self._judge_service(row)
        for row in sheets.figures:
            self._judge_figure(row)
        for one in self.judged.values():
            self._check(one)
        return Preview(list(self.judged.values()), self.problems, sheets.notes)

    def _judge_service(self, row: Row) -> None:
        slug = row.texts.get("slug", "").lower()
        if not slug:
            self._refuse(row, "slug", _("The row has no code."), _("Give each service a code of its own."))
            return
        if not CODE.fullmatch(slug):
            self._refuse(row, "slug", _("“%(code)s” is no code.") % {"code": slug}, str(KEY.help))
            return
        if slug in self.judged:
            self._refuse(row, "slug", _("Two rows have this code."), _("Leave one of them."))
            return
        if self._is_unclear(row, slug):
            return
        one = self._open(slug, row)
        unseen = unseen_in(one.service)
        before = {} if one.is_new else {column.name: self._words(column.name, one) for column in COLUMNS}
        for name, text in row.texts.items():
            if not was_cut(text):
                self._put(one, row, name, slug if name == "slug" else text)
        if one.is_new:
            missing = [column for column in COLUMNS if column.required and column.name not in row.texts]
            for column in missing:
                advice = _("A new service needs it.")
                one.problems.append(self._problem(row, column.name, _("The cell is blank."), advice))
        if not one.problems:
            one.losses = lost(unseen, unseen_in(one.service))
            one.changes = [
                Change(str(column.heading), before.get(column.name, ""), self._words(column.name, one))
                for column in COLUMNS
                if before.get(column.name, "") != self._words(column.name, one)
            ]

    def _is_unclear(self, row: Row, slug: str) -> bool:
        """Refuse a row whose code tells no single service; tell whether it was refused."""
        if slug not in self.unclear:
            return False
        advice = _("Settle the addresses of these services in the page editor first.")
        self._refuse(row, "slug", _("A draft gives this code to another service."), advice)
        return True

    def _open(self, slug: str, row: Row | None) -> Judged:
        """Return the service of that code, or a new one."""
        draft = self.drafts.get(slug)
        service = draft or ServicePage(slug=slug, live=False, locale_id=self.index.locale_id)
        if draft is None:
            for relation in (*PARTS, "life_events"):
                setattr(service, relation, [])
        one = self.judged[slug] = Judged(service=service, is_new=draft is None, row=row)
        return one

    def _words(self, name: str, one: Judged) -> str:
        return BY_NAME[name].cell.write(one.service, self.lists)

    def _put(self, one: Judged, row: Row, name: str, text: str) -> None:
        column = BY_NAME[name]
        try:
            if text == EMPTY_MARK:
                if column.required:
                    raise CellRefused(
                        "needed", _("This column cannot be emptied."), _("Write what holds instead.")
                    )
                column.cell.empty(one.service)
            elif text != self._old_words(name, one):
                column.cell.read(text, one.service, self.lists)
        except CellRefused as refused:
            one.problems.append(self._problem(row, name, refused.problem, refused.advice))

    def _old_words(self, name: str, one: Judged) -> str | None:
        return None if one.is_new else self._words(name, one)

    def _judge_figure(self, row: Row) -> None:
        slug, period = row.texts.get("slug", "").lower(), row.texts.get("period", "")
        if slug not in self.judged and slug not in self.drafts:
            advice = _("Write the code of a service of this catalogue, or add it to the other sheet.")
            self._refuse(row, "slug", _("No service has the code “%(code)s”.") % {"code": slug}, advice)
            return
        if self._is_unclear(row, slug):
            return
        if (slug, period) in self.figures:
            self._refuse(
                row,
                "period",
                _("Two rows are about the same period of this service."),
                _("Leave one of them."),
            )
            return
        self.figures.add((slug, period))
        one = self.judged.get(slug) or self._open(slug, None)
        figures = list(one.service.figures.all())
        figure = next((figure for figure in figures if figure.period == period), None)
        old = _figure_words(figure) if figure else ""
        if figure is None:
            figure = ServiceFigure(period=period)
            one.service.figures = [*figures, figure]
        if not self._fill_figure(one, figure, row):
            return
        if _figure_words(figure) != old:
            figure.is_sample = False
            heading = _("Figures of %(period)s") % {"period": period}
            one.changes.append(Change(heading, old, _figure_words(figure)))

    def _fill_figure(self, one: Judged, figure: ServiceFigure, row: Row) -> bool:
        found = len(one.problems)
        for name in FIGURE_NUMBERS:
            text = row.texts.get(name)
            try:
                if text == EMPTY_MARK and name in ("resolved", "resolved_on_time"):
                    setattr(figure, name, None)
                elif text is not None:
                    setattr(figure, name, read_integer(text))
            except CellRefused as refused:
                one.problems.append(self._problem(row, name, refused.problem, refused.advice))
        if len(one.problems) == found:
            try:
                figure.full_clean(exclude=["page"], validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    one.problems += [self._problem(row, name, message) for message in messages]
        return len(one.problems) == found

    def _check(self, one: Judged) -> None:
        """Check a whole service and that the editor may write it, once anything would change."""
        if one.problems or not (one.changes or one.is_new):
            return
        lock = None if one.is_new else one.service.get_lock()
        if lock is not None and lock.for_user(self.user):
            message = _("The page is locked, or waits for approval.")
            one.problems.append(self._of_service(one, "slug", message, _("Ask for it to be unlocked.")))
            return
        # What was read with the lists, so that no row asks for it again.
        one.service.level = self.lists.levels.records.get(one.service.level_id)
        if one.service.level is None:
            one.problems.append(self._of_service(one, "level", _("The cell is blank."), _("Choose a level.")))
            return
        try:
            one.service.full_clean(exclude=list(NOT_CHECKED))
            _check_parts(one.service)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                one.problems += [self._of_service(one, name, message) for message in messages]

    def _of_service(self, one: Judged, name: str, message: str, advice: str = "") -> Problem:
        if one.row is not None:
            return self._problem(one.row, name, message, advice)
        return Problem(str(FIGURES_SHEET), 0, one.service.slug, message, advice)

    def _problem(self, row: Row, name: str, message: str, advice: str = "") -> Problem:
        heading = self.headings.get((row.sheet, name)) or _heading_of(name)
        return Problem(row.sheet, row.number, heading, message, advice)

    def _refuse(self, row: Row, name: str, message: str, advice: str) -> None:
        self.problems.append(self._problem(row, name, message, advice))


def _heading_of(name: str) -> str:
    if name in BY_NAME:
        return str(BY_NAME[name].heading)
    return str(FIGURE_HEADINGS.get(name, ""))


def _check_parts(service: ServicePage) -> None:
    """Check the parts that cells describe.

    Raises:
        ValidationError: by relation, so that the column is known.
    """
    errors: dict[str, list[str]] = {}
    for relation in PARTS:
        for part in getattr(service, relation).all():
            try:
                part.full_clean(
                    exclude=["page", "image", "document_page"],
                    validate_unique=False,
                    validate_constraints=False,
                )
            except ValidationError as error:
                errors.setdefault(relation, []).extend(error.messages)
    if errors:
        raise ValidationError(errors)


def _figure_words(figure: ServiceFigure) -> str:
    values: list[Any] = [getattr(figure, name) for name in FIGURE_NUMBERS]
    return " / ".join("–" if value is None else str(value) for value in values)
