"""Workbooks of Excel and what reading them says, for tests of reading."""

from __future__ import annotations

from typing import Any

import pytest

from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import Cell, Limits, Sheet, Workbook, estimate_rows, read_workbook
from tests.workbooks.samples.kit import raw_xlsx

LIMITS = Limits(bytes=5_000_000, unpacked_bytes=50_000_000, rows=5_000, columns=60, cells=50_000)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(content: bytes, limits: Limits = LIMITS) -> Workbook:
    """Return a workbook; counting its rows must agree."""
    workbook = read_workbook(content, "a.xlsx", limits)
    assert estimate_rows(content, "a.xlsx", limits) >= max(len(sheet.rows) for sheet in workbook.sheets)
    return workbook


def rows_of(content: bytes) -> list[list[Cell]]:
    """Return the rows of the first sheet."""
    return read(content).sheets[0].rows


def sheet_of(markup: str, **others: Any) -> Sheet:
    """Return a sheet read from the markup of its rows."""
    return read(raw_xlsx(markup, **others)).sheets[0]


def refusal(content: bytes, limits: Limits = LIMITS) -> FileRefused:
    """Return how a workbook is refused, before a row of it is read."""
    with pytest.raises(FileRefused) as counted:
        estimate_rows(content, "a.xlsx", limits)
    with pytest.raises(FileRefused) as refused:
        read_workbook(content, "a.xlsx", limits)
    assert refused.value.code == counted.value.code
    return refused.value
