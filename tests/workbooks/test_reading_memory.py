"""Hostile files neither fill the memory nor hold anybody up, and honest ones take little of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbooks.samples.kit import Raw, number, ods_table, raw_ods, raw_xlsx

MIB = 1024 * 1024
ROWS = 20_000
# Each file in a process of its own: what a process took once, it shows for good.
CHILD = """
import json, resource, sys, time
from pathlib import Path

import django

django.setup()
from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import estimate_rows, limits_from_settings, read_workbook

path = Path(sys.argv[1])
content, limits = path.read_bytes(), limits_from_settings()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
outcomes = []
for way in (estimate_rows, read_workbook):
    begun = time.perf_counter()
    try:
        way(content, path.name, limits)
        outcomes.append("taken")
    except FileRefused as refused:
        outcomes.append(refused.code)
    seconds = time.perf_counter() - begun
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([outcomes[-1], taken // 1024, seconds]))
"""


def run(path: Path) -> tuple[str, int, float]:
    """Read a file elsewhere; return how it ended, the MiB it took and the seconds."""
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        text=True,
        timeout=240,
    )
    outcome, mib, seconds = json.loads(ran.stdout)
    return outcome, mib, seconds


def spread_out(reference: str) -> bytes:
    """Return a workbook with one cell at the beginning and one far away."""
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return raw_xlsx(
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{reference}"><v>1</v></c></row>'
    )


def cells_of(inside: str, attributes: str = "") -> str:
    """Return a cell of an OpenDocument file with one paragraph."""
    return f"<table:table-cell {attributes}><text:p>{inside}</text:p></table:table-cell>"


def repeated(cell: str, row: str = "") -> bytes:
    """Return an OpenDocument file with a row of one cell."""
    return raw_ods(
        f'<table:table table:name="a"><table:table-row {row}>{cell}</table:table-row></table:table>'
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "sparse.xlsx": lambda: raw_xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="XFD200000"><v>1</v></c></row>'
    ),
    "long-tail.xlsx": lambda: raw_xlsx([["a"]], tail=" " * (60 * MIB)),
    "piled-up.xlsx": lambda: raw_xlsx('<a b="/">' * (8 * MIB)),
    "endless-tag.xlsx": lambda: raw_xlsx("<row " + "".join(f'a{place}="" ' for place in range(MIB)) + "/>"),
    "many-names.xlsx": lambda: raw_xlsx("<!-- -->" + "".join(f"<a{place}/>" for place in range(MIB))),
    "long-text-often.xlsx": lambda: raw_xlsx(
        [[Raw(' t="s"', "<v>0</v>")] * 20] * 5_000, strings=f"<si><t>{'x' * 100_000}</t></si>"
    ),
    "long-number.xlsx": lambda: raw_xlsx([[number("1" + " " * (60 * MIB))]]),
    "often.ods": lambda: repeated(
        cells_of("a", 'table:number-columns-repeated="200"'), 'table:number-rows-repeated="199999"'
    ),
    "spaces.ods": lambda: repeated(cells_of('<text:s text:c="9999"/>' * (MIB // 4))),
    "long-text.ods": lambda: repeated(cells_of("x" * (60 * MIB))),
    "delimiters.csv": lambda: b";" * (8 * MIB),
    "unclosed.csv": lambda: b'"' + b"a\n" * (8 * MIB),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_takes_little_memory_and_little_time(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    outcome, mib, seconds = run(path)
    assert outcome in {"taken", "damaged", "bomb", "too_many_cells", "too_many_columns", "too_many_rows"}
    # The tail and the long number alone, if anybody kept them, would take as much again and more.
    assert mib < 100
    assert seconds < 30


@pytest.mark.parametrize(("name", "most"), [("honest.xlsx", 90), ("honest.ods", 40), ("honest.csv", 40)])
def test_an_honest_file_of_20000_rows_takes_little_memory(name: str, most: int, tmp_path: Path) -> None:
    rows: list[list[str | int]] = [["Mã", "Tên nhiệm vụ", "Đơn vị", "Số"]]
    rows += [[f"NV-{row}", f"Việc thứ {row} trong kế hoạch", "Phòng Nội vụ", row] for row in range(ROWS)]
    path = tmp_path / name
    if name.endswith("xlsx"):
        path.write_bytes(raw_xlsx(rows))
    elif name.endswith("ods"):
        path.write_bytes(raw_ods(ods_table(rows)))
    else:
        path.write_text("\n".join(";".join(map(str, row)) for row in rows))
    outcome, mib, _seconds = run(path)
    assert outcome == "taken"
    assert mib < most
