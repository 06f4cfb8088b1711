"""Excel workbooks: what was scanned is handed to calamine, in an archive that holds nothing else.

calamine never sees the uploaded file. It gets the cells that were measured, their number formats and the
epoch, so that no header, name or part that was not looked at can lead it astray.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from python_calamine import CalamineSheet, CalamineWorkbook

from .archive import Archive, damaged
from .limits import Limits
from .sheets import META_SHEET, Cell, Workbook, read_meta
from .values import percent_text, repair_texts, tidy
from .xlsx_check import Checked, check_package
from .xlsx_package import Package, open_package
from .xlsx_scan import SheetScan
from .xlsx_windows import UnusualMarkup


class _CannotRead(Exception):
    """Raised when calamine stumbles over what it was given."""


def read_xlsx(content: bytes, name: str, limits: Limits) -> Workbook:
    """Read an Excel workbook.

    Raises:
        FileRefused: when it is damaged, locked, harmful or too large.
    """
    package = open_package(Archive(content, name=name, limits=limits), content)
    for rewrite in (False, True):
        try:
            return _read(package, rewrite=rewrite)
        except (UnusualMarkup, _CannotRead):
            package.archive.restart()
    raise damaged(name)


def count_xlsx(content: bytes, name: str, limits: Limits) -> int:
    """Return the rows of the longest visible sheet, keeping none of them.

    Raises:
        FileRefused: when `read_xlsx` would find the file too large, locked or harmful.
    """
    package = open_package(Archive(content, name=name, limits=limits), content)
    for rewrite in (False, True):
        try:
            scans = check_package(package, rewrite=rewrite, keep=False).scans
            return max(scan.last_row for scan in scans if scan.sheet.name != META_SHEET)
        except UnusualMarkup:
            package.archive.restart()
    raise damaged(name)


def _read(package: Package, *, rewrite: bool) -> Workbook:
    checked = check_package(package, rewrite=rewrite, keep=True)
    workbook = Workbook("xlsx", [], starts_1904=package.starts_1904)
    for scan, sheet in zip(checked.scans, _calamine_sheets(checked), strict=True):
        _take_rows(scan, sheet)
        if checked.has_odd_text:
            repair_texts(scan.sheet)
        if scan.sheet.name == META_SHEET:
            workbook.meta = read_meta(scan.sheet.rows)
        else:
            workbook.sheets.append(scan.sheet)
    return workbook


def _calamine_sheets(checked: Checked) -> Iterator[CalamineSheet]:
    with _calling_calamine():
        book = CalamineWorkbook.from_filelike(checked.content)
        # calamine has a copy of its own.
        checked.content.close()
        for place in range(len(checked.scans)):
            yield book.get_sheet_by_index(place)


def _take_rows(scan: SheetScan, sheet: CalamineSheet) -> None:
    """Put the values of a sheet where they belong, percentages as text."""
    if sheet.start is None:
        return
    left: list[Cell] = [None] * sheet.start[1]
    rows = scan.sheet.rows
    rows.extend(left + tidy(row) if left else tidy(row) for row in _raw_rows(sheet))
    for row, column in scan.percents:
        # Cells without a value are not in calamine's rectangle.
        if row <= len(rows) and column <= len(rows[row - 1]):
            value = rows[row - 1][column - 1]
            if isinstance(value, int | float) and not isinstance(value, bool):
                rows[row - 1][column - 1] = percent_text(value)


def _raw_rows(sheet: CalamineSheet) -> Iterator[Sequence[Cell]]:
    with _calling_calamine():
        yield from sheet.iter_rows()


@contextmanager
def _calling_calamine() -> Iterator[None]:
    """Turn whatever calamine raises into one exception, panics of its Rust code included."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise _CannotRead from error
