"""From an import with wrong rows to the workbook with remarks, and with that back again."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from reform.directives.enums import AssignmentState
from reform.directives.resources import ProgressResource
from reform.organisation.capabilities import Role
from reform.organisation.models import Unit, User
from reform.registers.models import ImportBatch
from reform.registers.organisation.resources import UnitResource
from reform.registers.spreadsheets.marking import marked_workbook
from reform.workbooks.writing import remarks_heading
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory, move_to
from tests.organisation.factories import AuthorityFactory, UnitFactory, user_with_role
from tests.registers.helpers import administrator_of
from tests.registers.spreadsheets.helpers import UNIT_HEADINGS, confirm, counts, csv, preview, xlsx
from tests.workbooks.samples.kit import ods_table, raw_ods, unzipped, zipped

pytestmark = pytest.mark.django_db

GOOD = ("P-A", "UBND phường A", "Phường A", "Phường, xã", "UBND")
WRONG = ("P-B", "UBND phường B", "Phường B", "Vương quốc", "UBND")


def marked(batch: ImportBatch, admin: User) -> tuple[bytes, Any]:
    file, name = marked_workbook(batch, UnitResource(user=admin))
    assert name.endswith(".xlsx")
    content = file.read()
    return content, load_workbook(io.BytesIO(content)).worksheets[0]


def first_column(page: Any) -> list[Any]:
    return [cell.value for cell in page["A"]]


def test_before_the_good_rows_are_written_all_are_there() -> None:
    admin = administrator_of(AuthorityFactory())
    batch = preview(UnitResource, admin, xlsx(UNIT_HEADINGS, GOOD, WRONG))
    _content, page = marked(batch, admin)
    assert first_column(page) == ["Mã", "P-A", "P-B"]
    assert page["F1"].value == remarks_heading()
    assert page["D3"].comment is not None
    assert page["F2"].value is None
    assert page["F3"].value


def test_afterwards_it_holds_the_rejected_rows_and_mended_it_goes_through() -> None:
    admin = administrator_of(AuthorityFactory())
    batch = preview(UnitResource, admin, xlsx(UNIT_HEADINGS, GOOD, WRONG))
    confirm(batch, UnitResource, only_good_rows=True)
    batch.refresh_from_db()
    content, page = marked(batch, admin)
    assert first_column(page) == ["Mã", "P-B"]
    page["D2"] = "Phường, xã"
    target = io.BytesIO()
    page.parent.save(target)
    again = preview(UnitResource, admin, target.getvalue())
    assert counts(again) == (1, 0, 0, 0)
    assert again.layout["notes"] == []
    confirm(again, UnitResource)
    assert Unit.objects.filter(code="P-B").exists()
    assert content


def test_an_opendocument_file_comes_back_as_itself_and_mended_it_goes_through() -> None:
    admin = administrator_of(AuthorityFactory())
    batch = preview(UnitResource, admin, raw_ods(ods_table([UNIT_HEADINGS, GOOD, WRONG])), "don-vi.ods")
    confirm(batch, UnitResource, only_good_rows=True)
    batch.refresh_from_db()
    file, name = marked_workbook(batch, UnitResource(user=admin))
    assert name.endswith(".ods")
    members = dict(unzipped(file.read()))
    assert b"annotation" in members["content.xml"]
    assert b"P-A" not in members["content.xml"]
    members["content.xml"] = members["content.xml"].replace("Vương quốc".encode(), "Phường, xã".encode())
    again = preview(UnitResource, admin, zipped(members), name)
    assert counts(again) == (1, 0, 0, 0)
    assert again.layout["notes"] == []


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_of_a_text_file_a_new_workbook_is_made(delimiter: str) -> None:
    admin = administrator_of(AuthorityFactory())
    rows = [tuple(f'"{cell}"' for cell in row) for row in (UNIT_HEADINGS, GOOD, WRONG)]
    batch = preview(UnitResource, admin, csv(*rows, delimiter=delimiter), "don-vi.csv")
    assert counts(batch) == (1, 0, 0, 1)
    _content, page = marked(batch, admin)
    assert first_column(page) == ["Mã", "P-B"]
    assert page["D2"].comment is not None


def test_of_a_text_file_fractions_come_back_as_per_cent() -> None:
    unit = UnitFactory(ward=True)
    directive = DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    for place in (1, 2):
        task = TaskFactory(directive=directive, anchor=f"{place}")
        move_to(AssignmentFactory(task=task, unit=unit), AssignmentState.ACCEPTED)
    officer = user_with_role(Role.UNIT_OFFICER, unit)
    headings = ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Tiến độ (%)", "Nội dung đã làm")
    rows = (("655/UBND-NV", "1", "0.45", "Đã làm"), ("655/UBND-NV", "2", "1", ""))
    batch = preview(ProgressResource, officer, csv(headings, *rows), "tien-do.csv")
    confirm(batch, ProgressResource, only_good_rows=True)
    batch.refresh_from_db()
    file, name = marked_workbook(batch, ProgressResource(user=officer))
    book = load_workbook(file)
    book.worksheets[0].cell(2, 4).value = "Đã xong"
    target = io.BytesIO()
    book.save(target)
    again = preview(ProgressResource, officer, target.getvalue(), name)
    assert again.rows.get().changes[0][2] == "100%"


def test_a_workbook_that_cannot_be_opened_whole_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    admin = administrator_of(AuthorityFactory())
    batch = preview(UnitResource, admin, xlsx(UNIT_HEADINGS, GOOD, WRONG))

    def broken(*args: Any, **kwargs: Any) -> None:
        raise TypeError("expected <class 'float'>")

    monkeypatch.setattr("openpyxl.reader.excel.ExcelReader.read_worksheets", broken)
    file, _name = marked_workbook(batch, UnitResource(user=admin))
    monkeypatch.undo()
    page = load_workbook(file).worksheets[0]
    assert first_column(page) == ["Mã", "P-B"]
