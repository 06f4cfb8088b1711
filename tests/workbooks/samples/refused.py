"""Files that are refused as a whole, with one sentence and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .containers import lying_zip, noise, ole, zeros
from .kit import (
    Sample,
    csv,
    error,
    formula,
    ods_cell,
    ods_table,
    raw_cell,
    raw_ods,
    raw_rows,
    raw_xlsx,
    with_meta,
    xlsx,
    zipped,
)
from .rows import (
    DISPATCH,
    PHONE,
    PROGRESS,
    RANK,
    TASK,
    WARD,
)

_RELATION = "http://schemas.microsoft.com/office/2006/relationships"
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
_PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 64 + b"PE\x00\x00"


def samples() -> Iterator[Sample]:
    """Yield every sample of this kind."""
    yield from _cells()
    yield from _tables()
    yield from _templates()
    yield from _locked_and_programs()
    yield from _other_kinds()
    yield from _damaged()
    yield from _bombs()
    yield from _open_documents()


def _cells() -> Iterator[Sample]:
    yield Sample("formula-never-calculated.xlsx", xlsx((RANK, ("PNV", "=30+1"))), refused="formula")
    yield Sample(
        "formula-never-calculated-by-hand.xlsx",
        raw_xlsx((RANK, ("PNV", 31), (formula('"P-"&"CATBI"', None), 21))), refused="formula",
    )  # fmt: skip
    yield Sample(
        "broken-reference.xlsx", raw_xlsx((RANK, ("PNV", error("#REF!", "Sheet9!A1")))), refused="error_value"
    )
    yield Sample("broken-reference-pasted.csv", csv((PHONE, ("PNV", "#REF!"))), refused="error_value")
    yield Sample(
        "not-available.xlsx", raw_xlsx((RANK, (error("#N/A", "VLOOKUP(1,2,3)"), 1))), refused="error_value"
    )

    def merge(sheet: Any) -> None:
        sheet.merge_cells("A2:A3")

    yield Sample(
        "merged-cells.xlsx",
        xlsx((PROGRESS, (DISPATCH, "1, 1", 40, "Đã xong"), (None, "1, 2", 50, "Đã xong")), change=merge),
        "progress", "officer", refused="merged",
    )  # fmt: skip


def _tables() -> Iterator[Sample]:
    yield Sample(
        "no-table.xlsx", xlsx((("Kính gửi", "các đơn vị"), ("Đề nghị", "báo cáo"))), refused="no_table"
    )
    yield Sample("blank-workbook.xlsx", xlsx(()), refused="no_table")
    yield Sample("blank-lines.csv", b"\r\n\r\n  \r\n;;;\r\n", refused="no_table")
    yield Sample("another-registers-table.xlsx", xlsx((("Ngày", "Nhiệt độ"), (1, 2))), refused="no_table")
    yield Sample(
        "key-column-missing.xlsx",
        xlsx((("Tên", "Điện thoại"), ("Phòng Nội vụ", "0225"))),
        refused="missing_columns",
    )
    yield Sample(
        "document-column-missing.xlsx",
        xlsx((TASK[1:], ("1, 1", "Báo cáo", None, "PNV"))),
        "tasks",
        "home_affairs",
        refused="missing_columns",
    )
    yield Sample(
        "heading-twice.xlsx", xlsx((("Mã", "Điện thoại", "ĐIỆN THOẠI"), (*WARD, "0225"))), refused="twice"
    )
    yield Sample("no-rows.xlsx", xlsx((PHONE,)), refused="no_rows")
    yield Sample("only-totals.xlsx", xlsx((RANK, ("Tổng cộng", 0))), refused="no_rows")
    wide = raw_rows((PHONE, WARD)).replace("</row>", raw_cell("IV1", "xa") + "</row>", 1)
    yield Sample("too-many-columns.xlsx", raw_xlsx(wide), refused="too_many_columns")
    yield Sample("too-many-columns.csv", csv((PHONE, (*WARD, *[""] * 300, "xa"))), refused="too_many_columns")
    long = raw_rows((PHONE, WARD)) + f'<row r="1048576">{raw_cell("A1048576", "xa")}</row>'
    yield Sample("too-many-rows.xlsx", raw_xlsx(long), refused="too_many_rows")


def _templates() -> Iterator[Sample]:
    yield Sample(
        "template-of-another-register.xlsx",
        xlsx((PHONE, WARD), change=with_meta({"register": "users", "version": "1"})),
        refused="other_register",
    )
    yield Sample(
        "template-out-of-date.xlsx",
        xlsx((PHONE, WARD), change=with_meta({"register": "units", "version": "0"})),
        refused="old_template",
    )


def _locked_and_programs() -> Iterator[Sample]:
    locked = ole("EncryptionInfo", "EncryptedPackage")
    yield Sample("encrypted.xlsx", locked + noise(1024), refused="encrypted")
    manifest = (
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        '<manifest:encryption-data manifest:checksum-type="SHA256/1K"/></manifest:file-entry>'
    )
    yield Sample(
        "encrypted.ods", raw_ods("", manifest=manifest, more={"content.xml": noise(512)}), refused="encrypted"
    )
    program = {"xl/vbaProject.bin": ole("VBA") + noise(512)}
    macros = raw_xlsx((PHONE, WARD), more=program)
    yield Sample("macros.xlsm", macros, refused="macros")
    yield Sample("macros-renamed.xlsx", macros, refused="macros")
    declared = raw_xlsx(
        (PHONE, WARD), types=f'<Override PartName="/xl/other.bin" ContentType="{_MACRO_TYPE}"/>'
    )
    yield Sample("macros-declared.xlsx", declared, refused="macros")
    sheet = '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'
    yield Sample(
        "macro-sheet-of-excel-4.xlsx", raw_xlsx((PHONE, WARD), more={"xl/macrosheets/sheet1.xml": sheet}),
        refused="macros",
    )  # fmt: skip
    yield Sample(
        "macros.ods",
        raw_ods(ods_table((PHONE, WARD)), more={"Basic/Standard/Module1.xml": "<script:module/>"}),
        refused="macros",
    )


def _other_kinds() -> Iterator[Sample]:
    page = "<!DOCTYPE html><html><body><table><tr><td>Mã</td></tr></table></body></html>".encode()
    yield Sample("empty.xlsx", b"", refused="empty")
    yield Sample("empty.csv", b"", refused="empty")
    yield Sample("program.xlsx", _PROGRAM, refused="not_a_spreadsheet")
    yield Sample("program.csv", _PROGRAM, refused="not_a_spreadsheet")
    yield Sample("program-of-linux.ods", b"\x7fELF\x02\x01\x01" + b"\0" * 100, refused="not_a_spreadsheet")
    yield Sample("program.exe", _PROGRAM, refused="not_a_spreadsheet")
    yield Sample("web-page.xlsx", page, refused="not_a_spreadsheet")
    yield Sample("web-page.csv", page, refused="not_a_spreadsheet")
    yield Sample("document.xlsx", _PDF, refused="not_a_spreadsheet")
    yield Sample("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", refused="not_a_spreadsheet")
    yield Sample("noise.csv", noise(2048), refused="unknown_encoding")
    yield Sample(
        "word-document.xlsx", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}),
        refused="not_a_spreadsheet",
    )  # fmt: skip
    yield Sample("open-document.xlsx", raw_ods(ods_table((PHONE, WARD))), refused="not_a_spreadsheet")
    yield Sample("workbook.csv", xlsx((PHONE, WARD)), refused="not_a_spreadsheet")
    yield Sample(
        "libreoffice-old-excel.xls", None, refused="not_a_spreadsheet", source=("xlsx", xlsx((PHONE, WARD))),
        filter="xls:MS Excel 97",
    )  # fmt: skip
    yield Sample("old-excel-renamed.xlsx", ole("Workbook") + noise(512), refused="not_a_spreadsheet")
    yield Sample(
        "binary-workbook-renamed.xlsx", raw_xlsx((PHONE, WARD), more={"xl/workbook.bin": noise(64)}),
        refused="not_a_spreadsheet",
    )  # fmt: skip


def _damaged() -> Iterator[Sample]:
    whole = xlsx((PHONE, WARD))
    yield Sample("cut-off.xlsx", whole[: len(whole) // 2], refused="damaged")
    yield Sample("cut-off-at-the-end.xlsx", whole[:-10], refused="damaged")
    yield Sample(
        "broken-sheet.xlsx",
        raw_xlsx((), more={"xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="1"><c r="A1"'}),
        refused="damaged",
    )
    yield Sample(
        "quotation-never-closed.csv",
        'Mã,Địa chỉ\r\nPNV,"Số 1\r\nP-DANGHAI,Số 2\r\n'.encode(),
        refused="damaged",
    )
    yield Sample("two-encodings.csv", "Mã;Tên\r\nPNV;Nội vụ\r\n".encode() + b"P-DANGHAI;\xa7\xbb\xe3\r\n",
                 refused="unknown_encoding")  # fmt: skip
    yield Sample(
        "entities.xlsx", raw_xlsx((), more={"xl/worksheets/sheet1.xml": _laughs()}), refused="damaged"
    )
    nul = raw_cell("A1", "Mã") + raw_cell("B1", "Điện\x00 thoại")
    yield Sample("sign-that-xml-forbids.xlsx", raw_xlsx(f'<row r="1">{nul}</row>'), refused="damaged")


def _laughs() -> str:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + place)} "{f"&{chr(97 + place)};" * 10}">' for place in range(9)
    )
    return (
        f"<!DOCTYPE worksheet [{entities}]><worksheet><sheetData>"
        "<row><c t='inlineStr'><is><t>&j;</t></is></c></row>"
        "</sheetData></worksheet>"
    )


def _bombs() -> Iterator[Sample]:
    # The test allows 8 MB: deflating cannot make more than a thousandfold of a small file.
    part = {"xl/worksheets/sheet1.xml": zeros(9_000_000)}
    yield Sample("bomb.xlsx", raw_xlsx((PHONE, WARD), more=part), refused="bomb")
    beside = raw_xlsx((PHONE, WARD), more={"xl/media/picture.png": bytes(9_000_000)})
    yield Sample("bomb-beside-the-table.xlsx", beside, refused="bomb")
    yield Sample(
        "bomb-that-lies.xlsx",
        lying_zip(raw_xlsx((PHONE, WARD), more=part), "xl/worksheets/sheet1.xml"),
        refused="damaged",
        why="the directory says that it is small",
    )
    once = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 400))
    yield Sample(
        "bomb-of-one-text.xlsx", raw_xlsx(once, strings=f"<si><t>{'x' * 32_000}</t></si>"), refused="bomb",
        why="one long text in many cells",
    )  # fmt: skip
    far = raw_rows((PHONE, WARD)) + f'<row r="200000">{raw_cell("XFD200000", 1)}</row>'
    yield Sample("far-corner.xlsx", raw_xlsx(far), refused="too_many_columns")
    near = raw_rows((PHONE, WARD)) + f'<row r="200000">{raw_cell("GR200000", 1)}</row>'
    yield Sample("far-corner-within-limits.xlsx", raw_xlsx(near), refused="too_many_cells")


def _open_documents() -> Iterator[Sample]:
    def table(row: str) -> str:
        headings = "".join(map(ods_cell, PHONE))
        return f'<table:table table:name="A"><table:table-row>{headings}</table:table-row>{row}</table:table>'

    cells = "".join(map(ods_cell, WARD))
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cells}</table:table-row>'
    yield Sample("rows-repeated.ods", raw_ods(table(rows)), refused="too_many_rows")
    many = ods_cell("x", ' table:number-columns-repeated="16384"')
    yield Sample(
        "columns-repeated.ods",
        raw_ods(table(f"<table:table-row>{many}</table:table-row>")),
        refused="too_many_columns",
    )
    block = ods_cell("x", ' table:number-columns-repeated="150"')
    both = f'<table:table-row table:number-rows-repeated="150000">{block}</table:table-row>'
    yield Sample("rows-and-columns-repeated.ods", raw_ods(table(both)), refused="too_many_cells")
    tall = ods_cell("PNV", ' table:number-rows-spanned="2"')
    spanned = (
        f"<table:table-row>{tall}{ods_cell('1')}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{ods_cell('2')}</table:table-row>"
    )
    yield Sample("merged-cells.ods", raw_ods(table(spanned)), refused="merged")
    broken = ods_cell("#REF!", ' table:formula="of:=[.A1]"')
    yield Sample(
        "broken-reference.ods",
        raw_ods(table(f"<table:table-row>{ods_cell('PNV')}{broken}</table:table-row>")),
        refused="error_value",
    )
