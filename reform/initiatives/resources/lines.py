"""Authors and figures of an application as they stand in a cell, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from reform.initiatives.models import InitiativeAuthor, InitiativeEffect
from reform.initiatives.rules import FULL_SHARE
from reform.organisation.models import Unit
from reform.registers.spreadsheets import (
    CellRefused,
    DateWidget,
    DecimalWidget,
    PartField,
    PartsWidget,
    RecordWidget,
    TextWidget,
)
from reform.workbooks.cells import read_percent
from reform.workbooks.cells.numbers import write_number
from search.folding import fold

from .names import unit_widget

# Before the workplace of somebody who is of no unit, in either language of the screens.
_OUTSIDE = ("ngoai", "outside")


class NumberWidget(DecimalWidget):
    """A number within a line, written as people write it."""

    def words(self, value: Any) -> str:
        """Return the number without needless zeros."""
        return "" if value is None else write_number(without_needless_zeros(value))


class ShareWidget(NumberWidget):
    """A share in per cent with two places: 60%, 33,33% or 60."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal:
        """Return the per cent."""
        share = read_percent(value)
        if share != round(share, 2):
            raise CellRefused(
                "too_many_places",
                _("A share has at most two decimal places."),
                _("Round it, for example 33.33%."),
            )
        return share

    def words(self, value: Any) -> str:
        """Return the share with its sign."""
        return f"{super().words(value)}%" if value is not None else ""


class WorkplaceWidget(RecordWidget):
    """A unit; or, after "outside:", where somebody works who is of none."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Unit | str:
        """Return the unit, or the words."""
        word, colon, place = str(value).partition(":")
        if colon and fold(word) in _OUTSIDE and place.strip():
            return TextWidget().clean(place)
        return super().clean(value)

    def words(self, value: Any) -> str:
        """Return the unit's code, or the words after "outside:"."""
        if isinstance(value, str):
            outside = pgettext("workplace", "outside")
            return f"{outside}: {value}" if value else ""
        return super().words(value)


class AuthorsWidget(PartsWidget):
    """The authors of an application."""

    def __init__(self) -> None:
        super().__init__(
            InitiativeAuthor,
            called=pgettext_lazy("of an initiative", "author"),
            short=("name", "share"),
            told_apart_by=("birth_date",),
            fields=(
                PartField("name", gettext_lazy("full name"), TextWidget()),
                PartField("birth_date", gettext_lazy("date of birth"), DateWidget()),
                PartField("unit", gettext_lazy("unit (code)"), WorkplaceWidget(unit_widget().lookup)),
                PartField("position", gettext_lazy("position"), TextWidget()),
                PartField("qualification", gettext_lazy("qualification"), TextWidget()),
                PartField("share", gettext_lazy("contribution (%)"), ShareWidget()),
            ),
        )

    def say(self, part: Any) -> dict[str, Any]:
        """Return what a line says of an author: somebody without a unit has a workplace."""
        said = super().say(part)
        return said if part.unit_id is not None else said | {"unit": part.workplace or None}

    def attributes(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return the author's unit, or the workplace outside; never both."""
        place = said["unit"]
        if isinstance(place, Unit):
            return said | {"workplace": ""}
        return said | {"unit": None, "workplace": place or ""}

    def check(self, lines: Sequence[dict[str, Any]]) -> None:
        """Refuse an author named twice, and shares above the whole; a draft may have less."""
        keys = [(said["name"].casefold(), said["birth_date"]) for said in lines]
        twice = sorted({said["name"] for said, key in zip(lines, keys, strict=True) if keys.count(key) > 1})
        if twice:
            raise CellRefused(
                "part",
                _("%(name)s is named twice.") % {"name": ", ".join(twice)},
                _("Name every author once, or tell them apart by the date of birth."),
            )
        together = sum((said["share"] for said in lines), Decimal(0))
        if together > FULL_SHARE:
            raise CellRefused(
                "part",
                _("The shares add up to %(sum)s percent; all authors together have 100 percent.")
                % {"sum": write_number(without_needless_zeros(together))},
                _("Correct the shares at the ends of the lines."),
            )


class EffectsWidget(PartsWidget):
    """The figures of an application, before and after."""

    def __init__(self) -> None:
        super().__init__(
            InitiativeEffect,
            called=gettext_lazy("figure"),
            fields=(
                PartField("indicator", gettext_lazy("what is measured"), TextWidget()),
                PartField("before", gettext_lazy("before"), NumberWidget()),
                PartField("after", gettext_lazy("after"), NumberWidget()),
                PartField("measure", gettext_lazy("measured in"), TextWidget()),
            ),
        )


def without_needless_zeros(number: Decimal) -> Decimal:
    """Return a number without zeros after its decimals, and without an exponent."""
    return Decimal(f"{number.normalize():f}")
