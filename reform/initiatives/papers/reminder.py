"""The official letter that reminds units without an initiative (công văn đôn đốc)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reform.initiatives.selectors.board import QuotaBoard


@dataclass(frozen=True)
class Reminder:
    """What the letter says.

    Attributes:
        subject: the line after "V/v".
        addressees: the units' names in full.
        paragraphs: the text.
    """

    authority: str
    subject: str
    addressees: list[str]
    paragraphs: list[str]


def reminder_of(board: QuotaBoard, *, deadline: date, today: date, sentence: str = "") -> Reminder:
    """Return the letter to the units of the board that have nothing.

    Arguments:
        deadline: the day by which they register an initiative.
        sentence: what else is to be said; empty: nothing.
    """
    addressees = [unit.name for unit in board.without_any]
    values = {
        "year": board.year,
        "day": f"{today:%d/%m/%Y}",
        "reached": board.reached,
        "units": len(board.rows),
        "missing": len(addressees),
        "deadline": f"{deadline:%d/%m/%Y}",
        "authority": board.authority.name,
    }
    paragraphs = [
        _(
            "In %(year)s every department, body and ward is to have at least one initiative that is recognised."
        )
        % values,
        ngettext(
            "By %(day)s, %(reached)s of %(units)s units have reached this quota; the unit addressed above has "
            "not registered any initiative yet.",
            "By %(day)s, %(reached)s of %(units)s units have reached this quota; the %(missing)s units "
            "addressed above have not registered any initiative yet.",
            len(addressees),
        )
        % values,
        _(
            "%(authority)s asks the heads of the units to have an initiative registered and the application "
            "submitted by %(deadline)s."
        )
        % values,
        sentence.strip(),
        _("The units are asked to carry this out in earnest."),
    ]
    return Reminder(
        authority=board.authority.name,
        subject=_("urging units to register and apply initiatives in %(year)s") % values,
        addressees=addressees,
        paragraphs=[text for text in paragraphs if text],
    )
