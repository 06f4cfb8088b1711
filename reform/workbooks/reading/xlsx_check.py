"""Scanning all parts of an Excel workbook that matter, and packing what passed for calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from .archive import Archive
from .builder import CellCount, check_sheets, no_sheet
from .sheets import META_SHEET, Sheet
from .xlsx_package import Package, SheetPart, Styles
from .xlsx_rewrite import SheetRewriter, StringsRewriter
from .xlsx_scan import SheetScan
from .xlsx_strings import SharedStrings

Write = Callable[[bytes], object]

_ROOT_RELATIONS = (
    '<Relationships><Relationship Id="w" Type="/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)


@dataclass(frozen=True)
class Checked:
    """The scanned sheets, in their order, and an archive of what was scanned.

    Attributes:
        has_odd_text: whether some text must be looked at one by one, see `SharedStrings`.
        content: the archive for calamine; empty when nobody wants it.
    """

    scans: list[SheetScan]
    has_odd_text: bool
    content: io.BytesIO


def check_package(package: Package, *, rewrite: bool, keep: bool) -> Checked:
    """Scan the shared strings and every sheet that is read, and unpack the rest for its size.

    Arguments:
        rewrite: put all parts into the usual form first.
        keep: pack them for calamine.

    Raises:
        UnusualMarkup: when the parts must be put into the usual form first.
        FileRefused: when the workbook is too large, damaged, or has no sheet.
    """
    read = [part for part in package.sheets if part.visible or part.name == META_SHEET]
    if not any(part.name != META_SHEET for part in read):
        raise no_sheet(package.archive.name)
    check_sheets(package.archive.name, len(package.sheets))
    with _Packed(keep=keep) as packed:
        strings = _scan_strings(package, packed, rewrite=rewrite)
        count = CellCount(package.archive.limits.cells)
        scans = []
        for place, part in enumerate(read):
            with packed.part(f"xl/worksheets/{place}.xml") as write:
                scans.append(_scan_sheet(package, part, strings, write, rewrite=rewrite))
            scans[-1].count_cells(count)
        for part in package.sheets:
            if part not in read:
                _count_hidden(package.archive, part, count)
        package.archive.check_rest()
        packed.finish(package, sheets=len(scans))
    return Checked(scans, strings.has_odd_text, packed.content)


def _scan_strings(package: Package, packed: _Packed, *, rewrite: bool) -> SharedStrings:
    archive = package.archive
    with packed.part("xl/sharedStrings.xml") as write:
        strings = SharedStrings(archive.limits, write)
        pieces: Iterable[bytes] = [b"<sst/>"]
        if package.strings_path:
            pieces = archive.pieces(package.strings_path)
            if rewrite:
                pieces = StringsRewriter(archive.name, archive.limits).rewritten(pieces)
        strings.run(pieces)
    return strings


def _scan_sheet(
    package: Package, part: SheetPart, strings: SharedStrings, write: Write | None, *, rewrite: bool
) -> SheetScan:
    archive = package.archive
    scan = SheetScan(
        Sheet(part.name),
        limits=archive.limits,
        percent_styles=package.styles.percent(),
        strings=strings,
        write=write,
    )
    pieces: Iterable[bytes] = archive.pieces(part.path)
    if rewrite:
        pieces = SheetRewriter(archive.name, part.name, archive.limits).rewritten(pieces)
    scan.run(pieces)
    return scan


def _count_hidden(archive: Archive, part: SheetPart, count: CellCount) -> None:
    """Count the cells of a sheet that is not read: whoever opens the workbook for remarks meets them."""
    for piece in archive.pieces(part.path):
        count.add(piece.count(b"<c ") + piece.count(b":c "), part.name)


class _Packed(AbstractContextManager["_Packed"]):
    """The archive for calamine in the making."""

    def __init__(self, *, keep: bool) -> None:
        """Arguments: keep: whether anything is kept at all."""
        self.content = io.BytesIO()
        # Not compressed: it is read once, and at once.
        self._archive = zipfile.ZipFile(self.content, "w", zipfile.ZIP_STORED) if keep else None

    def __enter__(self) -> _Packed:
        return self

    def __exit__(self, *_refused: object) -> None:
        """Close the archive, also when it stays incomplete: left open, it complains once it is forgotten."""
        if self._archive is not None:
            self._archive.close()
            self.content.seek(0)

    @contextmanager
    def part(self, path: str) -> Iterator[Write | None]:
        """Give what takes the bytes of a part."""
        if self._archive is None:
            yield None
            return
        with self._archive.open(path, "w") as part:
            yield part.write

    def finish(self, package: Package, *, sheets: int) -> None:
        """Add the parts that tell of the others."""
        if self._archive is None:
            return
        entries = "".join(
            f'<sheet name="{place}" sheetId="{place + 1}" r:id="s{place}"/>' for place in range(sheets)
        )
        relations = "".join(
            f'<Relationship Id="s{place}" Type="/worksheet" Target="worksheets/{place}.xml"/>'
            for place in range(sheets)
        )
        epoch = f'<workbookPr date1904="{int(package.starts_1904)}"/>'
        for path, markup in {
            "_rels/.rels": _ROOT_RELATIONS,
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
            "xl/workbook.xml": f"<workbook>{epoch}<sheets>{entries}</sheets></workbook>",
            "xl/styles.xml": _styles_markup(package.styles),
            "[Content_Types].xml": "<Types/>",
        }.items():
            self._archive.writestr(path, markup)


def _styles_markup(styles: Styles) -> str:
    """Return the number formats of the cell styles; nothing else of a style matters here."""
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for number, code in styles.codes.items()
    )
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in styles.numbers)
    return f"<styleSheet><numFmts>{codes}</numFmts><cellXfs>{formats}</cellXfs></styleSheet>"
