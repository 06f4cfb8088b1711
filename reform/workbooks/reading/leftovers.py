"""Telling the rows that stand in or below a table without being data, by what is written in them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from search.folding import fold

from .sheets import Cell

_TOTALS = re.compile(r"(?:tong cong|tong so|tong|cong|grand totals?|totals?|sum)(?: [\divx]+)*")
_SURE_WORDS = frozenset({"tổng", "cộng", "total", "totals", "sum"})
_ROLES = frozenset(
    {
        *("chu tich", "pho chu tich", "truong phong", "pho truong phong", "truong ban", "giam doc"),
        *("pho giam doc", "chanh van phong", "thu truong", "thu truong don vi", "thu truong co quan"),
        *("nguoi lap", "nguoi lap bieu", "lap bieu", "nguoi lap bao cao", "nguoi bao cao", "nguoi tong hop"),
        *("ky ten", "ky ten dong dau", "xac nhan cua don vi", "xac nhan cua thu truong don vi", "noi nhan"),
    }
)
_FOOTER = re.compile(
    r"(?i:(?:ghi chú|chú thích|nơi nhận)\s*[:.].*)"
    r"|(?i:(?:[^,]{2,40},\s*)?ngày\b.{0,12}\btháng\b.{0,8}\bnăm\b[\s\d.…_]*)"
    r"|(?:TM|T/M|KT|TL|TUQ)\s*\.\s*[A-ZÀ-ỸĐ]{2}.*",
    re.DOTALL,
)
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:(\d{1,3})|[A-Z])\s*\)?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MOST_WORDS = 300


def is_totals_label(row: Sequence[Cell]) -> bool:
    """Tell whether the first words of a row say that it holds totals."""
    return bool(_TOTALS.fullmatch(fold(_first_words(row))))


def could_be_a_name(row: Sequence[Cell]) -> bool:
    """Tell whether what looks like the label of totals could be a person's name, such as Tống or Công."""
    words = unicodedata.normalize("NFC", _first_words(row)).casefold().strip(" .:")
    return words not in _SURE_WORDS and " " not in words


def is_footer(row: Sequence[Cell]) -> bool:
    """Tell whether a row begins what stands below tables: a place and date, signatures, notes."""
    words = _first_words(row)
    return bool(_FOOTER.fullmatch(words)) or fold(words) in _ROLES


def holds_sums(last: Sequence[Cell], above: Iterable[Sequence[Cell]]) -> bool:
    """Tell whether a row has no words, and each of its numbers is the sum of the numbers above it."""
    numbers = {column: value for column, value in enumerate(last) if _is_number(value)}
    # What a column of percentages comes to is an average, or nothing.
    others = [value for column, value in enumerate(last) if value is not None and column not in numbers]
    if not any(numbers.values()) or not all(
        isinstance(value, str) and value.endswith("%") for value in others
    ):
        return False
    sums, rows = dict.fromkeys(numbers, 0.0), 0
    for row in above:
        rows += 1
        for column in numbers:
            sums[column] += _number(row[column])
    return rows > 1 and all(
        abs(sums[column] - _number(value)) <= 1e-6 * max(1.0, abs(_number(value)))
        for column, value in numbers.items()
    )


def numbers_columns(row: Sequence[Cell]) -> bool:
    """Tell whether a row only numbers the columns, as official tables do below their headings: (1) (2)."""
    matches = [_COLUMN_NUMBER.fullmatch(str(value).strip()) for value in row if value is not None]
    if len(matches) < 3 or None in matches:
        return False
    numbers = [int(match[1]) for match in matches if match and match[1]]
    return len(numbers) > 1 and numbers[0] == 1 and numbers == list(range(1, len(numbers) + 1))


def same_values(row: Sequence[Cell], other: Sequence[object]) -> bool:
    """Tell whether two rows hold the same values, in whatever order and however they are written."""
    return Counter(map(_plain, _filled(row))) == Counter(map(_plain, _filled(other)))


def _filled(row: Sequence[object]) -> list[object]:
    return [value for value in row if value is not None and value != ""]


def _plain(value: object) -> str:
    """Return what a value and its text have in common."""
    if isinstance(value, bool):
        return fold(_("Yes") if value else _("No"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return fold(value.isoformat()[:10])
    text = str(value).strip()
    if day := _DAY_FIRST.fullmatch(text):
        text = f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}"
    return fold(text)


def _first_words(row: Sequence[Cell]) -> str:
    words = next((value.strip() for value in row if isinstance(value, str)), "")
    return words if len(words) <= _MOST_WORDS else ""


def _is_number(value: Cell) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Cell) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
