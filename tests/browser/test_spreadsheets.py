"""A ward officer and a spreadsheet, from the template to taking it back, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Task
from reform.organisation.models import Unit, User
from reform.registers.admin.registry import admin_for, record_url
from reform.registers.models import ImportBatch
from tests.browser.conftest import NewContext, SignIn
from tests.browser.officer import SIDEWAYS, violations
from tests.registers.spreadsheets.world import small_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

# Filled in from the template of the small world and saved by LibreOffice, with three mistakes:
# words for a figure (row 3), another ward's name (row 4), more than a hundred per cent (row 5).
BY_LIBREOFFICE = Path(__file__).parent / "files" / "tien-do-libreoffice.xlsx"


def address(model: type, action: str, *args: object) -> str:
    """Return the address of a screen of the model's register."""
    screens = admin_for(model)
    assert screens is not None
    return screens.url_for(action, *args)


def upload(page: Page, file: Path) -> None:
    """Send a file on the import screen."""
    page.goto(address(Assignment, "import"))
    page.locator("[name=file]").set_input_files(file)
    page.locator(".register-form__actions button[type=submit]").click()
    expect(page.locator(".import-summary")).to_be_visible()


def press(page: Page, decision: str) -> None:
    """Press one of the buttons of an import."""
    page.locator(f"button[name=decision][value={decision}]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def progress() -> list[int]:
    """Return the progress of the ward's five tasks in their order."""
    parts = Assignment.objects.filter(unit__code="P-DANGHAI").order_by("task__position")
    return list(parts.values_list("progress", flat=True))


def mend(marked: Path) -> int:
    """Mend the marked cells of a returned workbook as its remarks say; return how many were marked."""
    book = load_workbook(marked)
    sheet = book.worksheets[0]
    told = [cell for row in sheet.iter_rows() for cell in row if cell.comment is not None]
    for cell in told:
        cell.value = "Phường Đằng Hải" if cell.value == "Phường Cát Bi" else 0.7
    book.save(marked)
    return len(told)


def test_an_officer_takes_a_spreadsheet_in_mends_it_confirms_it_and_takes_it_back(
    page: Page, sign_in: SignIn, tmp_path: Path
) -> None:
    world = small_world()
    sign_in(page, world.officer.username)

    page.goto(address(Assignment, "index"))
    page.get_by_role("link", name="Nhập dữ liệu").first.click()
    with page.expect_download() as template:
        page.get_by_role("link", name="Tải mẫu về").click()
    template.value.save_as(tmp_path / "mau.xlsx")
    rows = list(load_workbook(tmp_path / "mau.xlsx").worksheets[0].values)
    assert [row[3] for row in rows[2:7]] == ["Phường Đằng Hải"] * 5

    upload(page, BY_LIBREOFFICE)
    told = page.locator(".import-remarks li")
    expect(told).to_have_count(3)
    expect(told.nth(0)).to_contain_text(re.compile(r"Tiến độ”, ô H3 \(Tiến độ \(%\)\):\s+rất tốt"))
    expect(page.locator("button[value=confirm]")).to_have_count(0)
    assert progress() == [0, 0, 0, 0, 0]
    with page.expect_download() as marked:
        page.get_by_role("link", name="Tải sổ tính có ghi chú lỗi").click()
    marked.value.save_as(tmp_path / "sua.xlsx")
    assert mend(tmp_path / "sua.xlsx") == 3

    upload(page, tmp_path / "sua.xlsx")
    expect(page.locator(".import-remarks")).to_have_count(0)
    press(page, "confirm")
    assert progress() == [70, 40, 70, 50, 100]

    batch = ImportBatch.objects.latest("pk")
    part = Assignment.objects.get(unit__code="P-DANGHAI", task__position=1)
    page.goto(record_url(part))
    expect(page.locator(".timeline__event").first).to_contain_text(f"bảng tính “{batch.file_name}”, dòng 3")

    page.goto(address(Assignment, "import_batch", batch.pk))
    press(page, "undo")
    assert progress() == [0, 0, 0, 0, 0]
    assert set(Assignment.objects.values_list("state", flat=True)) == {AssignmentState.ACCEPTED}


@pytest.mark.parametrize("size", ["page", "phone"])
def test_the_screens_of_spreadsheets_are_accessible_and_fit(
    size: str, new_context: NewContext, sign_in: SignIn
) -> None:
    world = small_world()
    options = {"viewport": {"width": 360, "height": 740}} if size == "phone" else {}
    page = new_context(**options).new_page()
    sign_in(page, world.officer.username)
    upload(page, BY_LIBREOFFICE)
    batch = ImportBatch.objects.get()
    for where in (
        address(Assignment, "import_batch", batch.pk),
        address(Assignment, "import"),
        address(Assignment, "export") + "?state=accepted",
    ):
        page.goto(where)
        assert violations(page, "document.querySelector('.register-screen')") == []
        assert page.evaluate(SIDEWAYS) <= 0, where
    page.goto(address(Assignment, "import_batch", batch.pk))
    press(page, "confirm_good")
    expect(page.get_by_role("link", name="Tải các dòng bị loại")).to_be_visible()
    assert violations(page, "document.querySelector('.register-screen')") == []


def test_administrators_and_home_affairs_reach_their_spreadsheets_from_the_lists(
    page: Page, sign_in: SignIn
) -> None:
    world = small_world()
    people: list[tuple[User, type]] = [
        (world.administrator, Unit),
        (world.administrator, User),
        (world.home_affairs, Task),
    ]
    for person, model in people:
        sign_in(page, person.username)
        page.goto(address(model, "index"))
        page.get_by_role("link", name="Nhập dữ liệu").first.click()
        with page.expect_download() as template:
            page.get_by_role("link", name="Tải mẫu về").click()
        assert template.value.suggested_filename.endswith(".xlsx")
        page.goto(address(model, "export"))
        with page.expect_download() as export:
            page.locator(".register-form__actions button[type=submit]").click()
        assert export.value.suggested_filename.endswith(".xlsx")
