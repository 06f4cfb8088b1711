"""Files with initiatives as officers fill them in, and what is read off the ones taken out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reform.initiatives.models import Initiative
from reform.initiatives.resources import InitiativeResource
from reform.organisation.models import User
from reform.registers.permissions import viewable_records
from reform.registers.spreadsheets.exporting import export_file, exported_columns, exported_rows
from tests.registers.spreadsheets.helpers import xlsx

HEADINGS = ("Đơn vị", "initiative_code", "year", "initiative_title", "reform_field", "authors", "effects")
TITLE = "Trả kết quả qua bưu chính"
TWO_AUTHORS = (
    "Trần Thị Bình | 02/09/1985 | P-A | Công chức | Cử nhân | 60%\n"
    "Lê Văn Công | | ngoài: Công ty Bưu điện | Giám đốc | | 40%"
)


def book(*rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    return xlsx(headings, *rows)


def draft(*, code: str | None = None, title: str = TITLE, authors: Any = None, effects: Any = None) -> Any:
    """Return a row of the ward A."""
    return ("P-A", code, 2022, title, "procedures", authors, effects)


def problem_of(batch: Any) -> str:
    """Return what the one refused row says, problem and advice."""
    (row,) = batch.rows.filter(verdict="rejected")
    return " ".join(f"{problem} {advice}" for _kind, _column, problem, advice in row.remarks)


def exported(user: User, resource: type[Any] = InitiativeResource, file_format: str = "xlsx") -> bytes:
    user = User.objects.get(pk=user.pk)
    used = resource(user=user)
    rows = viewable_records(used.model, user).order_by("pk")
    return b"".join(export_file(used, rows, exported_columns(used, None), file_format))


def cells_of(user: User, resource: type[Any] = InitiativeResource) -> list[dict[str, Any]]:
    """Return the cells of an export, by column."""
    user = User.objects.get(pk=user.pk)
    used = resource(user=user)
    columns = exported_columns(used, None)
    rows = viewable_records(used.model, user).order_by("pk")
    names = [column.name for column in columns]
    return [dict(zip(names, row, strict=True)) for row in exported_rows(used, rows, columns)]


def authors_of(initiative: Initiative) -> list[tuple[str, Decimal]]:
    return list(initiative.authors.values_list("name", "share"))
