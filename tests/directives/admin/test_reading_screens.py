"""Reading a dispatch in, confirming it and giving it up on the screens; who may; how many queries."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reform.directives.admin.urls import directive_url
from reform.directives.enums import ReadingState
from reform.directives.models import Assignment, Directive, Reading, Task
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.organisation.starter import load_organisation
from reform.registers.models import HistoryEntry
from tests.directives.factories import ReadingFactory, read_proposal, read_task
from tests.directives.roles import build_house
from tests.organisation.factories import (
    AuthorityFactory,
    RoleAssignmentFactory,
    root_of,
    user_with_role,
)

from .reading_browser import (
    JUNE,
    LIST,
    START,
    UNSURE,
    june_in_word,
    page_of,
    press,
    queries_of,
    reading_of,
    sent_form,
    signed_in,
    texts,
    typed_task,
)

pytestmark = pytest.mark.django_db


class TestStart:
    @pytest.mark.parametrize("how", ["docx", "txt", "pasted"])
    def test_the_june_letter_becomes_25_tasks_of_the_right_units(self, how: str) -> None:
        load_organisation(with_demo_accounts=True)
        client = signed_in(User.objects.get(username="noivu"))
        ways: dict[str, dict[str, Any]] = {
            "docx": {"file": SimpleUploadedFile("Công văn.docx", june_in_word())},
            "txt": {"file": SimpleUploadedFile("cong-van.txt", JUNE.encode())},
            "pasted": {"text": JUNE},
        }
        answer = client.post(START, sent_form(**ways[how]))
        reading = Reading.objects.get()
        assert answer.status_code == 302
        assert answer.url == page_of(reading)
        shown = unescape(client.get(answer.url).content.decode())
        assert len(re.findall(r'<li class="reading-task[" ]', shown)) == 25

        client.post(page_of(reading, "confirm"), {"version": reading.version})
        tasks = list(Task.objects.order_by("position"))
        assert len(tasks) == 25
        counts = [task.assignments.count() for task in tasks]
        assert counts[0] == counts[5] == 20
        assert {row.unit.code for row in tasks[6].assignments.select_related("unit")} == {"NV"}
        assert {row.unit.code for row in tasks[24].assignments.select_related("unit")} == {"TTR"}

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({}, "Choose a file or paste the text"),
            ({"text": "  \n "}, "Choose a file or paste the text"),
            ({"text": JUNE, "file": ("a.txt", JUNE.encode())}, "not both"),
            ({"file": ("program.exe", b"MZ\x90\x00")}, "is not a document that can be read"),
            ({"file": ("program.docx", b"MZ\x90\x00" + bytes(200))}, "is not what its name says"),
            ({"file": ("empty.txt", b"")}, "empty"),
            ({"file": ("large.txt", b"x" * 3000)}, "at most"),
        ],
    )
    def test_wrong_input_is_refused_with_words(self, sent: dict[str, Any], said: str, settings: Any) -> None:
        settings.LANGUAGE_CODE = "en"
        settings.UPLOAD_MAX_BYTES = 2500 if "large" in str(sent.get("file")) else settings.UPLOAD_MAX_BYTES
        client = signed_in(build_house().home_affairs)
        if "file" in sent:
            sent = sent | {"file": SimpleUploadedFile(*sent["file"])}
        answer = client.post(START, sent_form(**sent))
        shown = unescape(answer.content.decode())
        assert answer.status_code == 422
        assert said in shown
        assert not Reading.objects.exists()
        if "text" in sent:
            assert sent["text"].strip()[:200] in shown

    def test_sending_the_form_twice_reads_once(self) -> None:
        client = signed_in(build_house().home_affairs)
        form = sent_form(text=JUNE)
        first, second = client.post(START, form), client.post(START, form)
        assert first.url == second.url
        assert Reading.objects.count() == 1

    def test_an_officer_of_two_authorities_says_for_which_one_it_is(self) -> None:
        house, other = build_house(), AuthorityFactory()
        user_root = root_of(other)
        RoleAssignmentFactory(
            role=Role.HOME_AFFAIRS, unit=user_root, user=house.home_affairs, include_sub_units=True
        )
        client = signed_in(house.home_affairs)
        assert client.post(START, sent_form(text=JUNE)).status_code == 422
        client.post(START, sent_form(text=JUNE, unit=user_root.pk))
        assert Reading.objects.get().unit == user_root


class TestScope:
    @pytest.mark.parametrize("action", ["inspect", "confirm", "discard", "history"])
    def test_readings_of_another_authority_do_not_exist(self, action: str) -> None:
        foreign = ReadingFactory()
        client = signed_in(build_house().home_affairs)
        assert client.get(page_of(foreign, action)).status_code == 404
        if action != "history":
            assert client.post(page_of(foreign, action), {"version": 0}).status_code == 404
        foreign.refresh_from_db()
        assert foreign.state == ReadingState.OPEN

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.HOME_AFFAIRS])
    def test_who_does_not_assign_work_sees_no_reading_and_reads_none_in(self, role: Role) -> None:
        house = build_house()
        reading = reading_of(house, read_task())
        client = signed_in(house.people[role])
        for action in ("inspect", "confirm", "discard"):
            answer = client.get(page_of(reading, action))
            assert answer.status_code == 404 or answer.url.startswith("/admin/")
            assert client.post(page_of(reading, action), {"version": 0}).status_code in {302, 404}
        assert client.post(START, sent_form(text=JUNE)).status_code in {302, 404}
        assert list(Reading.objects.all()) == [reading]
        assert not Directive.objects.exists()

    def test_the_list_shows_own_readings_only(self) -> None:
        house = build_house()
        reading_of(house, subject="Việc của mình")
        ReadingFactory(proposal=read_proposal(subject="Việc nơi khác"))
        shown = unescape(signed_in(house.home_affairs).get(LIST).content.decode())
        assert "Việc của mình" in shown
        assert "Việc nơi khác" not in shown


class TestConfirming:
    def test_the_summary_tells_what_will_be_written(self) -> None:
        house = build_house()
        both = {house.unit.code: "lead", house.other.code: "coordinate"}
        reading = reading_of(house, read_task(roles=both), read_task(roles={house.unit.code: "lead"}))
        shown = signed_in(house.home_affairs).get(page_of(reading, "confirm"))
        assert shown.context["page"].counts["assignments"] == 3
        assert shown.context["work"] == [
            (house.unit.short_name, 2, 0),
            (house.other.short_name, 0, 1),
        ]

    def test_a_double_click_writes_one_directive_and_leads_to_it(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
        client = signed_in(house.home_affairs)
        sent = {"version": reading.version}
        first = client.post(page_of(reading, "confirm"), sent)
        second = client.post(page_of(reading, "confirm"), sent)
        directive = Directive.objects.get()
        assert first.url == second.url == directive_url(directive)
        assert Assignment.objects.count() == 1
        assert directive_url(directive) in client.get(page_of(reading)).content.decode()

    def test_problems_are_listed_with_links_to_their_places_and_nothing_is_written(self) -> None:
        house = build_house()
        reading = reading_of(
            house,
            read_task(roles={house.unit.code: "lead"}),
            read_task(anchor="1, 2"),
            issuer="",
        )
        client = signed_in(house.home_affairs)
        for answer in (
            client.get(page_of(reading, "confirm")),
            client.post(page_of(reading, "confirm"), {"version": reading.version}),
        ):
            shown = answer.content.decode()
            assert f'href="{page_of(reading)}?edit=t2#task-t2"' in shown
            assert f'href="{page_of(reading)}?edit=header#header"' in shown
        assert not Directive.objects.exists()

    def test_a_proposal_that_changed_meanwhile_is_not_confirmed_unseen(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
        seen = reading.version
        client = signed_in(house.home_affairs)
        press(client, reading, "done:t1", **typed_task("t1", text="Khác", lead=[house.unit.code]))
        answer = client.post(page_of(reading, "confirm"), {"version": seen})
        assert answer.url == page_of(reading, "confirm")
        assert not Directive.objects.exists()

    def test_going_on_to_confirm_saves_first(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"))
        form = typed_task("t1", text="Đã sửa")
        answer = press(signed_in(house.home_affairs), reading, "confirm", **form)
        assert answer.url == page_of(reading, "confirm")
        assert texts(reading) == ["Đã sửa"]


class TestDiscarding:
    def test_a_reading_is_given_up_with_its_reason_in_the_history(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task())
        client = signed_in(house.home_affairs)
        without = client.post(page_of(reading, "discard"), {"version": reading.version, "reason": " "})
        assert without.status_code == 422
        client.post(page_of(reading, "discard"), {"version": reading.version, "reason": "Đọc nhầm văn bản"})
        reading.refresh_from_db()
        assert reading.state == ReadingState.DISCARDED
        entry = HistoryEntry.objects.of(reading).first()
        assert entry is not None
        assert (entry.action, entry.reason) == ("discard", "Đọc nhầm văn bản")
        assert "Đọc nhầm văn bản" in unescape(client.get(page_of(reading, "history")).content.decode())

    def test_a_reading_that_changed_meanwhile_is_not_given_up_unseen(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"), read_task(text="Hai"))
        seen = reading.version
        client = signed_in(house.home_affairs)
        press(client, reading, "drop:t1")
        answer = client.post(page_of(reading, "discard"), {"version": seen, "reason": "Nhầm"})
        assert answer.status_code == 409
        assert "Nhầm" in unescape(answer.content.decode())
        reading.refresh_from_db()
        assert reading.state == ReadingState.OPEN


class TestQueries:
    @pytest.mark.parametrize("tail", ["", "?edit=t1&edit=header", "?split=t1"])
    def test_the_proposal_page_asks_as_often_for_many_tasks_as_for_one(self, tail: str) -> None:
        house = build_house()
        roles = {house.unit.code: "lead", house.other.code: "coordinate"}
        small = reading_of(house, read_task(roles=roles))
        large = reading_of(house, *(read_task(roles=roles, unsure=UNSURE) for _ in range(40)))
        client = signed_in(house.home_affairs)
        few, many = (queries_of(client, page_of(reading) + tail) for reading in (small, large))
        assert few == many <= 20

    def test_the_confirm_page_and_the_list_ask_a_constant_number_of_times(self) -> None:
        house = build_house()
        roles = {house.unit.code: "lead"}
        small = reading_of(house, read_task(roles=roles))
        client = signed_in(house.home_affairs)
        before = queries_of(client, LIST)
        large = reading_of(house, *(read_task(roles=roles) for _ in range(40)))
        for _ in range(5):
            reading_of(house, read_task(roles=roles))
        assert queries_of(client, LIST) == before <= 20
        few, many = (queries_of(client, page_of(reading, "confirm")) for reading in (small, large))
        assert few == many <= 20


def test_an_officer_of_home_affairs_finds_the_screens_in_the_menu() -> None:
    house = build_house()
    assert LIST in signed_in(house.home_affairs).get("/admin/").content.decode()
    assert (
        LIST not in signed_in(user_with_role(Role.UNIT_OFFICER, house.unit)).get("/admin/").content.decode()
    )
