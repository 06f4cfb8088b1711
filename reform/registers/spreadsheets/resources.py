"""What a register's spreadsheet is: its columns, what makes two rows one record, and how rows are written.

A register declares a subclass of `RegisterResource` in its `resources.py` and names it in its screens.
Fields, widgets and options are those of django-import-export; rows are judged and written by
`judging.py` and `applying.py`, a batch at a time, because importing row by row costs ten queries a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.resources import Resource

from reform.registers.permissions import RecordPolicy, policy_for
from reform.workbooks.problems import CellRefused

from .columns import Column
from .lookups import Lookup, RecordWidget, lookups_of
from .parts import PartsColumn

if TYPE_CHECKING:
    from reform.organisation.models import User
    from reform.workbooks.reading import Heading

    from .verdicts import Judged, Remark
    from .writes import Writes

Text = str | Promise


class RegisterResource(Resource):
    """The spreadsheet of one register, for one officer.

    Arguments:
        user: whose rights and names count.

    Attributes:
        code: names the register in the database and in templates; never changes.
        version: goes up when a template of before can no longer be taken in.
        title: the name of the sheet.
        key: the columns that say which record a row is about.
        tie_breaker: a column that tells apart records with one key, and those without any.
        given_key: the column of the key that the register itself fills for a new record, a running number
            for example. A row that leaves it blank is about a new record; one that holds it never is.
        key_until_given: the columns by which such a row finds the record that it has made before, so that
            the same file twice makes nothing twice.
        given: attributes of a new record that the register fills while it is written, for its history.
        creates: whether a row that is about no record makes a new one.
        has_periods: whether a template is for one reporting period.
        action: what the history says of a changed record.
        select_related: relations that the columns read.
        never_exported: columns that exist for what is taken in alone.
        also_changes: attributes beyond the columns that writing a row changes.
    """

    code: ClassVar[str] = ""
    version: ClassVar[int] = 1
    title: ClassVar[Text] = ""
    key: ClassVar[tuple[str, ...]] = ()
    tie_breaker: ClassVar[str] = ""
    given_key: ClassVar[str] = ""
    key_until_given: ClassVar[tuple[str, ...]] = ()
    given: ClassVar[tuple[str, ...]] = ()
    creates: ClassVar[bool] = True
    has_periods: ClassVar[bool] = False
    action: ClassVar[str] = "edit"
    also_changes: ClassVar[tuple[str, ...]] = ()
    select_related: ClassVar[tuple[str, ...]] = ()
    never_exported: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *, user: User) -> None:
        super().__init__()
        self.user = user
        self.columns: dict[str, Column] = {}
        for name, column in self.fields.items():
            column.name = name
            self.columns[name] = column
        for lookup in lookups_of(list(self.columns.values())):
            lookup.user = user

    # --- What a register declares or overrides ---

    def records(self) -> QuerySet[Any]:
        """Return every record that rows may be about, whoever may see it: foreign ones are refused."""
        return self.model._default_manager.select_related(*self.select_related)

    def records_until_given(self) -> QuerySet[Any]:
        """Return the records that a row without its key may have made before, see `key_until_given`."""
        return self.records()

    def blank_record(self) -> Any:
        """Return a new record before the cells of its row are put in."""
        return self.model()

    def default_values(self, values: dict[str, Any]) -> None:
        """Fill in what a row need not say, for example the only authority there is."""

    def key_attribute(self, name: str) -> str:
        """Return the lookup from a record to the value of a key column."""
        return self.columns[name].attribute or name

    def check_reach(self, values: dict[str, Any]) -> None:
        """Refuse, before any record is looked for, what a row names beyond the user's reach.

        So that the answer does not tell whether another unit has such a record.

        Raises:
            CellRefused: the row is refused.
        """

    def not_found(self, values: dict[str, Any]) -> CellRefused:
        """Return why a row that is about no record is refused, where it makes no new one."""
        return CellRefused(
            "not_found",
            _("There is no such record."),
            _("Check the cells that say which record is meant: %(headings)s.")
            % {"headings": ", ".join(self.columns[name].heading for name in self.key)},
        )

    def may_write(self, records: Sequence[Any]) -> list[bool]:
        """Tell of each record, as it stands or as it would stand, whether the user may write it.

        Overridden where asking the policy costs queries for every record.
        """
        return [self.policy.may_edit(self.user, record) for record in records]

    def refusal(self, record: Any) -> str:
        """Return why the user may not write a record."""
        unit = getattr(record, "unit", None)
        if unit is not None:
            return _("You may not write records of %(unit)s.") % {"unit": unit}
        return _("You may not write this record.")

    def check(self, record: Any, values: dict[str, Any], before: dict[str, Any] | None) -> None:
        """Check what lies beyond single fields, without a query for every row.

        Arguments:
            values: what the cells say, by column; blank cells are missing.
            before: the changed fields as they were; None for a new record.

        Raises:
            CellRefused: with the column's name in `column`, or for the whole row.
            ValidationError: as a model's `clean` raises it.
        """
        record.clean()

    def hints(self, record: Any, values: dict[str, Any]) -> Iterable[Remark]:
        """Return what the officer should know of a row that is written all the same."""
        return ()

    def put(self, record: Any, name: str, value: Any) -> None:
        """Put the value of a column into a record; rows of another table are written apart."""
        if isinstance(self.columns[name], PartsColumn):
            return
        setattr(record, self.columns[name].attribute or name, value)

    def prepare(self, record: Any) -> None:
        """Fill what the record's `save` would fill: a bulk write does not call it."""
        fill = getattr(record, "fill_search_text", None)
        if fill is not None:
            fill()

    def load_beside(self, records: Sequence[Any]) -> None:
        """Put beside records, in a constant number of queries, what their columns need beyond them."""

    def announce(self, record: Any) -> None:
        """Make a new record known to the rows below it, where rows name records of the register itself."""

    def reason_of(self, values: dict[str, Any]) -> str:
        """Return the reason that a row gives for its change, for the history."""
        return ""

    def write(self, judged: Sequence[Judged], writes: Writes) -> None:
        """Write one batch of rows with their history, inside the caller's transaction."""
        writes.create([row for row in judged if row.is_new])
        writes.update([row for row in judged if not row.is_new])

    def delete_new(self, records: Sequence[Any]) -> None:
        """Delete records that an import made and that nobody has touched since.

        Raises:
            ProtectedError: other records stand on them.
        """
        self.model._default_manager.filter(pk__in=[record.pk for record in records]).delete()

    def refuse_undone(self, records: Sequence[Any]) -> dict[int, str]:
        """Tell why records must not be put back as they were, by primary key; without a query for each.

        Arguments:
            records: as they would stand again, not written yet.
        """
        return {}

    def template_rows(self) -> QuerySet[Any]:
        """Return the records that a template is filled with beforehand; none for most registers."""
        return self.model._default_manager.none()

    # --- What the engine asks ---

    @property
    def model(self) -> type[Model]:
        """The class of the records."""
        return self._meta.model

    @property
    def policy(self) -> RecordPolicy:
        """The one answer to "may this user?"."""
        return policy_for(self.model)

    @property
    def key_names(self) -> tuple[str, ...]:
        """The columns that say which record is meant, the tie breaker included."""
        return (*self.key, self.tie_breaker) if self.tie_breaker else self.key

    def names_of_key(self, values: dict[str, Any]) -> tuple[str, ...]:
        """Return the columns that say which record a row is about, with what its cells say."""
        return self.key_until_given if self.waits_for_key(values) else self.key_names

    def waits_for_key(self, values: dict[str, Any]) -> bool:
        """Tell whether the register gives a row its key, or has given it since the file was written."""
        return bool(self.given_key) and values.get(self.given_key) in (None, "")

    def makes_new(self, values: dict[str, Any]) -> bool:
        """Tell whether a row that is about no record makes one."""
        return self.creates and (not self.given_key or self.waits_for_key(values))

    def writable_columns(self) -> list[Column]:
        """Return the columns that are read in."""
        return [column for column in self.columns.values() if not column.readonly]

    def headings(self) -> list[Heading]:
        """Return what the columns are found by in a file; without the key nothing can be told."""
        return [
            column.as_heading(required=column.name in self.key and column.required)
            for column in self.columns.values()
        ]

    def visible_q(self) -> Q:
        """Return the filter of what the user may see."""
        return self.policy.viewable_q(self.user)

    def lookup(self, name: str) -> Lookup:
        """Return where the names of a column are looked for, with the records within the user's reach.

        Raises:
            TypeError: the column names no records.
        """
        widget = self.columns[name].widget
        if not isinstance(widget, RecordWidget):
            raise TypeError(f"The column {name} names no records.")
        widget.lookup.load()
        return widget.lookup

    def sheet_name(self) -> str:
        """Return the name of the sheet, within what spreadsheet programs allow."""
        return capfirst(str(self.title or self.model._meta.verbose_name_plural))[:31]

    def import_data(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: an import goes over a preview, see `batches.py`."""
        raise TypeError("Rows are judged and confirmed as an import batch, never imported directly.")


_resources: dict[str, type[RegisterResource]] = {}


def register_resource(resource: type[RegisterResource]) -> type[RegisterResource]:
    """Make a register's resource known by its code; screens do it.

    Raises:
        ImproperlyConfigured: another resource has the code.
    """
    known = _resources.get(resource.code)
    if not resource.code or (known is not None and known is not resource):
        raise ImproperlyConfigured(f"{resource.__name__} needs a code of its own.")
    _resources[resource.code] = resource
    return resource


def resource_for(code: str) -> type[RegisterResource] | None:
    """Return the resource with a code, None when no register has it any more."""
    return _resources.get(code)


def registered_resources() -> list[type[RegisterResource]]:
    """Return every register's resource."""
    return list(_resources.values())
