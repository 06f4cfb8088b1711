"""Headings and rows that many samples share, with the words of the small world of the test."""

from __future__ import annotations

from typing import Any

UNIT = ("Mã", "Tên", "Tên ngắn", "Loại", "Đơn vị cấp trên", "Điện thoại")
NEW = ("P-NAMHAI", "UBND phường Nam Hải", "Phường Nam Hải", "Phường, xã", "UBND", "0225 3 978 001")
PHONE = ("Mã", "Điện thoại")
WARD, DEPARTMENT = ("P-DANGHAI", "0225 3 742 999"), ("PNV", "0225 3 610 111")
RANK = ("Mã", "Thứ tự trong danh sách")
SINCE = ("Mã", "Hoạt động từ ngày")
TASK = (
    "Văn bản chỉ đạo",
    "Vị trí trong văn bản",
    "Nội dung việc phải làm",
    "Hạn hoàn thành",
    "Đơn vị thực hiện",
)
PROGRESS = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Tiến độ (%)", "Tiến độ mới nhất")
DISPATCH = "655/UBND-NV"
BOTH_PHONES = ((2, "phone", WARD[1]), (3, "phone", DEPARTMENT[1]))


def progress_rows(*shares: Any) -> list[tuple[Any, ...]]:
    """Return headings and one row a task with these shares done."""
    return [
        PROGRESS,
        *(
            (DISPATCH, f"1, {place}", share, "Đã rà soát xong đợt đầu")
            for place, share in enumerate(shares, 1)
        ),
    ]


def task_rows(*days: Any) -> list[tuple[Any, ...]]:
    """Return headings and one new task a day."""
    return [
        TASK,
        *(
            (DISPATCH, f"2, {place}", f"Báo cáo đợt {place}", day, "Phòng Nội vụ")
            for place, day in enumerate(days, 1)
        ),
    ]
