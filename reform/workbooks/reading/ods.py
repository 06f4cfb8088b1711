"""OpenDocument spreadsheets, read in one go.

calamine could read them, but lays repeated cells and rows out in full, and knows neither percentages nor
merged cells nor cells that hold an error. Those would need a reading of the XML of their own, so that
reading does the whole work, within the limits and without ever holding the document.
"""

from __future__ import annotations

from .archive import Archive, encrypted
from .builder import no_sheet
from .guards import macros, not_a_spreadsheet
from .limits import Limits
from .ods_content import ContentReader
from .sheets import META_SHEET, Workbook, read_meta

_MEDIA_TYPES = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
# LibreOffice keeps these lists of modules even when there is no module.
_EMPTY_LIBRARIES = ("script-lb.xml", "script-lc.xml", "dialog-lb.xml", "dialog-lc.xml")


def read_ods(content: bytes, name: str, limits: Limits) -> Workbook:
    """Read an OpenDocument spreadsheet.

    Raises:
        FileRefused: when it is damaged, locked, harmful or too large.
    """
    reader = _read(content, name, limits, keep=True)
    workbook = Workbook("ods", [], starts_1904=reader.starts_1904)
    for builder in reader.sheets:
        if builder.sheet.name == META_SHEET:
            workbook.meta = read_meta(builder.sheet.rows)
        else:
            workbook.sheets.append(builder.sheet)
    return workbook


def count_ods(content: bytes, name: str, limits: Limits) -> int:
    """Return the rows of the longest visible sheet, keeping none of them.

    Raises:
        FileRefused: when `read_ods` would refuse the file.
    """
    reader = _read(content, name, limits, keep=False)
    return max(builder.height for builder in reader.sheets if builder.sheet.name != META_SHEET)


def _read(content: bytes, name: str, limits: Limits, *, keep: bool) -> ContentReader:
    archive = Archive(content, name=name, limits=limits)
    _refuse_other_kinds(archive, content)
    reader = ContentReader(name, limits, keep=keep)
    reader.read(archive.pieces("content.xml"))
    archive.check_rest()
    if not any(builder.sheet.name != META_SHEET for builder in reader.sheets):
        raise no_sheet(name)
    return reader


def _refuse_other_kinds(archive: Archive, content: bytes) -> None:
    manifest = archive.part("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive else b""
    if "encrypted-package" in archive or b"encryption-data" in manifest:
        raise encrypted(archive.name)
    media_type = archive.part("mimetype").strip() if "mimetype" in archive else _MEDIA_TYPES[0]
    if "content.xml" not in archive or media_type not in _MEDIA_TYPES:
        raise not_a_spreadsheet(content, archive.name)
    for path in archive:
        is_program = path.startswith(("basic/", "scripts/")) and not path.endswith(("/", *_EMPTY_LIBRARIES))
        if is_program:
            raise macros(archive.name)
