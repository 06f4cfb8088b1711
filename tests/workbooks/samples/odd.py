"""Files that are taken, with rows in them that are not, and files that look stranger than they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from .kit import Raw, Sample, error, raw_rows, raw_xlsx, saved, xlsx
from .rows import (
    DEPARTMENT,
    DISPATCH,
    NEW,
    PHONE,
    PROGRESS,
    RANK,
    TASK,
    UNIT,
    WARD,
    progress_rows,
    task_rows,
)


def samples() -> Iterator[Sample]:
    """Yield every sample of this kind."""
    yield from _rows_refused()
    yield from _cells_refused()
    yield from _looks()
    yield from _markup()


def _rows_refused() -> Iterator[Sample]:
    yield Sample(
        "same-key-twice.xlsx", xlsx((PHONE, WARD, DEPARTMENT, ("P-DANGHAI ", "0225 3"))),
        counts=(0, 2, 0, 1), remarks=((4, "twice", ""),),
    )  # fmt: skip
    yield Sample(
        "new-unit-twice.xlsx", xlsx((UNIT, NEW, NEW)), counts=(1, 0, 0, 1), remarks=((3, "twice", ""),)
    )
    yield Sample(
        "new-unit-half-filled.xlsx", xlsx((UNIT, ("P-NAMHAI", None, "Phường Nam Hải", None, "UBND", None))),
        counts=(0, 0, 0, 1), remarks=((2, "missing", "name"), (2, "missing", "kind")),
    )  # fmt: skip
    yield Sample(
        "key-missing-in-a-row.xlsx", xlsx((PHONE, WARD, (None, "0225 3"))), counts=(0, 1, 0, 1),
        remarks=((3, "missing", "unit_code"),),
    )  # fmt: skip
    yield Sample(
        "another-units-row.xlsx",
        xlsx(((*PROGRESS[:2], "Đơn vị", *PROGRESS[2:]), (DISPATCH, "1, 1", "Phường Cát Bi", 40, "Đã xong"),
              (DISPATCH, "1, 1", "P. Đằng Hải", 40, "Đã xong"))),
        "progress", "officer", counts=(0, 1, 0, 1), remarks=((2, "forbidden", "unit"),),
    )  # fmt: skip
    yield Sample(
        "no-such-task.xlsx", xlsx((PROGRESS, (DISPATCH, "9, 9", 40, "Đã xong"))), "progress", "officer",
        counts=(0, 0, 0, 1), remarks=((2, "not_found", "anchor"),),
    )  # fmt: skip
    yield Sample(
        "unknown-dispatch.xlsx",
        xlsx((PROGRESS, ("999/UBND-NV", "1, 1", 40, "Đã xong"))),
        "progress",
        "officer",
        counts=(0, 0, 0, 1),
        remarks=((2, "unknown_name", "directive"),),
    )
    yield Sample(
        "unknown-unit.xlsx",
        xlsx((TASK, (DISPATCH, "2, 1", "Báo cáo", None, "Phường Đằng Hảii; PNV"))),
        "tasks", "home_affairs", counts=(0, 0, 0, 1), remarks=((2, "unknown_name", "lead_units"),),
    )  # fmt: skip
    yield Sample(
        "ambiguous-unit.xlsx", xlsx((TASK, (DISPATCH, "2, 1", "Báo cáo", None, "Đội quản lý"))),
        "tasks", "home_affairs", counts=(0, 0, 0, 1), remarks=((2, "ambiguous_name", "lead_units"),),
    )  # fmt: skip
    yield Sample(
        "new-task-for-nobody.xlsx", xlsx((TASK, (DISPATCH, "2, 1", "Báo cáo", None, None))),
        "tasks", "home_affairs", counts=(0, 0, 0, 1), remarks=((2, "missing", "lead_units"),),
    )  # fmt: skip
    yield Sample(
        "due-date-moved-without-reason.xlsx", xlsx((TASK, (DISPATCH, "1, 1", None, "30/9/2022", None))),
        "tasks", "home_affairs", counts=(0, 0, 0, 1), remarks=((2, "missing", "reason"),),
    )  # fmt: skip
    yield Sample(
        "an-officer-takes-units-in.xlsx", xlsx((PHONE, WARD)), "units", "officer", counts=(0, 0, 0, 1),
        remarks=((2, "missing", "authority"),), why="who keeps no authority can name none",
    )  # fmt: skip


def _cells_refused() -> Iterator[Sample]:
    yield Sample(
        "a-day-that-is-none.xlsx", xlsx(task_rows("31/02/2022", "tháng 6/2022", "14/06/22", "sau Tết", 2022)),
        "tasks", "home_affairs", counts=(0, 0, 0, 5),
        remarks=tuple((row, "not_a_date", "due_on") for row in range(2, 7)),
    )  # fmt: skip
    yield Sample(
        "numbers-that-are-none.xlsx",
        xlsx(
            (
                RANK,
                ("P-DANGHAI", "1,234"),
                ("P-CATBI", "1.234,5"),
                ("PNV", "1,234.5"),
                ("P-TRANGCAT", "thứ hai"),
                ("UBND", 1.5),
            )
        ),
        counts=(0, 0, 0, 5),
        remarks=(
            (2, "ambiguous_number", "position"),
            (3, "not_whole", "position"),
            (4, "not_whole", "position"),
            (5, "not_a_number", "position"),
            (6, "not_whole", "position"),
        ),
        why="1.234,5 and 1,234.5 are understood, and no whole numbers",
    )
    yield Sample(
        "percent-beyond-reason.xlsx",
        xlsx(progress_rows(140, "gần xong", -5, "33,3%")),
        "progress",
        "officer",
        counts=(0, 0, 0, 4),
        remarks=(
            (2, "rule", "progress"),
            (3, "not_a_percentage", "progress"),
            (4, "not_a_percentage", "progress"),
            (5, "not_whole", "progress"),
        ),
    )
    yield Sample(
        "ticks-that-are-none.xlsx",
        xlsx(((*TASK, "Khẩn"), (DISPATCH, "2, 1", "Báo cáo", None, "PNV", "có lẽ"))),
        "tasks",
        "home_affairs",
        counts=(0, 0, 0, 1),
        remarks=((2, "not_yes_or_no", "urgent"),),
    )
    yield Sample(
        "a-kind-that-is-none.xlsx",
        xlsx((UNIT, (*NEW[:3], "Làng", *NEW[4:]))),
        counts=(0, 0, 0, 1),
        remarks=((2, "not_a_choice", "kind"),),
    )
    yield Sample(
        "a-very-long-text.xlsx", xlsx((("Mã", "Địa chỉ"), ("PNV", "Số 7 Lê Hồng Phong. " * 300))),
        counts=(0, 0, 0, 1), remarks=((2, "too_long", "address"),),
    )  # fmt: skip
    yield Sample(
        "a-text-that-fills-its-cell.xlsx", xlsx((("Mã", "Địa chỉ"), ("PNV", "x" * 32_767))),
        counts=(0, 0, 0, 1), remarks=((2, "too_long", "address"),),
    )  # fmt: skip
    yield Sample(
        "emptying-what-is-needed.xlsx", xlsx((("Mã", "Tên"), ("PNV", "#XOA"))), counts=(0, 0, 0, 1),
        remarks=((2, "not_emptied", "name"),),
    )  # fmt: skip
    yield Sample(
        "a-wrong-address.xlsx", xlsx((("Mã", "Thư điện tử"), ("PNV", "không có"))), counts=(0, 0, 0, 1),
        remarks=((2, "rule", "email"),),
    )  # fmt: skip
    yield Sample(
        "numbers-without-limits.xlsx",
        raw_xlsx((RANK, *((code, raw) for code, raw in (("PNV", 1e300), ("P-DANGHAI", -7))))),
        counts=(0, 0, 0, 2), remarks=((2, "too_large", "position"), (3, "rule", "position")),
    )  # fmt: skip


def _looks() -> Iterator[Sample]:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.auto_filter.ref = "A1:B3"

    yield Sample(
        "hidden-rows.xlsx", xlsx((PHONE, WARD, DEPARTMENT), change=hide), counts=(0, 2, 0, 0),
        values=((3, "phone", DEPARTMENT[1]),), why="a filter hides rows; nobody means to leave them out",
    )  # fmt: skip
    yield Sample(
        "error-beside-the-table.xlsx",
        raw_xlsx(
            (("Bảng", error("#N/A")), (*PHONE, None, "Ghi chú"), (*WARD, None, error("#DIV/0!", "1/0")))
        ),
        counts=(0, 1, 0, 0),
        values=((3, "phone", WARD[1]),),
        notes=("title_block", "unknown_columns"),
    )
    yield Sample(
        "error-in-the-totals-row.xlsx",
        raw_xlsx((RANK, ("PNV", 31), ("P-DANGHAI", 11), ("Tổng cộng", error("#REF!", "SUM(#REF!)")))),
        counts=(0, 2, 0, 0), notes=("totals_row",),
    )  # fmt: skip
    yield Sample("two-sheets.xlsx", _two_sheets(), counts=(0, 1, 0, 0), values=((2, "phone", WARD[1]),),
                 notes=("other_sheets",))  # fmt: skip
    yield Sample(
        "sheet-name-with-quotes.xlsx", xlsx((PHONE, WARD), title="Đơn vị \"A\" & <B>'s"), counts=(0, 1, 0, 0),
        values=((2, "phone", WARD[1]),),
    )  # fmt: skip
    yield Sample(
        "hidden-sheet.xlsx", _hidden_sheet(), counts=(0, 1, 0, 0), values=((2, "phone", WARD[1]),),
        why="a hidden sheet with the same table is not read",
    )  # fmt: skip
    yield Sample(
        "read-only-columns.xlsx",
        xlsx(
            (
                (*PROGRESS, "Trạng thái", "Hạn hoàn thành"),
                (DISPATCH, "1, 1", 40, "Đã xong", "bịa ra", "31/02"),
            )
        ),
        "progress",
        "officer",
        counts=(0, 1, 0, 0),
        values=((2, "progress", "40%"),),
        why="what is only for reading is not even read",
    )
    yield Sample(
        "spaces-in-codes.csv", "Mã,Điện thoại\r\n P-DANGHAI\u00a0 ,\u20020225 3 742 999 \r\n".encode(),
        counts=(0, 1, 0, 0), values=((2, "phone", WARD[1]),),
    )  # fmt: skip
    yield Sample(
        "ragged-lines.csv", f"Danh sách đơn vị\n\n{','.join(PHONE)},,\n{','.join(WARD)},,,,\nPNV\n".encode(),
        counts=(0, 1, 1, 0), notes=("title_block",),
    )  # fmt: skip
    yield Sample(
        "old-line-ends.csv",
        "\r".join(map(",".join, (PHONE, WARD, DEPARTMENT))).encode(),
        counts=(0, 2, 0, 0),
        values=((3, "phone", DEPARTMENT[1]),),
    )


def _two_sheets() -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Ghi chú"
    first.append(("Mã", "là mã của đơn vị"))
    second = book.create_sheet("Đơn vị")
    for row in (PHONE, WARD):
        second.append(row)
    return saved(book)


def _hidden_sheet() -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    for row in (PHONE, ("P-DANGHAI", "cũ"), ("PNV", "cũ")):
        first.append(row)
    first.sheet_state = "hidden"
    second = book.create_sheet("Đơn vị")
    for row in (PHONE, WARD):
        second.append(row)
    book.active = second
    return saved(book)


def _markup() -> Iterator[Sample]:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    outcome: dict[str, Any] = {"counts": (0, 1, 0, 0), "values": ((2, "phone", WARD[1]),)}
    rows = raw_rows((PHONE, WARD))
    prefixed = rows.replace("<", "<x:").replace("<x:/", "</x:")
    sheet = (
        f'<x:worksheet xmlns:x="{space}"><!-- <c r="XFD9"/> -->'
        f"<x:sheetData>{prefixed}</x:sheetData></x:worksheet>"
    )
    yield Sample(
        "prefixed-names.xlsx",
        raw_xlsx(rows, more={"xl/worksheets/sheet1.xml": sheet}),
        why="other programs write every name with a prefix",
        **outcome,
    )
    bare = "".join(f"<row>{''.join(map(_in_pieces, row))}</row>" for row in (PHONE, WARD))
    yield Sample("cells-without-references.xlsx", raw_xlsx(bare), why="and in pieces of rich text", **outcome)
    nul = Raw(' t="str"', "<v>0225 3 742&#95;x0000_ 999</v>")
    yield Sample("sign-that-no-database-takes.xlsx", raw_xlsx((PHONE, (WARD[0], nul))), **outcome)
    strings = "".join(f"<si><t>{text}</t><rPh><t>x</t></rPh></si>" for text in (*PHONE, *WARD))
    shared = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{first}</v></c>'
        f'<c r="B{row}" t="s"><v>{first + 1}</v></c></row>'
        for row, first in ((1, 0), (2, 2))
    )
    yield Sample("shared-strings.xlsx", raw_xlsx(shared, strings=strings), **outcome)


def _in_pieces(text: str) -> str:
    """Return a cell that does not say where it stands, its text in two formats."""
    pieces = f'<r><t>{text[:2]}</t></r><r><t xml:space="preserve">{text[2:]}</t></r>'
    return f'<c t="inlineStr"><is>{pieces}</is></c>'
