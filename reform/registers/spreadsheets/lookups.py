"""Finding the record that a name in a cell means: by its names, by aliases learnt, in one query for all."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from reform.registers.models import NameAlias
from reform.workbooks.cells import clean_text, split_names
from reform.workbooks.problems import CellRefused
from search.folding import fold

from .widgets import CellWidget

if TYPE_CHECKING:
    from reform.organisation.models import User

# So many are offered for a name that no record is called by.
MOST_SUGGESTIONS = 5
# Longer lists stand on no drop-down.
MOST_OFFERS = 1000


class UnknownName(CellRefused):
    """Raised for a name that no record within reach is called by.

    Attributes:
        name: as it stands in the cell.
        lookup: where it was looked for; it has suggestions.
    """

    def __init__(self, name: str, lookup: Lookup) -> None:
        self.name = name
        self.lookup = lookup
        super().__init__(
            "unknown_name",
            _("“%(name)s” is not known here.") % {"name": name},
            _("Correct the name, or choose below what it stands for."),
        )


class Lookup:
    """The records of one model that may be named in a column.

    Arguments:
        model: whose records.
        names: returns the names of a record, the one that is written into spreadsheets first.
        records: returns the records that the user may name.
        spellings: returns what else may be written for a record, folded. It counts where no record is
            called so, and only one could be meant.
        namesakes: returns the records that a short spelling could mean as well, those beyond the user's
            reach among them; the records within reach when not given.
        offered: whether a record stands in drop-down lists, and goes before others of the same name.
    """

    def __init__(
        self,
        model: type[Model],
        *,
        names: Callable[[Any], Iterable[str]],
        records: Callable[[User], QuerySet[Any]],
        spellings: Callable[[Any], Iterable[str]] = lambda record: (),
        namesakes: Callable[[User], QuerySet[Any]] | None = None,
        offered: Callable[[Any], bool] = lambda record: True,
    ) -> None:
        self.model = model
        self._names = names
        self._records = records
        self._spellings = spellings
        self._namesakes = namesakes
        self._offered = offered
        self.user: User | None = None
        self._loaded = False
        self.by_pk: dict[int, Any] = {}
        self._by_name: dict[str, list[Any]] = {}
        self._by_alias: dict[str, Any] = {}
        self._spelt: dict[str, list[Any]] | None = None
        self._found: dict[Any, Any] = {}
        self._coming: dict[str, Any] = {}
        self._written: dict[Any, str] = {}

    def find(self, value: Any) -> Any:
        """Return the record that `value` names.

        Raises:
            UnknownName: nobody is called so.
            CellRefused: several are.
        """
        try:
            return self._found[value]
        except (KeyError, TypeError):
            text = clean_text(value)
            record = self._search(text)
            self._found[value] = record
            return record

    def announce(self, record: Any) -> None:
        """Make a record findable that is not written yet, because it stands further up in the same file."""
        for name in self._names(record):
            self._coming.setdefault(fold(name), record)

    def coming(self, name: str) -> Any:
        """Return the record with that name that is not written yet, None when there is none."""
        return self._coming.get(fold(clean_text(name)))

    def name_of(self, record: Any) -> str:
        """Return the name under which the record is written into spreadsheets: one that no other bears."""
        if record.pk is None:
            return self._name_to_write(record)
        if record.pk not in self._written:
            self._written[record.pk] = self._name_to_write(record)
        return self._written[record.pk]

    def label_of(self, record: Any) -> str:
        """Return what people call the record, with the name under which it is written where that differs."""
        words, name = str(record), self.name_of(record)
        return words if fold(words) == fold(name) else f"{words} ({name})"

    def _name_to_write(self, record: Any) -> str:
        self.load()
        for name in self._names(record):
            if len(self._by_name.get(fold(name), ())) <= 1:
                return name
        return next(iter(self._names(record)), str(record))

    def offers(self) -> tuple[str, ...]:
        """Return the names for a drop-down list; none when there are too many."""
        self.load()
        records = [record for record in self.by_pk.values() if self._offered(record)]
        return tuple(self.name_of(record) for record in records) if len(records) <= MOST_OFFERS else ()

    def suggestions(self, name: str) -> list[Any]:
        """Return the records whose names are most like `name`, the likeliest first."""
        self.load()
        folded = fold(name)
        close = difflib.get_close_matches(folded, self._by_name, n=MOST_SUGGESTIONS * 2, cutoff=0.5)
        words = set(folded.split())
        holding = [known for known in self._by_name if words and words <= set(known.split())]
        found = {
            record.pk: record
            for known in (*holding[:MOST_SUGGESTIONS], *close)
            for record in self._by_name[known]
        }
        return list(found.values())[:MOST_SUGGESTIONS]

    def load(self) -> None:
        """Read the records and the aliases, in two queries."""
        if self._loaded or self.user is None:
            return
        self._loaded = True
        self.by_pk = {record.pk: record for record in self._records(self.user)}
        by_name: dict[str, list[Any]] = defaultdict(list)
        for record in self.by_pk.values():
            for folded in self._folded_names(record):
                by_name[folded].append(record)
        self._by_name = dict(by_name)
        for alias in aliases_for(self.user, self.model):
            if alias.object_id in self.by_pk:
                self._by_alias[alias.folded] = self.by_pk[alias.object_id]

    def _folded_names(self, record: Any) -> set[str]:
        return {folded for name in self._names(record) if name and (folded := fold(name))}

    def _search(self, text: str) -> Any:
        """Return the record with that name; without any, the one that it was learnt for or can only mean."""
        self.load()
        folded = fold(text)
        found = self._by_name.get(folded, [])
        for is_better in (lambda record: text in map(clean_text, self._names(record)), self._offered):
            found = [record for record in found if is_better(record)] or found
        if not found and folded in self._by_alias:
            return self._by_alias[folded]
        found = found or self._spelt_so(folded)
        if len(found) == 1 and found[0].pk in self.by_pk:
            return self.by_pk[found[0].pk]
        if len(found) > 1:
            raise CellRefused(
                "ambiguous_name",
                _("Several are called “%(name)s”.") % {"name": text},
                _("Write the full name or the code: %(names)s.")
                % {"names": "; ".join(self.name_of(record) for record in found[:MOST_SUGGESTIONS])},
            )
        raise UnknownName(text, self)

    def _spelt_so(self, folded: str) -> list[Any]:
        """Return the records that a short spelling could mean, within reach or not."""
        if self._spelt is None:
            others = self._namesakes(self.user) if self._namesakes and self.user else ()
            spelt: dict[str, list[Any]] = defaultdict(list)
            for record in ({record.pk: record for record in others} | self.by_pk).values():
                for spelling in self._folded_names(record) | set(self._spellings(record)):
                    spelt[spelling].append(record)
            self._spelt = dict(spelt)
        return self._spelt.get(folded, [])


class RecordWidget(CellWidget):
    """A record, by one of its names."""

    empty = None

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self.lookup = lookup

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the record."""
        return self.lookup.find(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the name of the record."""
        return self.words(value)

    @property
    def lookups(self) -> tuple[Lookup, ...]:
        """Where the name is looked for."""
        return (self.lookup,)

    def words(self, value: Any) -> str:
        """Return the name of the record."""
        return "" if value is None else self.lookup.name_of(value)

    def offers(self) -> tuple[str, ...]:
        """Return the names of the records within reach."""
        return self.lookup.offers()


class RecordsWidget(RecordWidget):
    """Several records, with semicolons between their names."""

    empty: Any = ()

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the records, each once, in the order of the cell."""
        records = [record for name in split_names(value, separators=";\n") for record in self._find(name)]
        return tuple(dict.fromkeys(records))

    def _find(self, name: str) -> list[Any]:
        """Return the record called so; where there is none, those named between its commas, if all are."""
        try:
            return [self.lookup.find(name)]
        except UnknownName:
            parts = split_names(name, separators=",")
            if len(parts) < 2:
                raise
            try:
                return [self.lookup.find(part) for part in parts]
            except CellRefused:
                pass
            raise

    def words(self, value: Any) -> str:
        """Return the names with semicolons."""
        return "; ".join(self.lookup.name_of(record) for record in value or ())

    def is_same(self, old: Any, new: Any) -> bool:
        """Tell whether the same records are named, in any order."""
        return {record.pk for record in old or ()} == {record.pk for record in new or ()}

    def offers(self) -> tuple[str, ...]:
        """Return nothing: a drop-down list holds one name a cell."""
        return ()


def aliases_for(user: User, model: type[Model]) -> QuerySet[NameAlias]:
    """Return the aliases that count for `user`: those of the own unit, or the own ones without a unit."""
    return _mine(user).filter(content_type=ContentType.objects.get_for_model(model))


def _mine(user: User) -> QuerySet[NameAlias]:
    mine = Q(unit=user.unit_id) if user.unit_id else Q(unit=None, user=user)
    return NameAlias.objects.filter(mine)


def remember_alias(name: str, record: Any, *, user: User) -> NameAlias:
    """Remember for the officers of the user's unit what a name in spreadsheets stands for.

    Raises:
        ValueError: the name has no letter and no digit, so that it could be any other such name.
    """
    if not fold(name):
        raise ValueError(name)
    owner = {"unit_id": user.unit_id} if user.unit_id else {"unit": None, "user": user}
    alias, _created = NameAlias.objects.update_or_create(
        **owner,
        content_type=ContentType.objects.get_for_model(record),
        folded=fold(name)[:300],
        defaults={"object_id": record.pk, "name": name[:300], "user": user},
    )
    return alias


def forget_alias(key: int, *, user: User) -> bool:
    """Forget what a name stands for; tells whether it was one of the user's unit."""
    deleted, _kinds = _mine(user).filter(pk=key).delete()
    return bool(deleted)


def learnt_names(resource: Any) -> list[tuple[NameAlias, str]]:
    """Return the names that count for the officer in a register's spreadsheet, with what each stands for."""
    learnt: list[tuple[NameAlias, str]] = []
    for lookup in lookups_of(list(resource.columns.values())):
        lookup.load()
        for alias in aliases_for(resource.user, lookup.model).order_by("name"):
            if alias.object_id in lookup.by_pk and alias not in [known for known, _name in learnt]:
                learnt.append((alias, str(lookup.by_pk[alias.object_id])))
    return learnt


def lookups_of(columns: Sequence[Any]) -> list[Lookup]:
    """Return the lookups that columns read names by, each once."""
    return list(dict.fromkeys(lookup for column in columns for lookup in column.widget.lookups))
