"""What sample files are made with: workbooks by openpyxl, by hand out of XML, and text."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

Rows = Sequence[Sequence[Any]]

_DAY = (2022, 6, 14, 8, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CELL_NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet {_CELL_NAMESPACE}><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>'
)
# Cell styles of the workbooks made by hand.
DAY_STYLE, PERCENT_STYLE = 1, 2


@dataclass(frozen=True)
class Sample:
    """A file and the outcome that it must have.

    Attributes:
        name: of the file.
        content: all of it; None for files that LibreOffice makes out of `source`.
        register: the code of the resource that it is given to.
        who: "administrator", "home_affairs" or "officer".
        refused: the code of the refusal, empty when the file is taken.
        counts: rows that are new, changed, unchanged and rejected.
        remarks: row, kind and column of every remark.
        values: row, column and the words that the record must hold afterwards.
        notes: codes of what must be said to have been understood and left out.
        source: what LibreOffice makes the file of: the ending and the content.
        filter: LibreOffice's name of the format, with its options.
        why: what is particular about the file, for whoever reads the table.
    """

    name: str
    content: bytes | None
    register: str = "units"
    who: str = "administrator"
    refused: str = ""
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    remarks: tuple[tuple[int, str, str], ...] = ()
    values: tuple[tuple[int, str, str], ...] = ()
    notes: tuple[str, ...] = ()
    source: tuple[str, bytes] | None = None
    filter: str = ""
    why: str = ""

    def as_toml(self) -> str:
        """Return the outcome as a table of `outcomes.toml`."""
        lines = ["[[sample]]", f"file = {_quoted(self.name)}"]
        if self.why:
            lines.append(f"why = {_quoted(self.why)}")
        lines += [f"register = {_quoted(self.register)}", f"who = {_quoted(self.who)}"]
        if self.refused:
            lines.append(f"refused = {_quoted(self.refused)}")
        else:
            names = ("new", "changed", "unchanged", "rejected")
            lines += [f"{name} = {count}" for name, count in zip(names, self.counts, strict=True)]
            for key in ("remarks", "values", "notes"):
                if entries := getattr(self, key):
                    lines.append(f"{key} = {_quoted(entries)}")
        return "\n".join(lines) + "\n"


def _quoted(value: Any) -> str:
    """Return a text or a list as TOML, which for these is JSON."""
    return json.dumps(value, ensure_ascii=False)


# --- By openpyxl ---


def xlsx(rows: Rows, *, title: str = "Dữ liệu", change: Callable[[Any], None] | None = None) -> bytes:
    """Return a workbook of one sheet.

    Arguments:
        change: does more to the sheet before it is saved.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    return saved(book)


def with_meta(meta: Mapping[str, str]) -> Callable[[Any], None]:
    """Return what puts the hidden sheet of a template beside a sheet."""

    def change(sheet: Any) -> None:
        hidden = sheet.parent.create_sheet("_meta")
        for pair in meta.items():
            hidden.append(pair)
        hidden.sheet_state = "veryHidden"

    return change


def saved(book: Any) -> bytes:
    """Return what openpyxl writes, the same bytes every time."""
    target = io.BytesIO()
    book.save(target)
    members = {
        name: _MOMENT.sub(rb"\g<1>2022-06-14T08:00:00Z", part) for name, part in unzipped(target.getvalue())
    }
    return zipped(members)


def unzipped(content: bytes) -> Iterable[tuple[str, bytes]]:
    """Yield the members of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """Return an archive of these members, the same bytes every time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in members.items():
            stored = name == "mimetype"
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, part, compresslevel=9)
    return target.getvalue()


# --- By hand ---


@dataclass(frozen=True)
class Raw:
    """Markup of a cell: its attributes beside the reference, and what is in it."""

    attributes: str
    inside: str


def formula(expression: str, value: str | float | None) -> Raw:
    """Return a formula as Excel keeps it; without a value as other programs leave it."""
    attributes = ' t="str"' if isinstance(value, str) else ""
    kept = "" if value is None else f"<v>{escape(str(value))}</v>"
    return Raw(attributes, f"<f>{escape(expression)}</f>{kept}")


def error(text: str, expression: str = "") -> Raw:
    """Return a cell that holds an error."""
    return Raw(' t="e"', (f"<f>{escape(expression)}</f>" if expression else "") + f"<v>{text}</v>")


def number(value: float | str, style: int = 0) -> Raw:
    """Return a number as it stands in the file, in a style."""
    return Raw(f' s="{style}"', f"<v>{value}</v>")


def raw_rows(rows: Rows) -> str:
    """Return rows of cells as the file holds them."""
    return "".join(
        f'<row r="{row}">'
        + "".join(
            raw_cell(f"{get_column_letter(column)}{row}", value) for column, value in enumerate(cells, 1)
        )
        + "</row>"
        for row, cells in enumerate(rows, 1)
    )


def raw_cell(reference: str, value: Any) -> str:
    """Return one cell as the file holds it."""
    if value is None:
        return ""
    if isinstance(value, str):
        value = Raw(' t="inlineStr"', f'<is><t xml:space="preserve">{escape(value)}</t></is>')
    elif not isinstance(value, Raw):
        value = Raw("", f"<v>{value}</v>")
    return f'<c r="{reference}"{value.attributes}>{value.inside}</c>'


def raw_xlsx(
    rows: Rows | str,
    *,
    starts_1904: bool = False,
    title: str = "Dữ liệu",
    strings: str = "",
    tail: str = "",
    more: Mapping[str, bytes | str] | None = None,
    types: str = "",
) -> bytes:
    """Return a workbook of one sheet out of its XML.

    Arguments:
        rows: the cells, or their markup.
        strings: markup of the shared strings.
        tail: markup behind the cells.
        more: further members of the archive, or others in place of these.
        types: more of the content types.
    """
    data = rows if isinstance(rows, str) else raw_rows(rows)
    shared = f'<Relationship Id="r3" Type="{_RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{types}'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_CELL_NAMESPACE} xmlns:r="{_RELATION}">'
        f'<workbookPr date1904="{int(starts_1904)}"/><sheets>'
        f'<sheet name="{escape(title)}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_RELATION}/styles" Target="styles.xml"/>'
        f"{shared if strings else ''}</Relationships>",
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": f"<worksheet {_CELL_NAMESPACE}>"
        f"<sheetData>{data}</sheetData>{tail}</worksheet>",
    }
    if strings:
        members["xl/sharedStrings.xml"] = f"<sst {_CELL_NAMESPACE}>{strings}</sst>"
    return zipped(members | dict(more or {}))


def raw_ods(body: str, *, manifest: str = "", more: Mapping[str, bytes | str] | None = None) -> bytes:
    """Return an OpenDocument spreadsheet out of the XML of its tables."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{oasis}:{name}:1.0"' for name in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{oasis}:manifest:1.0">'
            f"{entry}{manifest}</manifest:manifest>",
        }
        | dict(more or {})
    )


def ods_table(rows: Rows, *, name: str = "Dữ liệu") -> str:
    """Return a table of an OpenDocument spreadsheet with texts and numbers."""
    lines = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{escape(name)}">{lines}</table:table>'


def ods_cell(value: Any, more: str = "") -> str:
    """Return a cell of an OpenDocument spreadsheet; `more` are further attributes."""
    if value is None:
        return f"<table:table-cell{more}/>"
    kind = (
        ' office:value-type="string"'
        if isinstance(value, str)
        else f' office:value-type="float" office:value="{value}"'
    )
    return f"<table:table-cell{kind}{more}><text:p>{escape(str(value))}</text:p></table:table-cell>"


# --- Text ---


def csv(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return a text file."""
    lines = (delimiter.join("" if cell is None else str(cell) for cell in row) for row in rows)
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)
