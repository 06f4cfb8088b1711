"""What tests of spreadsheets share: files, imports, and what became of them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from reform.organisation.models import User
from reform.registers.models import ImportBatch, ImportRow
from reform.registers.spreadsheets import RegisterResource
from reform.registers.spreadsheets.batches import confirm_import, start_import, take_back

UNIT_HEADINGS = ("Mã", "Tên", "Tên ngắn", "Loại", "Đơn vị cấp trên")
TASK_HEADINGS = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Nội dung phải làm", "Đơn vị chủ trì")


def xlsx(*rows: Sequence[Any], sheet: str = "Dữ liệu") -> bytes:
    """Return a workbook with one sheet of these rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv(*rows: Iterable[Any], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Return a text file with these rows."""
    lines = (delimiter.join("" if cell is None else str(cell) for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def upload(content: bytes, name: str = "du-lieu.xlsx") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def preview(
    resource: type[RegisterResource], user: User, content: bytes, name: str = "du-lieu.xlsx"
) -> ImportBatch:
    """Take a file in, in a request of its own, and return its preview."""
    officer = User.objects.get(pk=user.pk)
    batch = start_import(resource(user=officer), upload=upload(content, name), actor=officer)
    batch.refresh_from_db()
    return batch


def confirm(
    batch: ImportBatch, resource: type[RegisterResource], *, only_good_rows: bool = False
) -> ImportBatch:
    """Confirm a preview as its officer does, in a request of its own."""
    user = User.objects.get(pk=batch.user_id)
    confirm_import(batch, resource(user=user), only_good_rows=only_good_rows)
    return batch


def undo(batch: ImportBatch, resource: type[RegisterResource]) -> ImportBatch:
    """Take an import back as its officer does, in a request of its own."""
    user = User.objects.get(pk=batch.user_id)
    take_back(batch, resource(user=user), actor=user)
    return batch


def take_in(
    resource: type[RegisterResource], user: User, content: bytes, name: str = "du-lieu.xlsx"
) -> ImportBatch:
    """Take a file in and confirm it."""
    return confirm(preview(resource, user, content, name), resource)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    """Return how many rows are new, changed, unchanged and rejected."""
    return batch.rows_new, batch.rows_changed, batch.rows_unchanged, batch.rows_rejected


def remarks(batch: ImportBatch) -> list[tuple[int, str, str]]:
    """Return row, kind and column of every remark."""
    return [
        (row.number, kind, column)
        for row in ImportRow.objects.filter(batch=batch).order_by("number")
        for kind, column, _problem, _advice in row.remarks
    ]
