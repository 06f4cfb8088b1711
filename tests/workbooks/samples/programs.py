"""Files as programs write them: text in many encodings, OpenDocument, LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from .kit import (
    Sample,
    csv,
    ods_cell,
    ods_table,
    raw_ods,
    saved,
    xlsx,
)
from .rows import (
    BOTH_PHONES,
    DEPARTMENT,
    DISPATCH,
    NEW,
    PHONE,
    PROGRESS,
    SINCE,
    UNIT,
    WARD,
    progress_rows,
)
from .text import windows_1258


def samples() -> Iterator[Sample]:
    """Yield every sample of this kind."""
    yield from _text_files()
    yield from _open_documents()
    yield from _libreoffice()


def _text_files() -> Iterator[Sample]:
    rows = (UNIT, NEW)
    outcome: dict[str, Any] = {"counts": (1, 0, 0, 0), "values": ((2, "name", NEW[1]), (2, "phone", NEW[5]))}
    # The kind of a ward has a comma of its own.
    quoted = (UNIT, (*NEW[:3], '"Phường, xã"', *NEW[4:]))
    yield Sample("utf-8-comma.csv", csv(quoted), **outcome)
    yield Sample("utf-8-mark-semicolon.csv", csv(rows, ";", "utf-8-sig"), **outcome)
    yield Sample("utf-8-tab.csv", csv(rows, "\t"), **outcome)
    yield Sample("utf-16-tab.csv", csv(rows, "\t", "utf-16"), why="“Unicode text” of Excel", **outcome)
    yield Sample("utf-16-without-mark.csv", csv(rows, "\t", "utf-16-le"), **outcome)
    text = csv(rows, ";").decode()
    yield Sample("windows-1258-semicolon.csv", windows_1258(text), **outcome)
    yield Sample("windows-1258-comma.csv", windows_1258(csv(quoted).decode()), **outcome)
    yield Sample("states-its-delimiter.csv", b"\xef\xbb\xbfsep=;\r\n" + text.encode(), counts=(1, 0, 0, 0))
    yield Sample(
        "quoted-lines.csv",
        'Mã;"Địa chỉ"\r\nPNV;"Số 1\r\nLê Hồng Phong; ""Hải An"""\r\n'.encode(),
        counts=(0, 1, 0, 0), values=((2, "address", 'Số 1\nLê Hồng Phong; "Hải An"'),),
    )  # fmt: skip
    yield Sample(
        "progress-by-semicolons.csv",
        csv(progress_rows("95%", "0,5"), ";", "utf-8-sig"),
        "progress",
        "officer",
        counts=(0, 2, 0, 0),
        values=((2, "progress", "95%"), (3, "progress", "50%")),
    )


def _open_documents() -> Iterator[Sample]:
    yield Sample(
        "by-hand.ods", raw_ods(ods_table((PHONE, WARD, DEPARTMENT))), counts=(0, 2, 0, 0), values=BOTH_PHONES
    )
    share = ' office:value-type="percentage" office:value="0.95"'
    day = ' office:value-type="date" office:date-value="2022-06-14"'
    headings = "".join(map(ods_cell, (*PROGRESS,)))
    cells = "".join(map(ods_cell, (DISPATCH, "1, 1")))
    note = ods_cell("Đã rà soát")
    yield Sample(
        "percentage.ods",
        raw_ods(
            f'<table:table table:name="Tiến độ"><table:table-row>{headings}</table:table-row>'
            f"<table:table-row>{cells}"
            f"<table:table-cell{share}><text:p>95%</text:p></table:table-cell>{note}"
            "</table:table-row></table:table>"
        ),
        "progress",
        "officer",
        counts=(0, 1, 0, 0),
        values=((2, "progress", "95%"),),
    )
    yield Sample(
        "day.ods",
        raw_ods(
            '<table:table table:name="Đơn vị">'
            f"<table:table-row>{''.join(map(ods_cell, SINCE))}</table:table-row>"
            f"<table:table-row>{ods_cell('PNV')}<table:table-cell{day}>"
            "<text:p>14/06/22</text:p></table:table-cell>"
            '</table:table-row><table:table-row table:number-rows-repeated="1048574">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        ),
        counts=(0, 1, 0, 0),
        values=((2, "valid_from", "14/06/2022"),),
        why="blank cells up to the end of the sheet, as LibreOffice writes them",
    )


def _libreoffice() -> Iterator[Sample]:
    """Yield what LibreOffice makes out of a workbook with everything that it likes to write differently."""

    def dress(sheet: Any) -> None:
        sheet.merge_cells("A1:E1")
        for row in (4, 5):
            sheet.cell(row, 3).number_format = "0%"

    book = xlsx(
        (
            ("BÁO CÁO TIẾN ĐỘ", None, None, None, None), (), (*PROGRESS, "Hạn hoàn thành"),
            (DISPATCH, "1, 1", 0.95, "Đã rà soát xong", date(2022, 9, 30)),
            (DISPATCH, "1, 2", "=1/2", "Đã rà soát một nửa", date(2022, 9, 30)),
            (DISPATCH, "1, 3", None, "Chưa có gì mới", None),
        ),
        title="Tiến độ", change=dress,
    )  # fmt: skip
    outcome: dict[str, Any] = {
        "register": "progress", "who": "officer", "counts": (0, 3, 0, 0), "source": ("xlsx", book),
        "values": ((4, "progress", "95%"), (5, "progress", "50%"), (6, "progress_note", "Chưa có gì mới")),
        "notes": ("title_block",),
    }  # fmt: skip
    yield Sample("libreoffice-progress.xlsx", None, filter="xlsx:Calc MS Excel 2007 XML", **outcome)
    yield Sample("libreoffice-progress.ods", None, filter="ods", **outcome)
    yield Sample(
        "libreoffice-progress.csv", None, filter="csv:Text - txt - csv (StarCalc):59,34,76,1", **outcome
    )
    units = Workbook()
    sheet = units.active
    assert sheet is not None
    for row in (("Mã", "Hoạt động từ ngày", "Thứ tự trong danh sách"), ("PNV", date(2006, 1, 1), 1234)):
        sheet.append(row)
    sheet["C2"].number_format = "#,##0"
    units.epoch = CALENDAR_MAC_1904
    more: dict[str, Any] = {
        "counts": (0, 1, 0, 0), "source": ("xlsx", saved(units)),
        "values": ((2, "valid_from", "01/01/2006"), (2, "position", "1234")),
    }  # fmt: skip
    yield Sample("libreoffice-1904.xlsx", None, filter="xlsx:Calc MS Excel 2007 XML", **more)
    yield Sample("libreoffice-1904.ods", None, filter="ods", **more)
