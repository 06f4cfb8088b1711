"""Whatever is uploaded is read or refused: noise, broken files, garbage in the cells of every register."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reform.organisation.models import User
from reform.registers.models import ImportBatch
from reform.registers.spreadsheets import RegisterResource
from reform.registers.spreadsheets.batches import start_import
from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import (
    Heading,
    Limits,
    estimate_rows,
    find_table,
    read_workbook,
)
from tests.registers.spreadsheets.helpers import upload
from tests.registers.spreadsheets.world import RESOURCES, everything_written, small_world
from tests.workbooks.samples.kit import Raw, ods_table, raw_ods, raw_xlsx, unzipped, xlsx, zipped

pytestmark = pytest.mark.once

LIMITS = Limits(bytes=1_000_000, unpacked_bytes=4_000_000, rows=5_000, columns=60, cells=50_000)
HEADINGS = [
    Heading("code", ("Mã",), True),
    Heading("phone", ("Điện thoại",), False),
    Heading("day", ("Ngày",), False),
]
ROWS = (
    ("Mã", "Điện thoại", "Ngày"),
    ("PNV", "0225 3", date(2022, 6, 14)),
    ("P-DH", 95, 0.5),
    ("Tổng cộng", 95, None),
)
PLAIN_ROWS = [
    [cell if isinstance(cell, int | float | str) else str(cell or "") for cell in row] for row in ROWS
]
STRINGS = "".join(f"<si><t>{text}</t></si>" for text in ("Mã", "Điện thoại", "PNV"))
SHARED = raw_xlsx(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="2"><f>1/2</f><v>0.5</v></c></row>',
    strings=STRINGS,
    tail='<mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>',
)
WHOLE = {
    "a.xlsx": xlsx(ROWS),
    "b.xlsx": SHARED,
    "c.ods": raw_ods(ods_table(PLAIN_ROWS)),
    "d.csv": "\r\n".join(";".join(map(str, row)) for row in PLAIN_ROWS).encode("utf-8-sig"),
    "e.csv": "\n".join("\t".join(map(str, row)) for row in PLAIN_ROWS).encode("utf-16"),
}
MARKS = [
    b"", b"PK\x03\x04", b"PK\x05\x06", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"sep=", b'"', b"<?xml", b"MZ", b"%PDF-",
]  # fmt: skip
# Pieces of markup that change what a part means, and numbers that lead far away.
SPLINTERS = [
    b"<",
    b">",
    b"</c>",
    b"<c>",
    b"<row>",
    b"</sheetData>",
    b'r="XFD1048576"',
    b't="e"',
    b't="s"',
    b't="b"',
    b"<f>1</f>",
    b"<v>99999999</v>",
    b"<v>1e999</v>",
    b"<v>nan</v>",
    b"<v>-1</v>",
    b'"',
    b"&#0;",
    b"&x;",
    b"<![CDATA[x]]>",
    b"<!--",
    b"<!DOCTYPE a>",
    b'r="A0"',
    b's="999999"',
    b"\x00",
    b"\xff",
    b"9" * 30,
    b'table:number-rows-repeated="999999999"',
    b'table:number-columns-repeated="0"',
    b'date1904="1"',
    b'office:value="x"',
    b'office:date-value="0000-00-00"',
    b"_x0000_",
    b"&#95;x0000_",
    b"#REF!",
    b'ref="A1:XFD1048576"',
]


def read(content: bytes, name: str) -> None:
    """Read a file in every way; a refusal is a good end, anything else that is raised is not."""
    ways: tuple[Callable[[], Any], ...] = (
        lambda: estimate_rows(content, name, LIMITS),
        lambda: find_table(
            read_workbook(content, name, LIMITS), HEADINGS, example=("PNV", 1), ignored=("x",)
        ),
    )
    for way in ways:
        try:
            way()
        except FileRefused as refused:
            assert refused.code
            assert refused.message.strip()


@settings(max_examples=250)
@given(
    st.sampled_from(MARKS), st.binary(max_size=300), st.sampled_from((".xlsx", ".ods", ".csv", ".xls", ""))
)
@example(b"PK\x03\x04", b"\x00" * 40, ".xlsx")
@example(b"", "Mã;Điện thoại\nPNV;1".encode("utf-32"), ".csv")
def test_noise_under_any_ending_is_read_or_refused(mark: bytes, noise: bytes, ending: str) -> None:
    read(mark + noise, f"tệp{ending}")


@st.composite
def mutilated(draw: st.DrawFn, content: bytes) -> bytes:
    """Return a file with bytes flipped, cut out, put in, or its end missing."""
    changed = bytearray(content)
    for _time in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(0, len(changed) - 1)))
        way = draw(st.sampled_from(("flip", "cut", "put", "end")))
        if way == "flip" and changed:
            changed[place] ^= draw(st.integers(1, 255))
        elif way == "cut":
            del changed[place : place + draw(st.integers(1, 40))]
        elif way == "put":
            changed[place:place] = draw(st.sampled_from(SPLINTERS) | st.binary(max_size=8))
        elif draw(st.booleans()):
            del changed[place:]
    return bytes(changed)


@settings(max_examples=400)
@given(st.data(), st.sampled_from(sorted(WHOLE)))
def test_a_broken_file_is_read_or_refused(data: st.DataObject, name: str) -> None:
    read(data.draw(mutilated(WHOLE[name])), name)


@settings(max_examples=500)
@given(st.data(), st.sampled_from([name for name in sorted(WHOLE) if not name.endswith("csv")]))
def test_a_sound_archive_with_broken_or_exchanged_parts_is_read_or_refused(
    data: st.DataObject, name: str
) -> None:
    members = dict(unzipped(WHOLE[name]))
    part, other = (data.draw(st.sampled_from(sorted(members))) for _part in range(2))
    way = data.draw(st.sampled_from(("break", "exchange", "drop", "double")))
    if way == "break":
        members[part] = data.draw(mutilated(members[part]))
    elif way == "exchange":
        members[part], members[other] = members[other], members[part]
    elif way == "drop":
        del members[part]
    content = zipped(members)
    if way == "double":
        target = io.BytesIO(content)
        with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(part, members[other])
        content = target.getvalue()
    read(content, name)


# --- Garbage in cells; errors and formulas, for which the whole file is refused, are not among it ---

PIECES = [
    "PNV",
    "P-DANGHAI",
    "655/UBND-NV",
    "1, 1",
    "Phường Đằng Hải",
    ";",
    "\n",
    "\r",
    '"',
    "'",
    "''",
    "=1+1",
    "#XOA",
    "#",
    "%",
    "0,5",
    "95",
    "1.234",
    "x",
    "có",
    "31/02/2022",
    "14/06/2022",
    "9" * 400,
    "\u0301" * 40,
    "😀",
    "\u202e",
    "\x00",
    "\x1f",
    "\x7f",
    "\ufffe",
    "\ud800",
    "<b>",
    "&amp;",
    "{{ x }}",
    "%(name)s",
    "%s",
    "\\",
    "Tổng cộng",
    " ",
    "\u00a0",
    "\u200b",
]
texts = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
    | st.text(max_size=30)
    | st.sampled_from(("x" * 5_000, "ệ" * 5_000, "'=" * 2_500, "\n" * 5_000, "Phường Đằng Hải;" * 312))
)
numbers = st.integers() | st.floats() | st.sampled_from((0, 1, 95, 0.95, 44_726, 2**63, -1, 1e308, 5e-324))
raw_numbers = st.sampled_from(
    ("NaN", "INF", "-INF", "1e999", "", "abc", "0x10", "1_000", "٣", "99999999999999999999")
)
plain_cells = (
    texts | numbers | st.booleans() | st.none() | st.dates() | st.datetimes() | st.sampled_from(PIECES)
)
raw_cells = texts | st.builds(
    lambda kind, style, value: Raw(f'{kind} s="{style}"', f"<v>{value}</v>"),
    st.sampled_from(("", ' t="n"', ' t="str"', ' t="b"', ' t="s"', ' t="d"', ' t="other"')),
    st.integers(0, 4),
    raw_numbers | numbers.map(str),
)
# What tells which record is meant, so that garbage in the other columns meets real records too.
KEYS = {
    "units": ({"unit_code": "PNV"}, {"unit_code": "P-DANGHAI"}),
    "tasks": ({"directive": "655/UBND-NV", "anchor": "1, 1"}, {"directive": "655/UBND-NV", "anchor": "7, 7"}),
    "progress": (
        {"directive": "655/UBND-NV", "anchor": "1, 1"},
        {"directive": "655/UBND-NV", "anchor": "1, 2"},
    ),
}


# What XML cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_csv(rows: list[list[Any]]) -> bytes:
    """Return a file as a program writes it, without the two signs for which it is refused as a whole."""
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows(rows)
    return target.getvalue().replace("\x00", "").encode("utf-8-sig", "replace")


def as_xlsx(rows: list[list[Any]]) -> bytes:
    """Return a workbook whose XML is sound, whatever stands in the cells."""
    return raw_xlsx([[_sound(cell) for cell in row] for row in rows])


def _sound(cell: Any) -> Any:
    if isinstance(cell, str):
        return _FORBIDDEN.sub("", cell)
    if isinstance(cell, bool):
        return Raw(' t="b"', f"<v>{int(cell)}</v>")
    if isinstance(cell, date | datetime):
        return Raw(' t="d" s="1"', f"<v>{cell.isoformat()}</v>")
    return cell


@st.composite
def garbage(
    draw: st.DrawFn, code: str, headings: dict[str, str], cells: st.SearchStrategy[Any]
) -> list[list[Any]]:
    """Return headings and rows, some with the key of a record, some with nothing but garbage."""
    rows: list[list[Any]] = [list(headings.values())]
    for _row in range(draw(st.integers(1, 5))):
        key = draw(st.sampled_from((*KEYS[code], {})))
        # In every column at once it hides what a single odd cell does beside good ones.
        filled = (
            headings if draw(st.booleans()) else draw(st.sets(st.sampled_from(list(headings)), max_size=2))
        )
        rows.append([key.get(name) or (draw(cells) if name in filled else None) for name in headings])
    return rows


@pytest.fixture
def _own_imports(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let uploads lie in the test's own folder."""
    monkeypatch.setattr(ImportBatch._meta.get_field("file"), "storage", storages["private"])


@pytest.mark.usefixtures("_own_imports")
@pytest.mark.parametrize("code", RESOURCES)
def test_garbage_in_any_cell_is_judged_or_refused_and_never_written(code: str) -> None:
    world = small_world()
    resource = RESOURCES[code]
    user = {"units": world.administrator, "tasks": world.home_affairs, "progress": world.officer}[code]
    headings = {name: column.heading for name, column in resource(user=user).columns.items()}
    before = everything_written()

    @settings(max_examples=60)
    @given(st.one_of(
        garbage(code, headings, plain_cells).map(lambda rows: ("g.csv", as_csv(rows))),
        garbage(code, headings, plain_cells).map(lambda rows: ("g.xlsx", as_xlsx(rows))),
        garbage(code, headings, raw_cells).map(lambda rows: ("g.xlsx", as_xlsx(rows))),
    ))  # fmt: skip
    def check(file: tuple[str, bytes]) -> None:
        name, content = file
        with transaction.atomic():
            take_in(resource, user, content, name)
            transaction.set_rollback(True)

    def take_in(resource: type[RegisterResource], user: User, content: bytes, name: str) -> None:
        try:
            batch = start_import(resource(user=user), upload=upload(content, name), actor=user)
        except FileRefused:
            assert not ImportBatch.objects.exists()
        else:
            judged = batch.rows_new + batch.rows_changed + batch.rows_unchanged + batch.rows_rejected
            assert judged == batch.rows_total == batch.rows.count()
        assert everything_written() == before

    check()
