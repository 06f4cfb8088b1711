"""What the parts of an Excel workbook say about each other: sheets, their order, formats, the epoch."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from .archive import Archive
from .guards import macros, not_a_spreadsheet, old_workbook
from .limits import Limits
from .markup import Attributes, MarkupReader, local

_DEFAULT_WORKBOOK = "xl/workbook.xml"
# East Asian editions number some of their date formats themselves.
_LOCAL_DATE_FORMATS = {*range(27, 37), *range(50, 59)}
_PERCENT_FORMATS = {9, 10}
_DATE_FORMAT = 14
_MOST_STYLES = 100_000
_MOST_ELEMENTS = 500_000
# What a format code holds beside signs that mean something: quoted, escaped, padded and bracketed text.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', re.DOTALL)


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook and where it stands in the archive."""

    name: str
    path: str
    visible: bool


@dataclass(frozen=True)
class Styles:
    """The number format of every cell style, in order: its number in the file and its code."""

    numbers: list[int] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)

    def percent(self) -> frozenset[int]:
        """Return the styles that show a fraction as a percentage."""
        custom = {number for number, code in self.codes.items() if "%" in _LITERAL.sub("", code)}
        formats = custom | (_PERCENT_FORMATS - self.codes.keys())
        return frozenset(style for style, number in enumerate(self.numbers) if number in formats)


@dataclass(frozen=True)
class Package:
    """An opened Excel workbook."""

    archive: Archive
    sheets: list[SheetPart]
    starts_1904: bool
    strings_path: str | None
    styles: Styles


def open_package(archive: Archive, content: bytes) -> Package:
    """Read everything but the cells.

    Raises:
        FileRefused: when it is another kind of file, holds macros, or is damaged.
    """
    _refuse_other_kinds(archive)
    path = _workbook_path(archive)
    if path not in archive:
        raise not_a_spreadsheet(content, archive.name)
    workbook = _WorkbookReader(archive.name, archive.limits)
    workbook.read([archive.part(path)])
    if not workbook.is_workbook:
        raise not_a_spreadsheet(content, archive.name)
    relations = _relations(archive, path)
    sheets = [
        SheetPart(name, relations[key][1], visible)
        for name, key, visible in workbook.sheets
        if key in relations and relations[key][0] == "worksheet" and relations[key][1] in archive
    ]
    targets = {kind: target for kind, target in relations.values() if target in archive}
    styles = _StylesReader(archive.name, archive.limits)
    if "styles" in targets:
        styles.read([archive.part(targets["styles"])])
    return Package(archive, sheets, workbook.starts_1904, targets.get("sharedStrings"), styles.styles)


def _refuse_other_kinds(archive: Archive) -> None:
    types = "[content_types].xml"
    declares_macros = types in archive and b"macroenabled" in archive.part(types).lower()
    if declares_macros or any(
        path.endswith("vbaproject.bin") or path.startswith("xl/macrosheets/") for path in archive
    ):
        raise macros(archive.name)
    if "xl/workbook.bin" in archive:
        raise old_workbook(archive.name)


def _workbook_path(archive: Archive) -> str:
    if "_rels/.rels" not in archive:
        return _DEFAULT_WORKBOOK
    relations = _relations(archive, "")
    return next(
        (target for kind, target in relations.values() if kind == "officeDocument"), _DEFAULT_WORKBOOK
    )


def _relations(archive: Archive, path: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: identifier to kind and path."""
    folder, name = posixpath.split(path)
    reader = _RelationsReader(archive.name, archive.limits, folder)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source in archive:
        reader.read([archive.part(source)])
    return reader.relations


class _SmallReader(MarkupReader):
    """Base of the readers of parts that are short in every honest file."""

    def __init__(self, file_name: str, limits: Limits) -> None:
        super().__init__(file_name, limits)
        self.most_elements = _MOST_ELEMENTS


class _RelationsReader(_SmallReader):
    def __init__(self, file_name: str, limits: Limits, folder: str) -> None:
        super().__init__(file_name, limits)
        self.folder = folder
        self.relations: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if local(name) != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        path = target if target.startswith("/") else posixpath.join(self.folder, target)
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.relations[attributes.get("Id", "")] = (kind, posixpath.normpath(path).lstrip("/"))


class _WorkbookReader(_SmallReader):
    def __init__(self, file_name: str, limits: Limits) -> None:
        super().__init__(file_name, limits)
        self.sheets: list[tuple[str, str, bool]] = []
        self.starts_1904 = False
        self.is_workbook = False

    def start(self, name: str, attributes: Attributes) -> None:
        tag = local(name)
        if self.depth == 1:
            self.is_workbook = tag == "workbook"
        elif tag == "workbookPr":
            self.starts_1904 = attributes.get("date1904", "").lower() in {"1", "true", "on"}
        elif tag == "sheet":
            key = next((value for key, value in attributes.items() if local(key) == "id" and key != "id"), "")
            visible = attributes.get("state", "visible") == "visible"
            self.sheets.append((attributes.get("name", ""), key, visible))


class _StylesReader(_SmallReader):
    def __init__(self, file_name: str, limits: Limits) -> None:
        super().__init__(file_name, limits)
        self.styles = Styles()
        self._within = ""

    def start(self, name: str, attributes: Attributes) -> None:
        tag = local(name)
        if tag in {"numFmts", "cellXfs"}:
            self._within = tag
        elif tag == "xf" and self._within == "cellXfs" and len(self.styles.numbers) < _MOST_STYLES:
            number = _number(attributes.get("numFmtId"))
            is_local_date = number in _LOCAL_DATE_FORMATS and number not in self.styles.codes
            self.styles.numbers.append(_DATE_FORMAT if is_local_date else number)
        elif tag == "numFmt" and self._within == "numFmts":
            self.styles.codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:255]

    def end(self, name: str) -> None:
        if local(name) == self._within:
            self._within = ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else 0
