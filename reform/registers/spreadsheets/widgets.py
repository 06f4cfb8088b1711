"""What stands in a cell: read as officials write it, written as they read it.

Each is a widget of django-import-export, so that a resource's fields are declared in its terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from reform.organisation.periods import Period
from reform.workbooks.cells import (
    clean_text,
    read_boolean,
    read_choice,
    read_date,
    read_decimal,
    read_integer,
    read_percent,
    read_period,
)
from reform.workbooks.problems import CellRefused
from reform.workbooks.writing import Kind, was_cut

if TYPE_CHECKING:
    from .lookups import Lookup

Text = str | Promise
DAY = "%d/%m/%Y"
# A cell of Excel holds so many characters; a text that fills it has probably been cut.
LONGEST_CELL = 32_767
# What spreadsheet programs make of a hyphen.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")


class CellWidget(Widget):
    """The base of all widgets.

    Attributes:
        kind: how a column of these is written into a spreadsheet.
        empty: what `#XOA` leaves in the record.
    """

    kind: Kind = "text"
    empty: Any = ""

    def __init__(self) -> None:
        super().__init__(coerce_to_string=False)
        self.starts_1904 = False
        self.fractions = False

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return what the cell says, for the record.

        Raises:
            CellRefused: it cannot be read.
        """
        raise NotImplementedError

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return what is written into a cell, with its type."""
        return value

    def words(self, value: Any) -> str:
        """Return the value as people read it."""
        return "" if value is None else str(value)

    def is_same(self, old: Any, new: Any) -> bool:
        """Tell whether the record says already what the cell says."""
        return old == new

    def completed(self, old: Any, new: Any) -> Any:
        """Return what the cell says, together with what it leaves as it is in the record.

        Arguments:
            old: what the record says; None for a new one.

        Raises:
            CellRefused: it cannot be told what is left as it is.
        """
        return new

    def comparable(self, value: Any) -> Any:
        """Return a value of a key as it is compared with that of a record."""
        return value

    def spellings(self, value: Any) -> Iterable[Any]:
        """Return how a value of a key may stand in the database."""
        return (value,)

    def offers(self) -> tuple[str, ...]:
        """Return what a drop-down list of the column offers, nothing where everything may stand."""
        return ()

    @property
    def lookups(self) -> tuple[Lookup, ...]:
        """Where the names in a cell are looked for; nowhere for most."""
        return ()


class TextWidget(CellWidget):
    """Words, in any spelling of the same characters."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the text without what nobody meant to type."""
        text = clean_text(value)
        if len(text) >= LONGEST_CELL or was_cut(text):
            raise CellRefused(
                "too_long",
                _("The text fills the whole cell and has probably been cut."),
                _("Enter it on the record's own screen."),
            )
        return text

    def is_same(self, old: Any, new: Any) -> bool:
        """Tell whether both are the same words."""
        return old == new or clean_text(old or "") == new


class CodeWidget(TextWidget):
    """A code that the register gives, SK-2022-TCKH-01 for one: in any case, with spaces or long dashes."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the code without spaces, with plain dashes."""
        return "".join(super().clean(value).translate(_DASHES).split())

    def comparable(self, value: Any) -> Any:
        """Return the code in small letters."""
        return value.casefold() if isinstance(value, str) else value

    def spellings(self, value: Any) -> Iterable[Any]:
        """Return the code as it is typed, and in capitals, in which codes are given."""
        return (value, value.upper()) if isinstance(value, str) else (value,)


class LinesWidget(TextWidget):
    """A list of names, written with semicolons between them."""

    empty: Any = []

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the names."""
        text = super().clean(value)
        return [
            part for part in (" ".join(piece.split()) for piece in text.replace("\n", ";").split(";")) if part
        ]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the names with semicolons."""
        return "; ".join(value or [])

    def words(self, value: Any) -> str:
        """Return the names with semicolons."""
        return "; ".join(value or [])

    def is_same(self, old: Any, new: Any) -> bool:
        """Tell whether the names are the same, in the same order."""
        return [clean_text(item) for item in old or []] == new


class IntegerWidget(CellWidget):
    """A whole number."""

    kind = "integer"
    empty = None

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        """Return the number."""
        return read_integer(value)


class DecimalWidget(CellWidget):
    """A number with decimal places.

    Arguments:
        places: how many; more are refused.
    """

    kind = "decimal"
    empty = None

    def __init__(self, places: int = 2) -> None:
        super().__init__()
        self.places = places

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal:
        """Return the number."""
        return read_decimal(value, places=self.places)


class PercentWidget(CellWidget):
    """A share in whole per cent: 0.95, 95 and 95% are the same."""

    kind = "percent"
    empty = None

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        """Return the per cent."""
        share = read_percent(value, fractions=self.fractions)
        if share != share.to_integral_value():
            raise CellRefused(
                "not_whole", _("Per cent are written as whole numbers here."), _("Round it, for example 95%.")
            )
        return int(share)

    def words(self, value: Any) -> str:
        """Return the value with its sign."""
        return "" if value is None else f"{value}%"


class DateWidget(CellWidget):
    """A day."""

    kind = "date"
    empty = None

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date:
        """Return the day."""
        return read_date(value, starts_1904=self.starts_1904)

    def words(self, value: Any) -> str:
        """Return the day as it is written in Vietnam."""
        return value.strftime(DAY) if value else ""


class PeriodWidget(CellWidget):
    """A reporting period."""

    empty = None

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Period:
        """Return the period."""
        return read_period(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the period as people say it."""
        return self.words(value)

    def words(self, value: Any) -> str:
        """Return the period as people say it."""
        return capfirst(value.label) if value else ""


class BooleanWidget(CellWidget):
    """Yes or no."""

    kind = "boolean"
    empty = False

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        """Return the answer."""
        return read_boolean(value)

    def words(self, value: Any) -> str:
        """Return the answer in words."""
        return _("Yes") if value else _("No")

    def offers(self) -> tuple[str, ...]:
        """Return both answers."""
        return _("Yes"), _("No")


class ChoiceWidget(CellWidget):
    """One of the choices of a field, by its words or its code.

    Arguments:
        choices: pairs of value and words.
    """

    def __init__(self, choices: Sequence[tuple[str, Text]]) -> None:
        super().__init__()
        self.choices = choices
        self._read: dict[Any, str] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the value of the choice."""
        try:
            return self._read[value]
        except (KeyError, TypeError):
            found = read_choice(value, [(code, str(label)) for code, label in self.choices])
            self._read[value] = found
            return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the words of the choice."""
        return self.words(value)

    def words(self, value: Any) -> str:
        """Return the words of the choice."""
        return str(dict(self.choices).get(value, value or ""))

    def offers(self) -> tuple[str, ...]:
        """Return the words of every choice."""
        return tuple(str(label) for code, label in self.choices)
