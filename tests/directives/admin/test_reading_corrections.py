"""Correcting a proposal on its screen, as a browser without a script does, alone and two at a time."""

import re
from html import unescape

import pytest
from django.utils import translation

from reform.directives.admin.reading_units import UnitList
from reform.directives.enums import AssignmentRole, Frequency, ReadingState
from reform.directives.proposals import find_task, tasks_of
from reform.directives.readings import start_reading
from reform.organisation.models import User
from reform.organisation.starter import load_organisation
from tests.directives.factories import read_task
from tests.directives.roles import build_house
from tests.organisation.factories import (
    UnitFactory,
)

from .reading_browser import (
    JUNE,
    UNSURE,
    page_of,
    press,
    reading_of,
    signed_in,
    texts,
    typed_task,
)

pytestmark = pytest.mark.django_db


class TestCorrecting:
    def test_what_was_typed_is_kept_whatever_button_is_pressed(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"), read_task(text="Hai"))
        client = signed_in(house.home_affairs)
        press(client, reading, "drop:t2", **typed_task("t1", text="Một, đã sửa", lead=[house.unit.code]))
        assert texts(reading) == ["Một, đã sửa"]
        assert find_task(reading.proposal, "t1")["roles"] == {house.unit.code: "lead"}
        press(client, reading, "restore:t2")
        assert texts(reading) == ["Một, đã sửa", "Hai"]

    def test_every_field_of_a_task_is_taken_in(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task())
        form = typed_task(
            "t1",
            lead=[house.unit.code],
            coordinate=[house.other.code],
            due="2022-08-31",
            frequency="monthly",
            result_kind="document",
            reform_field="procedures",
            urgent="on",
        ) | {"t1-targets-0-value": "95,5", "t1-targets-0-unit": "%", "t1-targets-0-text": "đạt 95,5%"}
        press(signed_in(house.home_affairs), reading, "done:t1", **form)
        task = find_task(reading.proposal, "t1")
        assert task["roles"] == {house.unit.code: "lead", house.other.code: "coordinate"}
        assert (task["due"], task["frequency"], task["result_kind"]) == ("2022-08-31", "monthly", "document")
        assert (task["reform_field"], task["urgent"], task["checked"]) == ("procedures", True, True)
        assert [(row["value"], row["unit"]) for row in task["targets"]] == [(95.5, "%")]

    def test_a_target_whose_value_is_emptied_is_taken_out(self) -> None:
        house = build_house()
        target = {"value": 90, "unit": "%", "comparison": ">=", "text": "đạt 90%", "per_unit": False}
        reading = reading_of(house, read_task(targets=[target]))
        form = typed_task("t1") | {
            "t1-targets-TOTAL_FORMS": 2,
            "t1-targets-INITIAL_FORMS": 1,
            "t1-targets-1-value": "",
        }
        press(signed_in(house.home_affairs), reading, "done:t1", **form)
        assert find_task(reading.proposal, "t1")["targets"] == []

    def test_merging_takes_the_task_above(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"), read_task(text="Hai"), read_task(text="Ba"))
        answer = press(signed_in(house.home_affairs), reading, "merge:t3")
        assert texts(reading) == ["Một", "Hai\nBa"]
        assert answer.url.endswith("#task-t2")

    def test_the_first_task_has_nothing_above_it_to_merge_with(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"))
        assert press(signed_in(house.home_affairs), reading, "merge:t1").status_code == 422
        assert texts(reading) == ["Một"]

    def test_a_task_is_split_by_the_offered_parts_or_by_lines(self) -> None:
        house = build_house()
        parts = [read_task(text="Rà soát"), read_task(text="báo cáo")]
        reading = reading_of(house, read_task(text="Rà soát; báo cáo", parts=parts), read_task(text="Ba bốn"))
        client = signed_in(house.home_affairs)
        opened = press(client, reading, "split:t1")
        assert "báo cáo" in unescape(client.get(opened.url).content.decode())
        press(client, reading, "split_offered:t1")
        press(client, reading, "split_lines:t2", **{"split_key": "t2", "t2-lines": "Ba\r\nbốn"})
        assert texts(reading) == ["Rà soát", "báo cáo", "Ba", "bốn"]

    def test_a_split_into_one_part_is_refused_and_keeps_the_lines(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"))
        typed = {"split_key": "t1", "t1-lines": "Chỉ có một dòng"}
        answer = press(signed_in(house.home_affairs), reading, "split_lines:t1", **typed)
        assert answer.status_code == 422
        assert "Chỉ có một dòng" in unescape(answer.content.decode())
        assert texts(reading) == ["Một"]

    def test_a_task_is_added_with_the_units_of_the_one_before(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một", roles={house.unit.code: "lead"}))
        client = signed_in(house.home_affairs)
        press(client, reading, "add_text:0", **{"add_to": "0", "add-0-text": "Việc thêm"})
        assert texts(reading) == ["Một", "Việc thêm"]
        assert find_task(reading.proposal, "t2")["roles"] == {house.unit.code: "lead"}
        press(client, reading, "add_text:end", **{"add_to": "end", "add-end-text": "Việc cuối"})
        assert texts(reading) == ["Một", "Việc thêm", "Việc cuối"]
        assert press(client, reading, "add_text:0", **{"add-0-text": " "}).status_code == 422

    def test_a_whole_group_of_units_is_chosen_and_given_up(self) -> None:
        house = build_house()
        wards = {unit.code for unit in UnitFactory.create_batch(3, ward=True, authority=house.authority)}
        reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
        client = signed_in(house.home_affairs)
        press(client, reading, "fill:t1:coordinate:wards")
        roles = find_task(reading.proposal, "t1")["roles"]
        assert {code for code, role in roles.items() if role == "coordinate"} == wards
        press(client, reading, "clear:t1:coordinate:wards")
        assert find_task(reading.proposal, "t1")["roles"] == {house.unit.code: "lead"}
        for nonsense in (
            "fill:t1",
            "fill:t1:king:wards",
            "fill:t9:lead:wards",
            "check:t9",
            "check:section-7",
        ):
            assert press(client, reading, nonsense).status_code == 422

    def test_a_unit_with_two_roles_in_one_task_is_refused_by_name(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"))
        code = house.unit.code
        form = typed_task("t1", text="Chữ đã gõ", lead=[code], monitor=[code])
        answer = press(signed_in(house.home_affairs), reading, "save", **form)
        shown = unescape(answer.content.decode())
        assert answer.status_code == 422
        assert house.unit.short_name in shown
        assert "Chữ đã gõ" in shown
        assert texts(reading) == ["Một"]

    def test_a_form_with_parts_missing_saves_nothing_and_says_so(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"))
        answer = press(signed_in(house.home_affairs), reading, "save", open="t1", **{"t1-text": "Hai"})
        assert answer.status_code == 422
        assert answer.context["page"].errors()
        assert texts(reading) == ["Một"]

    def test_a_wrong_date_keeps_everything_and_is_told_at_the_field(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"))
        form = typed_task("t1", text="Chữ đã gõ", due="2022-02-31")
        answer = press(signed_in(house.home_affairs), reading, "drop:t1", **form)
        assert answer.status_code == 422
        assert 'href="#id_t1-due"' in answer.content.decode()
        assert "Chữ đã gõ" in unescape(answer.content.decode())
        assert texts(reading) == ["Một"]

    def test_the_document_itself_and_what_it_cites_are_corrected(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(), unsure=["Thiếu ngày"])
        form = {
            "open": "header",
            "header-number": "700",
            "header-symbol": "UBND-NV",
            "header-date": "2022-06-21",
            "header-issuer": "Ủy ban nhân dân quận Hải An",
            "header-level": "own",
            "header-subject": "Chấn chỉnh",
            "cited-TOTAL_FORMS": 1,
            "cited-INITIAL_FORMS": 0,
            "cited-0-type": "Kế hoạch",
            "cited-0-number": "55/KH-UBND",
            "cited-0-date": "2022-03-10",
        }
        press(signed_in(house.home_affairs), reading, "done:header", **form)
        proposal = reading.proposal
        assert (proposal["number"], proposal["date"], proposal["subject"]) == (
            "700",
            "2022-06-21",
            "Chấn chỉnh",
        )
        assert [row["number"] for row in proposal["cited_documents"]] == ["55/KH-UBND"]

    def test_every_doubtful_place_is_counted_linked_and_can_be_declared_right(self) -> None:
        house = build_house()
        lead = {house.unit.code: "lead"}
        reading = reading_of(
            house,
            read_task(roles=lead, unsure=UNSURE),
            read_task(),
            read_task(roles=lead),
            unsure=["Thiếu ngày"],
        )
        client = signed_in(house.home_affairs)
        shown = client.get(page_of(reading))
        assert [place.anchor for place in shown.context["page"].doubtful] == ["header", "task-t1", "task-t2"]
        assert all(
            f'href="#{anchor}"' in shown.content.decode() for anchor in ("header", "task-t1", "task-t2")
        )
        press(client, reading, "check:t1")
        press(client, reading, "check:header")
        left = client.get(page_of(reading)).context["page"].doubtful
        # A task without a unit is not right, whatever anybody declares.
        assert [place.anchor for place in left] == ["task-t2"]

    def test_units_are_summed_up_in_few_words(self) -> None:
        house = build_house()
        wards = UnitFactory.create_batch(5, ward=True, authority=house.authority)
        units = UnitList.of(reading_of(house))
        everyone = dict.fromkeys((ward.code for ward in wards), "lead")
        with translation.override("en"):
            assert units.sum_up(everyone) == [("Lead", "all 5 wards", 5)]
            most = units.sum_up({code: role for code, role in everyone.items() if code != wards[0].code})
            assert most == [("Lead", f"the wards except {wards[0].short_name}", 4)]
            few = units.sum_up({house.unit.code: "monitor", "CLOSED": "lead"})
            assert few == [("Lead", "CLOSED", 1), ("Monitor", house.unit.short_name, 1)]

    def test_words_of_the_text_cannot_become_markup(self) -> None:
        house = build_house()
        nasty = "<script>alert(1)</script>"
        reading = reading_of(house, read_task(text=nasty, unsure=[nasty]), subject=nasty)
        reading.text = nasty
        reading.save()
        for tail in ("", "?edit=t1&edit=header", "?split=t1", "?part=t1"):
            assert nasty not in signed_in(house.home_affairs).get(page_of(reading) + tail).content.decode()

    def test_each_task_is_marked_in_the_text_and_leads_there_and_back(self) -> None:
        authority = load_organisation(with_demo_accounts=True)
        officer = User.objects.get(username="noivu")
        reading = start_reading(unit=authority.root_unit, actor=officer, text=JUNE)
        shown = signed_in(officer).get(page_of(reading)).content.decode()
        for task in tasks_of(reading.proposal):
            assert shown.count(f'id="source-{task["key"]}"') == 1
            assert f'href="#source-{task["key"]}"' in shown
            assert f'href="#task-{task["key"]}"' in shown

    def test_a_closed_reading_is_shown_without_buttons_and_takes_nothing(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"))
        reading.state = ReadingState.DISCARDED
        reading.save()
        client = signed_in(house.home_affairs)
        assert 'name="press"' not in client.get(page_of(reading) + "?edit=t1").content.decode()
        press(client, reading, "drop:t1")
        assert texts(reading) == ["Một"]


def test_the_history_tells_corrections_in_words() -> None:
    house = build_house()
    reading = reading_of(house, read_task(anchor="1, 1"))
    client = signed_in(house.home_affairs)
    form = typed_task("t1", lead=[house.unit.code], due="2022-08-31", frequency="monthly")
    press(client, reading, "done:t1", **form)
    event = client.get(page_of(reading, "history")).context["timeline"][0]
    told = {label: (old, new) for label, old, new in event.changes}
    with translation.override("vi"):
        role, rhythm = str(AssignmentRole.LEAD.label), str(Frequency.MONTHLY.label)
    values = [new for _old, new in told.values()]
    assert f"{role}: {house.unit.short_name}" in values
    assert rhythm in values
    assert not any("(lead)" in new or new == "monthly" or "2022-08-31" in new for new in values)


class TestTwoOfficers:
    def test_a_save_over_a_newer_one_shows_both_and_loses_nothing(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"), read_task(text="Hai"))
        client = signed_in(house.home_affairs)
        seen = reading.version
        press(client, reading, "done:t1", **typed_task("t1", text="Của người khác"))
        mine = typed_task("t1", text="Của tôi", lead=[house.unit.code])
        answer = client.post(page_of(reading), {"version": seen, "press": "done:t1", **mine})
        shown = unescape(answer.content.decode())
        assert answer.status_code == 409
        assert "Của người khác" in shown
        assert "Của tôi" in shown
        reading.refresh_from_db()
        assert texts(reading) == ["Của người khác", "Hai"]
        newer = re.search(r'name="version" value="(\d+)"', shown)
        assert newer is not None
        client.post(page_of(reading), {"version": newer[1], "press": "done:t1", **mine})
        reading.refresh_from_db()
        assert texts(reading) == ["Của tôi", "Hai"]

    def test_words_for_a_task_that_somebody_merged_away_are_shown(self) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"), read_task(text="Hai"))
        client = signed_in(house.home_affairs)
        seen = reading.version
        press(client, reading, "merge:t2")
        mine = typed_task("t2", text="Công sức của tôi")
        answer = client.post(page_of(reading), {"version": seen, "press": "save", **mine})
        assert answer.status_code == 409
        assert "Công sức của tôi" in unescape(answer.content.decode())

    @pytest.mark.parametrize("version", ["0", "-1", "x", "", "99999999999999999999"])
    def test_a_button_on_an_old_page_does_nothing(self, version: str) -> None:
        house = build_house()
        reading = reading_of(house, read_task(text="Một"), read_task(text="Hai"))
        client = signed_in(house.home_affairs)
        press(client, reading, "drop:t1")
        client.post(page_of(reading), {"version": version, "press": "drop:t2"})
        reading.refresh_from_db()
        assert texts(reading) == ["Hai"]
