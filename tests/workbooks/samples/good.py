"""Tables that people made in good faith: whatever their headings, and whatever stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from .kit import (
    Sample,
    csv,
    with_meta,
    xlsx,
)
from .rows import (
    BOTH_PHONES,
    DEPARTMENT,
    DISPATCH,
    NEW,
    PHONE,
    RANK,
    UNIT,
    WARD,
    progress_rows,
    task_rows,
)


def samples() -> Iterator[Sample]:
    """Yield every sample of this kind."""
    yield from _plain()
    yield from _headings()
    yield from _around_the_table()


def _plain() -> Iterator[Sample]:
    yield Sample(
        "openpyxl-units.xlsx", xlsx((UNIT, NEW, ("P-DANGHAI", None, None, None, None, WARD[1]))),
        counts=(1, 1, 0, 0), values=((2, "parent", "UBND"), (3, "phone", WARD[1])),
    )  # fmt: skip
    yield Sample(
        "openpyxl-tasks.xlsx", xlsx(task_rows(date(2022, 9, 30), "30/09/2022")), "tasks", "home_affairs",
        counts=(2, 0, 0, 0), values=((2, "due_on", "30/09/2022"), (3, "due_on", "30/09/2022")),
    )  # fmt: skip
    yield Sample(
        "openpyxl-progress.xlsx", xlsx(progress_rows(40, 0, 100)), "progress", "officer", counts=(0, 3, 0, 0),
        values=((2, "progress", "40%"), (4, "progress", "100%")),
    )  # fmt: skip
    yield Sample(
        "nothing-new.xlsx", xlsx((PHONE, ("P-DANGHAI", "0225 3 742 101"), ("PNV", None))),
        counts=(0, 0, 2, 0), why="what stands there already, and a blank cell that keeps what is there",
    )  # fmt: skip
    yield Sample(
        "code-names-as-headings.csv", csv((("unit_code", "phone"), WARD)), counts=(0, 1, 0, 0),
        values=((2, "phone", WARD[1]),), why="a program wrote it",
    )  # fmt: skip


def _headings() -> Iterator[Sample]:
    yield Sample(
        "headings-in-another-order.xlsx", xlsx((UNIT[::-1], NEW[::-1])), counts=(1, 0, 0, 0),
        values=((2, "phone", NEW[5]), (2, "name", NEW[1])),
    )  # fmt: skip
    yield Sample(
        "headings-in-capitals.xlsx", xlsx(([word.upper() for word in UNIT], NEW)), counts=(1, 0, 0, 0),
    )  # fmt: skip
    yield Sample(
        "headings-without-diacritics.xlsx",
        xlsx((("ma", "ten", "ten ngan", "loai", "don vi cap tren", "dien thoai"), NEW)),
        counts=(1, 0, 0, 0),
    )
    yield Sample(
        "headings-known-otherwise.xlsx",
        xlsx((("Số, ký hiệu", "Vị trí trong văn bản", "Nhiệm vụ", "Đơn vị thực hiện"),
              (DISPATCH, "2, 1", "Báo cáo đợt 1", "P. Nội vụ"))),
        "tasks", "home_affairs", counts=(1, 0, 0, 0),
    )  # fmt: skip
    yield Sample(
        "headings-with-stars-and-numbers.xlsx",
        xlsx((("STT", "(1) Mã *", "2. Điện thoại (cơ quan)"), (1, *WARD), (2, *DEPARTMENT))),
        counts=(0, 2, 0, 0), values=BOTH_PHONES,
    )  # fmt: skip
    yield Sample(
        "headings-with-line-breaks.xlsx", xlsx((("Mã", "Thứ tự\ntrong danh sách"), ("PNV", 31))),
        counts=(0, 1, 0, 0), values=((2, "position", "31"),),
    )  # fmt: skip

    def group(sheet: Any) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    yield Sample(
        "headings-in-two-rows.xlsx",
        xlsx(
            (("Mã", "Liên hệ", None), (None, "Điện thoại", "Địa chỉ"), (*WARD, "Số 7 Lê Hồng Phong")),
            change=group,
        ),
        counts=(0, 1, 0, 0),
        values=((3, "phone", WARD[1]), (3, "address", "Số 7 Lê Hồng Phong")),
        notes=("two_row_heading",),
    )
    yield Sample(
        "headings-in-two-rows-joined.xlsx",
        xlsx(
            ((None, "Thứ tự", "Điện"), ("Mã", "trong danh sách", "thoại"), ("PNV", 31, DEPARTMENT[1])),
        ),
        counts=(0, 1, 0, 0), values=((3, "position", "31"), (3, "phone", DEPARTMENT[1])),
        notes=("two_row_heading",),
    )  # fmt: skip
    yield Sample(
        "headings-numbered-below.xlsx",
        xlsx((("STT", *PHONE), ("(1)", "(2)", "(3)"), (1, *WARD))),
        counts=(0, 1, 0, 0), values=((3, "phone", WARD[1]),), notes=("column_numbers",),
    )  # fmt: skip
    yield Sample(
        "headings-repeated-on-every-page.xlsx",
        xlsx((PHONE, WARD, PHONE, DEPARTMENT)),
        counts=(0, 2, 0, 0),
        values=((2, "phone", WARD[1]), (4, "phone", DEPARTMENT[1])),
        notes=("repeated_heading",),
    )


def _around_the_table() -> Iterator[Sample]:
    def merge_title(sheet: Any) -> None:
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("A2:F2")

    title = (("ỦY BAN NHÂN DÂN QUẬN",), ("Danh sách đơn vị năm 2022",), ())
    yield Sample(
        "blank-rows-and-columns.xlsx",
        xlsx(
            (
                (),
                (None, "Mã", None, "Điện thoại"),
                (),
                (None, "P-DANGHAI", None, WARD[1]),
                (),
                (),
                (None, "PNV", None, DEPARTMENT[1]),
            )
        ),
        counts=(0, 2, 0, 0),
        values=((4, "phone", WARD[1]), (7, "phone", DEPARTMENT[1])),
        notes=("blank_rows",),
    )
    yield Sample(
        "title-block.xlsx", xlsx((*title, PHONE, WARD), change=merge_title), counts=(0, 1, 0, 0),
        values=((5, "phone", WARD[1]),), notes=("title_block",), why="the title stands in merged cells",
    )  # fmt: skip
    yield Sample(
        "totals-row.xlsx", xlsx((RANK, ("P-DANGHAI", 11), ("PNV", 31), ("Tổng cộng", 42))),
        counts=(0, 2, 0, 0), notes=("totals_row",),
    )  # fmt: skip
    yield Sample(
        "totals-row-without-a-word.xlsx", xlsx((RANK, ("P-DANGHAI", 11), ("PNV", 31), (None, 42))),
        counts=(0, 2, 0, 0), notes=("totals_row",),
    )  # fmt: skip
    yield Sample(
        "totals-and-signatures.xlsx",
        xlsx(
            (
                ("STT", *RANK),
                (1, "P-DANGHAI", 11),
                (2, "PNV", 31),
                (None, "Cộng", 42),
                (),
                (None, None, "Hải An, ngày 14 tháng 6 năm 2022"),
                (None, "Người lập biểu", "TM. ỦY BAN NHÂN DÂN"),
                (None, "Nguyễn Văn An", None),
            )
        ),
        counts=(0, 2, 0, 0),
        notes=("totals_row", "footer"),
    )
    meta = {"register": "units", "version": "1", "example": '["P-DANGHAI", "0225 3 111 222"]'}
    yield Sample(
        "template-with-its-example.xlsx",
        xlsx((("Mã *", "Điện thoại"), ("P-DANGHAI", "0225 3 111 222"), DEPARTMENT), change=with_meta(meta)),
        counts=(0, 1, 0, 0), values=((3, "phone", DEPARTMENT[1]),), notes=("example_row",),
    )  # fmt: skip
    yield Sample(
        "unknown-columns.xlsx",
        xlsx((("Mã", "Ghi chú của tôi", "Điện thoại"), ("PNV", "gọi lại", DEPARTMENT[1]))),
        counts=(0, 1, 0, 0),
        values=((2, "phone", DEPARTMENT[1]),),
        notes=("unknown_columns",),
    )
    yield Sample(
        "remarks-of-a-returned-workbook.xlsx",
        xlsx((("Mã", "Điện thoại", "Ghi chú lỗi"), (*WARD, "B2: Số điện thoại quá dài. Rút ngắn lại."))),
        counts=(0, 1, 0, 0), values=((2, "phone", WARD[1]),),
    )  # fmt: skip

    def totals(sheet: Any) -> None:
        sheet.merge_cells("A4:A5")

    yield Sample(
        "merged-cells-in-the-totals-row.xlsx",
        xlsx((RANK, ("P-DANGHAI", 11), ("PNV", 31), ("Tổng cộng", 42)), change=totals),
        counts=(0, 2, 0, 0), notes=("totals_row",),
    )  # fmt: skip
