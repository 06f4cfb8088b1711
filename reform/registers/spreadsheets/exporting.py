"""Taking a list out: the rows that the list shows, a batch at a time, in any of three formats."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from reform.registers.middleware import current_request_id
from reform.registers.models import ExportEntry
from reform.workbooks.writing import stream_csv, stream_ods, write_xlsx
from search.folding import fold

from .columns import Column
from .parts import load_parts
from .resources import RegisterResource
from .writes import AT_ONCE

if TYPE_CHECKING:
    from reform.organisation.models import User

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}


def exported_columns(resource: RegisterResource, shown: Iterable[str] | None) -> list[Column]:
    """Return the columns of an export: all of them, or those that the list shows and the key.

    The key is always there, so that an exported file can be taken in again.
    """
    columns = [column for column in resource.columns.values() if column.name not in resource.never_exported]
    if shown is None:
        return columns
    wanted = {*shown, *resource.key_names}
    return [column for column in columns if wanted & {column.name, column.attribute}]


def exported_rows(
    resource: RegisterResource, rows: QuerySet[Any], columns: Sequence[Column]
) -> Iterator[list[Any]]:
    """Yield the cells of every row; at most one batch of records is held at a time."""
    records = iter(rows.select_related(*resource.select_related).iterator(chunk_size=AT_ONCE))
    while portion := list(islice(records, AT_ONCE)):
        load_parts(resource, portion)
        resource.load_beside(portion)
        for record in portion:
            yield [column.export(record) for column in columns]


def export_file(
    resource: RegisterResource, rows: QuerySet[Any], columns: Sequence[Column], file_format: str
) -> IO[bytes] | Iterator[bytes]:
    """Return an export: a stream of bytes, or for a workbook a file that deletes itself when closed."""
    sheet_columns = [column.as_sheet_column() for column in columns]
    cells = exported_rows(resource, rows, columns)
    if file_format == "csv":
        return stream_csv(sheet_columns, cells)
    if file_format == "ods":
        return stream_ods(resource.sheet_name(), sheet_columns, cells)
    target: Any = tempfile.TemporaryFile()  # noqa: SIM115
    write_xlsx(target, sheet=resource.sheet_name(), columns=sheet_columns, rows=cells, meta=meta_of(resource))
    target.seek(0)
    return target


def meta_of(resource: RegisterResource) -> dict[str, str]:
    """Return what a file says of itself on its hidden sheet."""
    return {"register": resource.code, "version": str(resource.version)}


def log_export(
    resource: RegisterResource, *, user: User, file_format: str, columns: str, narrowed_by: str, rows: int
) -> ExportEntry:
    """Note who takes what out."""
    return ExportEntry.objects.create(
        user=user,
        unit=user.unit,
        register=resource.code,
        file_format=file_format,
        columns=columns,
        narrowed_by=narrowed_by,
        rows=rows,
        request_id=current_request_id.get(),
    )


def file_name(resource: RegisterResource, ending: str, *, also: str = "") -> str:
    """Return the name of a file that is handed out: without diacritics, with the day."""
    parts = [fold(resource.sheet_name()), fold(also), f"{timezone.localdate():%Y-%m-%d}"]
    return "-".join(part.replace(" ", "-") for part in parts if part) + f".{ending}"
