"""The text of a cell without what nobody meant to type, and what two spellings of it have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

EMPTY_MARK = "#XOA"

# Sorting the marks on one letter takes time by the square of their number: a whole cell of them, seconds.
_MOST_MARKS = 30
_FEW_CHARACTERS = 250
# `simplified` is for words and dates; what is longer is neither.
_LONGEST_PHRASE = 100

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_EDGES = re.compile(" ?\n ?")
_MADE_HARMLESS = re.compile("'+[=+\\-@\t\r]")
_HASH = re.compile("[#＃]")
_BULLET = re.compile(r"[-–—+•*·] ")

# Digits and signs as a Chinese or Japanese keyboard writes them.
HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0xFE6A: "%", 0x2212: "-"}
_PLAIN = HALF_WIDTH | {ord(dash): "-" for dash in "‐‑‒–—―"} | {ord(slash): "/" for slash in "⁄∕"}
# Roman numerals that are one character.
_PLAIN |= {0x2160 + place: numeral for place, numeral in enumerate(("i", "ii", "iii", "iv"))}
# Old Vietnamese fonts wrote the Icelandic eth for đ; they look the same.
_PLAIN |= {ord(letter): "d" for letter in "đĐðÐɖƉ"}


def clean_text(value: object) -> str:
    """Return what a cell says as text: in NFC, with plain and single spaces, without invisible characters.

    Lines stay apart, each without spaces at its ends. One apostrophe is taken away where the export has put
    one (see `writing.harmless`). Numbers and dates read as they do in Excel: "5", "14/06/2022".

    Arguments:
        value: of any type; None gives "".
    """
    if type(value) is str:
        # Printable text holds no spaces but plain ones, no line ends and nothing invisible.
        is_plain = value.isprintable() and "  " not in value and value[:1] != "'"
        return value.strip(" ") if is_plain and _is_composed(value) else _clean(value)
    return _clean(_WRITTEN.get(type(value), str)(value))


def simplified(text: str) -> str:
    """Return a cleaned text in lower case, without diacritics, with plain digits, dashes and slashes.

    Unlike `search.folding.fold` it keeps the signs. A text too long for a date or an answer gives "".
    """
    if len(text) > _LONGEST_PHRASE:
        return ""
    decomposed = unicodedata.normalize("NFD", text.translate(_PLAIN).replace("\n", " ").lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def split_names(value: object, separators: str = ";\n") -> list[str]:
    """Return the names that stand in one cell, in their order.

    Arguments:
        value: the cell.
        separators: the characters between names, at least one. A comma may belong to a name, so only the
            caller can say that it stands between them.
    """
    parts = re.split(f"[{re.escape(separators)}]", clean_text(value))
    names = (_BULLET.sub("", part.strip(), count=1).strip(",; \n") for part in parts)
    return [" ".join(name.split()) for name in names if name]


def is_empty_mark(value: object) -> bool:
    """Tell whether a cell asks to empty what is there: `#XOA`, in any case and with or without its accent."""
    if type(value) is not str or len(value) > _LONGEST_PHRASE or not _HASH.search(value):
        return False
    return simplified(clean_text(value)).replace(" ", "") == EMPTY_MARK.lower()


def _is_composed(text: str) -> bool:
    """Tell whether a text is surely in NFC; a long one is not, as telling may take as long as composing."""
    return text.isascii() or (len(text) <= _FEW_CHARACTERS and unicodedata.is_normalized("NFC", text))


def _clean(text: str) -> str:
    if _MADE_HARMLESS.match(text):
        text = text[1:]
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", _with_few_marks(text))
    return _LINE_EDGES.sub("\n", _SPACES.sub(" ", text)).strip(" \n")


def _with_few_marks(text: str) -> str:
    """Leave out the marks of a letter beyond the thirtieth, as Unicode advises for streams (UAX 15)."""
    if len(text) <= _FEW_CHARACTERS or not any(map(_is_mark, text[::_MOST_MARKS])):
        return text
    kept = []
    marks = 0
    for character in text:
        marks = marks + 1 if _is_mark(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _write_integer(value: int) -> str:
    # Python refuses to print integers of more than 4,300 digits.
    return str(value) if -(10**18) < value < 10**18 else f"{Decimal(value):f}"


def _write_float(value: float) -> str:
    # Excel shows fifteen digits; the rest is dust of binary division.
    return _write_integer(int(value)) if value.is_integer() else f"{Decimal(f'{value:.15g}'):f}"


def _write_date(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _write_time(hour: int, minute: int, second: int) -> str:
    return f"{hour:02}:{minute:02}:{second:02}" if second else f"{hour:02}:{minute:02}"


def _write_moment(moment: datetime) -> str:
    clock = _write_time(moment.hour, moment.minute, moment.second)
    return _write_date(moment) if clock == "00:00" else f"{_write_date(moment)} {clock}"


def _write_duration(duration: timedelta) -> str:
    minutes, seconds = divmod(abs(duration) // timedelta(seconds=1), 60)
    sign = "-" if duration < timedelta(0) else ""
    return sign + _write_time(*divmod(minutes, 60), seconds)


_WRITTEN: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "",
    bool: lambda value: "TRUE" if value else "FALSE",
    int: _write_integer,
    float: _write_float,
    date: _write_date,
    datetime: _write_moment,
    time: lambda clock: _write_time(clock.hour, clock.minute, clock.second),
    timedelta: _write_duration,
}
