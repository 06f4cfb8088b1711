"""Numbers, days, percentages and words in all the spellings that are understood."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from .kit import (
    DAY_STYLE,
    PERCENT_STYLE,
    Sample,
    formula,
    number,
    raw_xlsx,
    xlsx,
)
from .rows import (
    DISPATCH,
    NEW,
    RANK,
    SINCE,
    TASK,
    UNIT,
    WARD,
    progress_rows,
    task_rows,
)


def samples() -> Iterator[Sample]:
    """Yield every sample of this kind."""
    yield from _values()
    yield from _percentages()
    yield from _days()


def _values() -> Iterator[Sample]:
    decomposed = unicodedata.normalize("NFD", "UBND phường Nam Hải")
    yield Sample(
        "decomposed-unicode.xlsx",
        xlsx(([unicodedata.normalize("NFD", word) for word in UNIT], (NEW[0], decomposed, *NEW[2:]))),
        counts=(1, 0, 0, 0), values=((2, "name", NEW[1]),),
    )  # fmt: skip
    yield Sample(
        "odd-spaces.xlsx",
        xlsx((("Mã\u00a0", "  Điện   thoại "), ("\u00a0P-DANGHAI  ", "0225\u00a03\u00a0742  999"))),
        counts=(0, 1, 0, 0), values=((2, "phone", WARD[1]),),
    )  # fmt: skip
    for name, written in {
        "vietnamese-thousands": "1.234",
        "spaced-thousands": "1 234",
        "vietnamese-decimals-of-zero": "1.234,0",
        "english-decimals-of-zero": "1,234.0",
        "number-as-text": "'1234",
    }.items():
        yield Sample(
            f"{name}.xlsx", xlsx((RANK, ("PNV", written.lstrip("'")))), counts=(0, 1, 0, 0),
            values=((2, "position", "1234"),),
        )  # fmt: skip
    answers = ("x", "có", "Đã", "X", True, 1, "không", "chưa")
    yield Sample(
        "ticks.xlsx",
        xlsx((
            (*TASK, "Khẩn"),
            *((DISPATCH, f"2, {place}", f"Báo cáo đợt {place}", None, "PNV", answer)
              for place, answer in enumerate(answers, 1)),
        )),
        "tasks", "home_affairs", counts=(8, 0, 0, 0),
        values=tuple((row, "urgent", "Có" if row < 8 else "Không") for row in range(2, 10)),
    )  # fmt: skip
    yield Sample(
        "unit-aliases.xlsx",
        xlsx(
            (
                TASK,
                (DISPATCH, "2, 1", "Báo cáo", None, "P. Nội vụ; P. Đằng Hải"),
                (DISPATCH, "2, 2", "Rà soát", None, "p.noi vu;\nphuong cat bi; "),
            )
        ),
        "tasks",
        "home_affairs",
        counts=(2, 0, 0, 0),
        values=(
            (2, "lead_units", "Phòng Nội vụ; Phường Đằng Hải"),
            (3, "lead_units", "Phòng Nội vụ; Phường Cát Bi"),
        ),
    )
    yield Sample(
        "the-mark-that-empties.xlsx",
        xlsx((("Mã", "Điện thoại", "Địa chỉ"), ("P-DANGHAI", "#XOA", "#xóa "), ("PNV", None, None))),
        counts=(0, 1, 1, 0), values=((2, "phone", ""), (2, "address", "")),
    )  # fmt: skip
    yield Sample(
        "text-that-looks-like-a-formula.xlsx",
        xlsx((("Mã", "Địa chỉ", "Điện thoại"), ("P-DANGHAI", "'=1+1", "'+84 225 3742"))),
        counts=(0, 1, 0, 0), values=((2, "address", "=1+1"), (2, "phone", "+84 225 3742")),
        why="an export puts the apostrophe there, and an import takes it away",
    )  # fmt: skip
    yield Sample(
        "formulas-with-values.xlsx",
        raw_xlsx((RANK, (formula('"P"&"NV"', "PNV"), formula("30+1", 31)))),
        counts=(0, 1, 0, 0), values=((2, "position", "31"),),
    )  # fmt: skip
    yield Sample(
        "emoji-and-right-to-left.xlsx",
        xlsx((("Mã", "Địa chỉ"), ("P-DANGHAI", "Số 7 🏡 Lê Hồng Phong"), ("PNV", "مكتب \u202eabc 12"))),
        counts=(0, 2, 0, 0), values=((2, "address", "Số 7 🏡 Lê Hồng Phong"), (3, "address", "مكتب abc 12")),
    )  # fmt: skip


def _percentages() -> Iterator[Sample]:
    def styled(sheet: Any) -> None:
        for row in (2, 3, 4):
            sheet.cell(row, 3).number_format = "0%" if row < 4 else "0.0%"

    expected = ((2, "progress", "95%"), (3, "progress", "50%"))
    for name, shares in {
        "percent-as-fractions": (0.95, 0.5),
        "percent-as-numbers": (95, 50),
        "percent-as-text": ("95%", "50 %"),
        "percent-as-vietnamese-text": ("0,95", "0,5"),
    }.items():
        yield Sample(
            f"{name}.xlsx",
            xlsx(progress_rows(*shares)),
            "progress",
            "officer",
            counts=(0, 2, 0, 0),
            values=expected,
        )
    yield Sample(
        "percent-formatted.xlsx", xlsx(progress_rows(0.95, 0.5, 1), change=styled), "progress", "officer",
        counts=(0, 3, 0, 0), values=(*expected, (4, "progress", "100%")),
    )  # fmt: skip
    yield Sample(
        "percent-fractions-up-to-one.xlsx", xlsx(progress_rows(0.95, 0.5, 1)), "progress", "officer",
        counts=(0, 3, 0, 0), values=(*expected, (4, "progress", "100%")),
        why="beside other fractions one is all of it",
    )  # fmt: skip
    yield Sample(
        "percent-one-alone.xlsx",
        xlsx(progress_rows(1, 50)),
        "progress",
        "officer",
        counts=(0, 2, 0, 0),
        values=((2, "progress", "1%"), (3, "progress", "50%")),
        why="beside whole numbers one is one per cent",
    )
    rows = progress_rows(number("0.95", PERCENT_STYLE), number("5.0000000000000003E-1", PERCENT_STYLE))
    yield Sample(
        "percent-formatted-raw.xlsx",
        raw_xlsx(rows),
        "progress",
        "officer",
        counts=(0, 2, 0, 0),
        values=expected,
    )


def _days() -> Iterator[Sample]:
    def due(*days: str) -> tuple[tuple[int, str, str], ...]:
        return tuple((row, "due_on", day) for row, day in enumerate(days, 2))

    yield Sample(
        "days-in-many-spellings.xlsx",
        xlsx(task_rows("14/06/2022", "14-6-2022", "14.6.2022", "2022-06-14", "ngày 14 tháng 6 năm 2022",
                       date(2022, 6, 14))),
        "tasks", "home_affairs", counts=(6, 0, 0, 0), values=due(*["14/06/2022"] * 6),
    )  # fmt: skip
    yield Sample(
        "day-serials-of-1900.xlsx", raw_xlsx(task_rows(number(44726), number(44726, DAY_STYLE))),
        "tasks", "home_affairs", counts=(2, 0, 0, 0), values=due("14/06/2022", "14/06/2022"),
    )  # fmt: skip
    yield Sample(
        "day-serials-of-1904.xlsx",
        raw_xlsx(task_rows(number(43264), number(43264, DAY_STYLE)), starts_1904=True),
        "tasks", "home_affairs", counts=(2, 0, 0, 0), values=due("14/06/2022", "14/06/2022"),
    )  # fmt: skip
    yield Sample(
        "unit-since-in-1900.xlsx", raw_xlsx((SINCE, ("PNV", number(38718)))), counts=(0, 1, 0, 0),
        values=((2, "valid_from", "01/01/2006"),),
    )  # fmt: skip
    yield Sample(
        "unit-since-in-1904.xlsx", raw_xlsx((SINCE, ("PNV", number(37256, DAY_STYLE))), starts_1904=True),
        counts=(0, 1, 0, 0), values=((2, "valid_from", "01/01/2006"),),
    )  # fmt: skip
