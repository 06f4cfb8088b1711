"""Whatever stands in a cell gives a value or a refusal, and what an export writes reads back."""

import csv
import io
import time as clock
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import example, given
from hypothesis import strategies as st

from reform.workbooks.cells import (
    clean_text,
    column_holds_fractions,
    is_empty_mark,
    read_boolean,
    read_choice,
    read_date,
    read_decimal,
    read_integer,
    read_percent,
    read_period,
    split_names,
)
from reform.workbooks.problems import CellRefused
from reform.workbooks.writing import SheetColumn, harmless, stream_csv

CHOICES = [("open", "Đang thực hiện"), ("done", "Đã hoàn thành"), ("", "")]
READERS: dict[str, tuple[Callable[[Any], object], type]] = {
    "text": (clean_text, str),
    "integer": (read_integer, int),
    "decimal": (read_decimal, Decimal),
    "places": (lambda value: read_decimal(value, 2), Decimal),
    "percent": (read_percent, Decimal),
    "fraction": (lambda value: read_percent(value, fractions=True), Decimal),
    "date": (read_date, date),
    "date 1904": (lambda value: read_date(value, starts_1904=True), date),
    "period": (read_period, object),
    "boolean": (read_boolean, bool),
    "choice": (lambda value: read_choice(value, CHOICES), str),
    "names": (split_names, list),
    "mark": (is_empty_mark, bool),
    "column": (lambda value: column_holds_fractions([value]), bool),
}
# What cells are made of: any text falls apart at once, these come further.
PIECES = [
    *"0123456789.,-–/ %+'~x()#=", "0", "00", "12", "2022", "1.234", "06", "ngày ", "tháng ", " năm ",
    "quý ", "II",
    "T6", "Q2", "6 tháng đầu", "có", "đã", "không", "\u00a0", "\u200b", "\u0301", "１２", "²", "٣", "\n", "e",
    "E+05",
    "jun", ":00", " 00:00", "am", "#XOA", "Đang thực hiện", "9" * 400, "\ud800", "\x00",
]  # fmt: skip
texts = (
    st.text(max_size=80)
    | st.text(st.characters(codec=None), max_size=40)
    | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
)
cells = (
    texts
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.decimals()
    | st.none()
    | st.sampled_from([10**400, -(10**4000), 1e308, 5e-324, 2**63, timedelta.max, timedelta.min])
)


@pytest.mark.parametrize("name", READERS)
@given(value=cells)
def test_any_cell_gives_a_value_or_a_refusal(name: str, value: object) -> None:
    read, kind = READERS[name]
    with translation.override("en"):
        try:
            found = read(value)
        except CellRefused as refused:
            assert refused.kind
            assert refused.problem.endswith(".")
            assert refused.advice.endswith(".")
        else:
            assert isinstance(found, kind)
            assert not isinstance(found, datetime)
            assert kind is bool or not isinstance(found, bool)


@given(texts)
def test_cleaned_text_is_tidy_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_text(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert " \n" not in cleaned
    assert "\n " not in cleaned
    assert not {unicodedata.category(sign) for sign in cleaned.replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}
    assert clean_text(cleaned) == cleaned or cleaned.startswith("'")
    cleaned.encode()


@given(texts)
def test_both_unicode_forms_read_alike(text: str) -> None:
    assert clean_text(unicodedata.normalize("NFD", text)) == clean_text(unicodedata.normalize("NFC", text))


@given(texts)
@example("'=1")
@example("''=1")
@example("- một\n- hai")
@example("'")
def test_what_the_export_made_harmless_reads_back(text: str) -> None:
    # The form that the screens keep; one apostrophe before "=" is a part of it.
    kept = clean_text(harmless(text))
    assert clean_text(harmless(kept)) == kept


HOSTILE = [
    "1" * 32_767, "1." * 16_383, "1,234" * 6_553, "1 " * 16_383, " " * 32_767, "'" * 32_767, "- " * 16_383,
    "\n" * 32_767, " \n" * 16_383, "\u0301\u0323" * 16_383, "a\u0301" * 16_383, "ngày 1" * 5_461,
    "0:00" * 8_191,
    "x," * 16_383, ";" * 32_767, "\u200b" * 32_767, "tháng 6/" * 4_095, "2022-" * 6_553, "%" * 32_767,
    "\r" * 32_767,
    "\u0f73" * 32_767,
]  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_no_cell_takes_long_however_full_it_is(name: str) -> None:
    read, _kind = READERS[name]
    for text in HOSTILE:
        start = clock.process_time()
        with suppress(CellRefused):
            read(text)
        assert clock.process_time() - start < 0.5, text[:20]


def exported(kind: Any, value: object) -> str:
    """Return the cell that an export to CSV writes for a value."""
    column = SheetColumn("name", "Heading", kind, 10)
    content = b"".join(stream_csv([column], [[value]])).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    return rows[1][0]


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_an_exported_integer_reads_back(number: int) -> None:
    assert read_integer(exported("integer", number)) == number


numbers = st.integers(0, 6).flatmap(
    lambda places: st.decimals(-(10**12), 10**12, places=places, allow_nan=False, allow_infinity=False)
)


@given(numbers)
@example(Decimal("1.234"))
@example(Decimal("-12.345"))
@example(Decimal("0.234"))
@example(Decimal("1234.567"))
def test_an_exported_decimal_reads_back(number: Decimal) -> None:
    assert read_decimal(exported("decimal", number), 6) == number


@given(st.integers(0, 4).flatmap(lambda places: st.decimals(0, 1000, places=places)))
@example(Decimal("99.275"))
def test_an_exported_percentage_reads_back(percent: Decimal) -> None:
    assert read_percent(exported("percent", percent)) == percent


@given(st.dates(date(1905, 1, 1), date(2100, 12, 31)))
def test_an_exported_day_reads_back_and_so_do_its_other_spellings(day: date) -> None:
    assert read_date(exported("date", day)) == day
    assert read_date(day.isoformat()) == day
    assert read_date(datetime.combine(day, time())) == day
    assert read_date(f"ngày {day.day} tháng {day.month} năm {day.year}") == day
    assert read_date(f"{day.day}-{day.month}-{day.year}") == day


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_a_serial_number_of_either_epoch_reads_back(day: date) -> None:
    assert read_date((day - date(1899, 12, 30)).days) == day
    assert read_date(float((day - date(1904, 1, 1)).days), starts_1904=True) == day


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("answer", [True, False])
def test_an_exported_answer_reads_back(answer: bool, language: str) -> None:
    with translation.override(language):
        cell = exported("boolean", answer)
        assert cell == (gettext("Yes") if answer else gettext("No"))
    assert read_boolean(cell) is answer


notations = st.sampled_from([(".", ","), (",", "."), (" ", ","), (" ", "."), ("", ","), ("", ".")])


@given(numbers, notations)
def test_a_number_in_either_notation_is_read_rightly_or_not_at_all(
    number: Decimal, notation: tuple[str, str]
) -> None:
    group, point = notation
    written = f"{number:,f}".translate({ord(","): group, ord("."): point})
    places = -int(number.as_tuple().exponent)
    try:
        read = read_decimal(written)
    except CellRefused as refused:
        assert refused.kind == "ambiguous_number"
        # Only where the other notation would give another number.
        assert places == 3 or (places == 0 and group == "," and 1000 <= abs(number) < 1_000_000)
    else:
        # English decimals without groups are the one spelling that Vietnamese write for thousands.
        thousands = point == "." and places == 3 and 1 <= abs(number) < 1000
        assert read == (number * 1000 if thousands else number)


@given(st.lists(st.from_regex(r"[A-ZĐ][a-zđ]{0,8}( [A-Z][a-z]{0,8}){0,3}", fullmatch=True), max_size=6))
def test_names_written_with_semicolons_are_told_apart_again(names: list[str]) -> None:
    assert split_names("; ".join(names)) == names
    assert split_names("\n".join(f"- {name}" for name in names)) == names
