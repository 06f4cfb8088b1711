"""A small table in a workbook, for tests of how tables are found and read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import Cell, Heading, Sheet, Table, Workbook, find_table

HEADINGS = (
    Heading("code", ("Mã", "Số hiệu", "code"), True),
    Heading("name", ("Tên nhiệm vụ", "Nội dung"), True),
    Heading("unit", ("Đơn vị chủ trì", "Đơn vị"), False),
    Heading("rate", ("Tỷ lệ",), False),
    Heading("count", ("Số hồ sơ",), False),
)
HEAD: list[Cell] = ["Mã", "Tên nhiệm vụ", "Đơn vị", "Tỷ lệ", "Số hồ sơ"]
FIRST: list[Cell] = ["01", "Việc một", "P. Nội vụ", "95%", 4]
SECOND: list[Cell] = ["02", "Việc hai", None, 80, 6]


def sheet_of(*rows: Sequence[Cell], name: str = "Nhiệm vụ", **others: Any) -> Sheet:
    """Return a sheet with these rows."""
    return Sheet(name, [list(row) for row in rows], **others)


def found(*rows: Sequence[Cell], example: Any = None, ignored: Sequence[str] = (), **others: Any) -> Table:
    """Return the table in a workbook with one sheet of these rows."""
    workbook = Workbook("xlsx", [sheet_of(*rows, **others)])
    return find_table(workbook, HEADINGS, example=example, ignored=ignored)


def refusal(*rows: Sequence[Cell], **others: Any) -> FileRefused:
    """Return how a sheet of these rows is refused."""
    with pytest.raises(FileRefused) as refused:
        found(*rows, **others)
    return refused.value


def codes(table: Table) -> list[str]:
    """Return what was said to have been left out."""
    return [note.code for note in table.notes]
