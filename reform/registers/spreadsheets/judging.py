"""What would become of each row: read, matched with its record, compared, checked. Nothing is written here.

Rows are judged a batch at a time, so that the number of queries does not grow with the rows of a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reform.workbooks.cells import is_empty_mark
from reform.workbooks.problems import CellRefused
from search.folding import fold

from .columns import Column
from .layout import Layout
from .lookups import RecordWidget, UnknownName
from .matching import Matcher
from .parts import load_parts
from .resources import RegisterResource
from .validation import FieldRules
from .verdicts import Judged, Unmatched


class Judge:
    """Judges the rows of one file for one officer.

    Arguments:
        lock: whether the records are locked until the transaction ends, because rows are written next.
    """

    def __init__(self, resource: RegisterResource, layout: Layout, *, lock: bool = False) -> None:
        self.resource = resource
        self.unmatched: dict[tuple[str, str], Unmatched] = {}
        layout.apply_to(resource)
        self._plan = [
            (position, resource.columns[column.name])
            for position, column in enumerate(layout.columns)
            if not resource.columns[column.name].readonly or column.name in resource.key_names
        ]
        self._rules = FieldRules(resource)
        self._matcher = Matcher(resource, lock=lock)
        self._required = [column for column in resource.columns.values() if column.required]
        self._seen: dict[Any, int] = {}
        self._keys = frozenset(resource.key)
        self._spelt = self._keys | frozenset(resource.key_until_given)
        # Columns that name records of the register itself: they may stand further up in the same file.
        self._own_kind = frozenset(
            name
            for name, column in resource.columns.items()
            if isinstance(column.widget, RecordWidget) and column.widget.lookup.model is resource.model
        )

    def judge(self, rows: Iterable[tuple[int, Sequence[Any]]]) -> list[Judged]:
        """Return what would become of one batch of rows."""
        judged = [self._read(number, cells) for number, cells in rows]
        readable = [row for row in judged if self._is_within_reach(row)]
        misread = [row for row in readable if row.remarks]
        self._match(readable)
        for row in misread:
            self._tell_the_rest(row)
        matched = [row for row in readable if row.record is not None and not row.remarks]
        known = [row.record for row in matched if not row.is_new]
        load_parts(self.resource, known)
        self.resource.load_beside(known)
        for row in matched:
            self._compare(row)
            if row.is_new and not row.remarks:
                self.resource.announce(row.record)
        self._ask_again([row for row in matched if row.is_new or row.changes])
        for row in matched:
            if (row.is_new or row.changes) and not row.remarks:
                self._check(row)
        if self._own_kind:
            self._refuse_followers(matched)
        return judged

    # --- reading ---

    def _read(self, number: int, cells: Sequence[Any]) -> Judged:
        row = Judged(number, cells)
        for position, column in self._plan:
            raw = cells[position]
            if raw is None:
                continue
            if raw.__class__ is str:
                if raw.isspace():
                    continue
                if raw.lstrip()[0] in "#＃" and is_empty_mark(raw):
                    self._empty(row, column)
                    continue
            try:
                value = column.widget.clean(raw)
            except UnknownName as unknown:
                if column.name in self._own_kind:
                    row.waiting[column.name] = unknown
                else:
                    self._refuse_name(row, column, unknown)
            except CellRefused as refused:
                row.refuse(refused, column.name)
            else:
                if value != "":
                    row.values[column.name] = value
                    if column.name in self._spelt and raw.__class__ is str:
                        row.spellings[column.name] = raw
        self.resource.default_values(row.values)
        return row

    def _empty(self, row: Judged, column: Column) -> None:
        if column.can_be_emptied:
            row.values[column.name] = column.widget.empty
        else:
            row.refuse(
                CellRefused(
                    "not_emptied",
                    _("This cell cannot be emptied by #XOA."),
                    _("Leave it blank to keep what is there, or write a value."),
                ),
                column.name,
            )

    def _refuse_name(self, row: Judged, column: Column, unknown: UnknownName) -> None:
        row.refuse(unknown, column.name)
        key = (column.name, fold(unknown.name))
        found = self.unmatched.get(key)
        if found is None:
            found = self.unmatched[key] = Unmatched(column.name, unknown.name)
        found.count += 1

    # --- matching ---

    def _is_within_reach(self, row: Judged) -> bool:
        """Tell whether a record may be looked for: the key can be read and lies within the user's reach."""
        names = self.resource.key
        for name in names:
            if name not in row.values and not any(remark.column == name for remark in row.remarks):
                column = self.resource.columns[name]
                if column.required:
                    row.refuse(_missing(column), name)
        if any(remark.column in self.resource.key_names for remark in row.remarks):
            return False
        try:
            self.resource.check_reach(row.values)
        except CellRefused as refused:
            row.refuse(refused)
            return False
        return True

    def _match(self, rows: list[Judged]) -> None:
        """Find the record of every row, or make a new one; refuse what may not be written."""
        for row, found in zip(rows, self._matcher.match(rows), strict=True):
            if isinstance(found, CellRefused):
                row.refuse(found)
            elif found is not None:
                row.record, row.version = found, found.version
            elif self.resource.makes_new(row.values):
                row.record, row.is_new = self.resource.blank_record(), True
            else:
                row.refuse(self.resource.not_found(row.values))
        self._refuse_twice(rows)
        existing = [row for row in rows if row.record is not None and not row.is_new and not row.remarks]
        visible = self._visible([row.record.pk for row in existing])
        allowed = self.resource.may_write([row.record for row in existing])
        for row, may_write in zip(existing, allowed, strict=True):
            row.may_write = may_write
            if row.record.pk not in visible:
                row.refuse(_forbidden(_("You may not write the record that this row names.")))

    def _visible(self, keys: list[int]) -> set[int]:
        if not keys:
            return set()
        rows: QuerySet[Any] = self.resource.model._default_manager.order_by().filter(pk__in=keys)
        return set(rows.filter(self.resource.visible_q()).values_list("pk", flat=True))

    def _refuse_twice(self, rows: list[Judged]) -> None:
        """Refuse the second of two rows about one record."""
        for row in rows:
            if row.record is None or row.remarks:
                continue
            key = row.record.pk if not row.is_new else self._matcher.key_of(row.values)
            first = self._seen.setdefault((row.is_new, key), row.number)
            if first != row.number:
                row.refuse(
                    CellRefused(
                        "twice",
                        _("Row %(number)s is about the same record.") % {"number": first},
                        _("Keep one of the two rows."),
                    )
                )

    # --- comparing ---

    def _compare(self, row: Judged) -> None:
        """Put the values into the record and note what changes."""
        self._find_waiting(row)
        for name, said in row.values.items():
            column = self.resource.columns[name]
            if column.readonly or (name in self.resource.key and not row.is_new):
                continue
            old = None if row.is_new else self._old_value(row.record, column)
            try:
                value = row.values[name] = column.widget.completed(old, said)
            except CellRefused as refused:
                row.refuse(refused, name)
                continue
            if row.is_new or not column.widget.is_same(old, value):
                if not row.is_new:
                    self._keep(row)
                    row.before[name] = old
                row.changes.append((name, column.widget.words(old), column.widget.words(value)))
                self.resource.put(row.record, name, value)
        if not row.is_new and all(self.resource.columns[name].is_remark for name, *_words in row.changes):
            row.changes.clear()
            row.before.clear()
        if row.changes and not row.may_write:
            row.refuse(_forbidden(self.resource.refusal(row.record)))
        if row.is_new:
            self._note_missing(row)

    def _note_missing(self, row: Judged) -> None:
        told = {remark.column for remark in row.remarks}
        for column in self._required:
            if column.name not in row.values and column.name not in told:
                row.refuse(_missing(column), column.name)

    def _tell_the_rest(self, row: Judged) -> None:
        """Tell of a row that cannot be read whatever else is wrong in it, so that it is mended in one go."""
        if row.is_new:
            self._note_missing(row)
        self._check_fields(row, [name for name in row.values if name not in self._keys])

    def _find_waiting(self, row: Judged) -> None:
        """Look once more for records of the register itself, among the new ones further up."""
        for name, unknown in row.waiting.items():
            coming = unknown.lookup.coming(unknown.name)
            if coming is None:
                self._refuse_name(row, self.resource.columns[name], unknown)
            else:
                row.values[name] = coming

    def _refuse_followers(self, rows: Sequence[Judged]) -> None:
        """Refuse rows that name a new record whose own row is refused."""
        refused = {id(row.record) for row in rows if row.is_new and row.remarks}
        for row in rows:
            for name in self._own_kind & row.values.keys():
                if id(row.values[name]) in refused and not row.remarks:
                    row.refuse(
                        CellRefused(
                            "follows_refused",
                            _("“%(name)s” stands in a row that is rejected itself.")
                            % {"name": self.resource.columns[name].widget.words(row.values[name])},
                            _("Mend that row first."),
                        ),
                        name,
                    )
                    if row.is_new:
                        refused.add(id(row.record))

    def _keep(self, row: Judged) -> None:
        """Remember what else the register changes with the row, before anything is changed."""
        if not row.kept:
            row.kept = {name: getattr(row.record, name) for name in self.resource.also_changes}

    def _old_value(self, record: Any, column: Column) -> Any:
        """Return what the record says; another record is taken from the lookup, not from the database."""
        widget = column.widget
        if isinstance(widget, RecordWidget) and column.value is None:
            key = getattr(record, f"{column.attribute or column.name}_id", None)
            if key in widget.lookup.by_pk:
                return widget.lookup.by_pk[key]
        return column.get_value(record)

    # --- checking ---

    def _ask_again(self, rows: list[Judged]) -> None:
        """Ask whether the user may write the records as they would stand."""
        asked = [row for row in rows if not row.remarks]
        allowed = self.resource.may_write([row.record for row in asked])
        for row, may_write in zip(asked, allowed, strict=True):
            if not may_write:
                row.refuse(_forbidden(self.resource.refusal(row.record)))

    def _check(self, row: Judged) -> None:
        self._check_fields(row, [name for name, *_words in row.changes])
        if row.remarks:
            return
        try:
            self.resource.check(row.record, row.values, None if row.is_new else row.before)
        except CellRefused as refused:
            row.refuse(refused)
        except ValidationError as error:
            for column, message in self._told(error):
                row.refuse(CellRefused("rule", message), column)
        else:
            row.hints += self.resource.hints(row.record, row.values)

    def _check_fields(self, row: Judged, names: Iterable[str]) -> None:
        for name in names:
            problem = self._rules.problem_with(name, row.values[name])
            if problem is not None:
                row.refuse(problem, name)

    def _told(self, error: ValidationError) -> Iterable[tuple[str, str]]:
        """Yield what a model's own rules refuse, with the column that it is about."""
        by_field = getattr(error, "message_dict", None) or {NON_FIELD_ERRORS: error.messages}
        by_attribute = {column.attribute or name: name for name, column in self.resource.columns.items()}
        for attribute, messages in by_field.items():
            for message in messages:
                yield by_attribute.get(attribute, ""), str(message)


def _missing(column: Column) -> CellRefused:
    return CellRefused(
        "missing",
        _("“%(heading)s” is needed and blank.") % {"heading": column.heading},
        _("Fill the cell in."),
    )


def _forbidden(problem: str) -> CellRefused:
    return CellRefused("forbidden", problem, _("Leave the row out, or ask who is responsible for it."))
