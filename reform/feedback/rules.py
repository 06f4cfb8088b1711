"""Rules on plain values: tracking codes, and when things fall due."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reform.organisation import codes
from reform.organisation.working_days import WorkingCalendar

CODE_LENGTH = 10
# Nghị định 43/2011/NĐ-CP, Điều 10: an answer, or word of how far it is, within 15 working days.
ANSWER_WORKING_DAYS = 15
# So long personal data is kept after a message is closed.
DAYS_UNTIL_ERASURE = 365
# So long it is kept past the day of the answer where nobody ever closed the message.
DAYS_UNTIL_FORGOTTEN = 730


# Mobile numbers, numbers of identity cards, e-mail addresses: nobody's public words need them.
PERSONAL = re.compile(r"(?:\+84|\b0)(?:[ .-]?\d){9}\b|\b\d{12}\b|[\w.+-]+@[\w-]+\.[\w.-]+")


def personal_data_in(text: str, *, name: str = "", phone: str = "", email: str = "") -> str:
    """Return the first words of a text that tell who wrote it, empty when there are none.

    Args:
        text: what is to be published.
        name: what the sender is called, `phone` and `email` likewise; each may be empty.
    """
    if found := PERSONAL.search(text):
        return found[0]
    # A name of one syllable is a common word as well: "An" stands in "an toàn".
    told = [one.strip() for one in (name if " " in name.strip() else "", phone, email) if one.strip()]
    return next(
        (one for one in told if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text, re.IGNORECASE)), ""
    )


def make_code() -> str:
    """Return a new tracking code; nobody guesses one of 4 × 10^14."""
    return codes.make_code(CODE_LENGTH)


def read_code(text: str) -> str:
    """Return a code as it is kept, from what somebody typed: case, spaces and hyphens do not matter.

    Returns:
        The code, or an empty text when it cannot be one.
    """
    code = "".join(sign for sign in text.upper() if sign.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(codes.CODE_ALPHABET) else ""


def show_code(code: str) -> str:
    """Return a code in groups that are easy to copy by hand: ``ABCD-EFG-HJK``."""
    return "-".join(filter(None, (code[:4], code[4:7], code[7:])))


def due_date(received_on: date, calendar: WorkingCalendar) -> date:
    """Return the last day for the answer."""
    return calendar.add_working_days(received_on, ANSWER_WORKING_DAYS)


def erase_before(today: date) -> date:
    """Return the day on or before which a message was closed whose personal data goes today."""
    return today - timedelta(days=DAYS_UNTIL_ERASURE)


def forget_before(today: date) -> date:
    """Return the day on or before which an answer was due that nobody gave: its personal data goes today."""
    return today - timedelta(days=DAYS_UNTIL_FORGOTTEN)
