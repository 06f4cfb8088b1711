"""A workbook as offices have them, with about everything that a sheet may hold, for marking."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from reform.workbooks.reading import (
    Heading,
    Table,
    find_table,
    limits_from_settings,
    read_workbook,
)
from reform.workbooks.writing import (
    MarkedRow,
    mark_workbook,
    remarks_heading,
    remarks_headings,
)

HEADINGS = [
    Heading("code", ("Mã",), True),
    Heading("due", ("Hạn",), False),
    Heading("share", ("Tiến độ",), False),
    Heading("note", ("Ghi chú",), False),
]
AUTHOR = "Cổng cải cách"
DATA = range(4, 9)
SHEET = "xl/worksheets/sheet1.xml"


def office_book() -> Workbook:
    """Return a workbook as offices make them: title, totals, signatures, merged cells, rules."""
    book = Workbook()
    page = book.active
    page.title = "Nhiệm vụ"
    page["A1"] = "BẢNG THEO DÕI"
    page.merge_cells("A1:D1")
    page["A2"] = "=COUNTA(A4:A8)"
    for column, heading in enumerate(("Mã", "Hạn", "Tiến độ", "Ghi chú"), 1):
        page.cell(3, column, heading)
    for number in DATA:
        page.cell(number, 1, f"V{number}")
        page.cell(number, 2, datetime.date(2024, 1, number)).number_format = "dd/mm/yyyy"
        page.cell(number, 3, number / 10).number_format = "0%"
        page.cell(number, 4, f"Dòng {number}")
        page.row_dimensions[number].height = 20 + number
    page["A9"] = "Tổng cộng"
    page["C9"] = "=SUM(C4:C8)"
    page["D9"] = "=COUNTIF('Khác'!A1:A5,\"x\")+COUNTA(A6)"
    page["A11"] = "NGƯỜI LẬP"
    page.merge_cells("A11:B11")
    page["D5"].comment = Comment("Xem lại với phòng", "Nguyễn Văn A")
    rule = DataValidation(type="list", formula1='"a,b"')
    rule.add("D4:D100")
    page.add_data_validation(rule)
    page.column_dimensions["A"].width = 33
    other = book.create_sheet("Khác")
    other["A1"] = "x"
    hidden = book.create_sheet("_meta")
    hidden.sheet_state = "veryHidden"
    hidden.append(["register", "tasks"])
    book.defined_names["ten_vung"] = DefinedName("ten_vung", attr_text="'Nhiệm vụ'!$A$4:$A$8")
    return book


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content: bytes, **options: Any) -> Workbook:
    return load_workbook(io.BytesIO(content), **options)


def with_part(content: bytes, part: str, old: str, new: str) -> bytes:
    """Return the file with something in one of its parts replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            archive.writestr(name, text)
    return target.getvalue()


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def marked_row(number: int, *marks: tuple[int | None, str]) -> MarkedRow:
    return MarkedRow(number=number, cells=[], marks=marks)


def mark(content: bytes, *marked: MarkedRow, drop: Any = (), data: Any = DATA, **options: Any) -> bytes:
    return mark_workbook(
        content,
        sheet="Nhiệm vụ",
        heading_row=3,
        data_rows=data,
        marked=marked,
        drop_rows=drop,
        author=AUTHOR,
        **options,
    )


def read(content: bytes) -> Table:
    workbook = read_workbook(content, "bang.xlsx", limits_from_settings())
    return find_table(workbook, HEADINGS, ignored=remarks_headings())


def column_of_remarks(page: Any, row: int = 3) -> int:
    return next(cell.column for cell in page[row] if cell.value == remarks_heading())
