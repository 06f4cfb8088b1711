"""From a dispatch to work that is done, as people do it in a browser."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Directive
from reform.directives.readings import confirm_reading, start_reading
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.capabilities import Capability
from reform.organisation.starter import load_organisation
from reform.registers.admin.registry import admin_for, record_url
from reform.registers.models import Evidence
from tests.browser.conftest import NewContext, SignIn
from tests.browser.officer import Officer
from tests.directives.admin.reading_browser import JUNE, START, june_in_word
from tests.directives.reader.documents import DEPARTMENTS, WARDS

pytestmark = pytest.mark.django_db(transaction=True)

HOME_AFFAIRS, WARD_OFFICER, WARD_HEAD, STRANGER = "noivu", "canbo.danghai", "lanhdao.danghai", "canbo.namhai"
# The units of each task of the June dispatch, in the order of its text; one bullet of Culture's section
# names the office that it works together with.
EVERYBODY = DEPARTMENTS | WARDS
UNITS = [
    *[EVERYBODY] * 4, DEPARTMENTS, EVERYBODY, {"NV"}, *[{"VP"}] * 6, *[{"TCKH"}] * 2, *[{"TP"}] * 2,
    *[{"VHTT"}] * 2, {"VHTT", "VP"}, *[{"KT"}] * 4, {"TTR"},
]  # fmt: skip

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WAYS: dict[str, Any] = {
    "docx": lambda: {"name": "Công văn 655.docx", "mimeType": WORD, "buffer": june_in_word()},
    "txt": lambda: {"name": "cong-van-655.txt", "mimeType": "text/plain", "buffer": JUNE.encode()},
    "paste": None,
}


@pytest.mark.once
@pytest.mark.parametrize("way", WAYS)
def test_the_dispatch_becomes_twenty_five_tasks_of_the_right_units(
    page: Page, sign_in: SignIn, way: str
) -> None:
    load_organisation(with_demo_accounts=True)
    sign_in(page, HOME_AFFAIRS)
    page.goto(START)
    if WAYS[way]:
        page.locator("[name=file]").set_input_files(WAYS[way]())
    else:
        page.locator("[name=text]").fill(JUNE)
    page.locator(".register-form__actions button").click()

    expect(page.locator(".reading-task")).to_have_count(25)
    page.locator(".reading-bar button[value=confirm]").click()
    page.locator(".reading-confirm button[type=submit]").click()

    expect(page.locator(".messages .success")).to_be_visible()
    directive = Directive.objects.get()
    assert page.url.endswith(record_url(directive))
    tasks = list(directive.tasks.order_by("position").prefetch_related("assignments__unit"))
    assert [task.section_number for task in tasks] == list("1111112333333445566677778")
    found = [{row.unit.code for row in task.assignments.all()} for task in tasks]
    assert found == UNITS
    states = Counter(Assignment.objects.values_list("state", flat=True))
    assert states == {AssignmentState.ASSIGNED: sum(len(units) for units in UNITS)}


def confirmed_dispatch() -> Directive:
    """Return the June dispatch, confirmed."""
    authority = load_organisation(with_demo_accounts=True)
    user = get_user_model().objects.get(username=HOME_AFFAIRS)
    upload = SimpleUploadedFile("cong-van.txt", JUNE.encode())
    reading = start_reading(unit=authority.root_unit, actor=user, upload=upload)
    return confirm_reading(reading, actor=user, expected_version=reading.version)


def test_a_ward_reports_its_head_sends_home_affairs_returns_and_completes(
    new_context: NewContext, sign_in: SignIn
) -> None:
    directive = confirmed_dispatch()
    parts = Assignment.objects.filter(
        task__directive=directive, unit__members__username=WARD_OFFICER
    ).order_by("task__position")
    returned, completed = parts[0], parts[1]
    people = {}
    for username in (WARD_OFFICER, WARD_HEAD, HOME_AFFAIRS):
        people[username] = Officer(new_context().new_page())
        sign_in(people[username].page, username)
    officer, head, home_affairs = people.values()

    for number, part in enumerate((returned, completed)):
        report = {"name": f"Báo cáo {number}.txt", "mimeType": "text/plain", "buffer": b"Da lam xong"}
        officer.find_on_landing_page(part)
        officer.press("accept")
        officer.press(
            "prepare", result="Đã niêm yết đủ.", result_document=f"{number + 1}/BC-UBND", file=report
        )
        head.find_on_landing_page(part)
        head.press("submit")
    home_affairs.find_on_landing_page(returned)
    home_affairs.press("return", reason="Thiếu phụ lục số liệu")
    home_affairs.find_on_landing_page(completed)
    home_affairs.press("complete", quality="4")

    for part, state in ((returned, AssignmentState.RETURNED), (completed, AssignmentState.COMPLETED)):
        part.refresh_from_db()
        assert part.state == state
        assert Evidence.objects.of(part).count() == 1
    officer.find_on_landing_page(returned)
    timeline = officer.page.locator(".timeline")
    expect(timeline).to_contain_text("Thiếu phụ lục số liệu")
    expect(timeline).to_contain_text("Báo cáo 0.txt")
    # Made, assigned, accepted, a file, prepared, sent, returned.
    expect(timeline.locator("> li")).to_have_count(7)
    for username in people:
        user = get_user_model().objects.get(username=username)
        expect(timeline).to_contain_text(user.get_full_name())

    stranger = Officer(new_context().new_page())
    sign_in(stranger.page, STRANGER)
    opened = opened_about((returned, completed), officer, head, home_affairs)
    assert len(opened) >= 5
    for address in opened | every_address_of(returned) | every_address_of(completed):
        assert head.status_of(address) != 404, address
        assert stranger.status_of(address) == 404, address


def opened_about(parts: tuple[Assignment, ...], *people: Officer) -> set[str]:
    """Return the addresses about one of the assignments that people came to."""
    keys = {str(part.pk) for part in parts}
    visited = {urlsplit(address).path for person in people for address in person.visited}
    return {path for path in visited if "/assignments/" in path and keys & set(path.split("/"))}


def every_address_of(part: Assignment) -> set[str]:
    """Return the addresses of everything that can be opened about an assignment, its files included."""
    screens = admin_for(Assignment)
    assert screens is not None
    addresses = {screens.url_for(action, part.pk) for action in ("inspect", "history", "attach", "extend")}
    events = {event for event, row in ASSIGNMENTS.by_event.items() if row.capability is Capability.ENTER}
    addresses |= {screens.url_for("transition", part.pk, event) for event in events}
    for file in Evidence.objects.of(part):
        addresses |= {
            reverse("registers_evidence", args=[file.pk]),
            reverse("registers_evidence_remove", args=[file.pk]),
        }
    return addresses
