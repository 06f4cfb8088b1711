"""The page of an initiative, its differences and its steps."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Adoption, Initiative

from .factories import (
    EffectFactory,
    House,
    InitiativeFactory,
    hold_meeting,
    make_council,
    make_house,
    make_initiative,
    score,
    score_by_all,
)
from .screens import application, page_of, queries_of, signed_in, url
from .ways import lead_to, publish, step

pytestmark = pytest.mark.django_db
CREATE, LIST = "create", "index"


@pytest.fixture
def house() -> House:
    return make_house()


def author(name: str, share: int | str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "share": share} | fields


def new_application(client: Client, **changes: Any) -> dict[str, Any]:
    given = {"title": "Trả kết quả qua bưu chính", "reform_field": "procedures"}
    return application(client, url(Initiative, CREATE), **(given | changes))


# --- the page ---


def test_the_page_shows_the_application_with_figures_as_people_write_them(house: House) -> None:
    initiative = make_initiative(house, money_saved=Decimal(125000000), hours_saved=Decimal("1240.5"))
    EffectFactory(initiative=initiative, before=Decimal(1500), after=Decimal("2.5"))
    page = page_of(house.officer(), initiative)
    for words in ("125.000.000", "1.240,5", "1.500", "2,5", initiative.problem, "100 %"):
        assert words in page


def test_an_auditor_reads_and_is_offered_nothing(house: House) -> None:
    initiative = make_initiative(house)
    response = signed_in(house.auditor).get(url(Initiative, "inspect", initiative.pk))
    assert response.context["header_buttons"] == []
    assert response.context["offers"] == []
    assert response.context["similar"] == []
    listed = signed_in(house.auditor).get(url(Initiative, LIST)).content.decode()
    assert initiative.code in listed
    assert url(Initiative, CREATE) not in listed
    assert signed_in(house.auditor).get(url(Initiative, CREATE)).status_code == 302


def test_what_is_confidential_is_read_where_the_file_is_handled_and_nowhere_else(house: House) -> None:
    house.unit("C")
    initiative = make_initiative(
        house,
        confidential="Mật khẩu kho dữ liệu",
        authors=({"share": 50}, {"share": 50, "unit": house.unit("C")}),
    )
    client, address = signed_in(house.officer()), url(Initiative, "edit", initiative.pk)
    client.post(address, application(client, address, confidential="Bí mật mới"))
    initiative.refresh_from_db()
    lead_to(initiative, State.SUBMITTED, house=house)
    step(initiative, "request_supplement", house=house)
    client.post(address, application(client, address, confidential="Bí mật thứ ba", title="Tên thứ ba"))
    initiative.refresh_from_db()
    step(initiative, "submit_supplement", house=house)
    step(initiative, "receive", house=house)
    step(initiative, "find_eligible", house=house)
    step(initiative, "put_before_council", house=house, council=make_council(house))
    for user in (house.officer("A"), house.head("A"), house.economics, house.leadership, house.members[0]):
        assert "Bí mật thứ ba" in page_of(user, initiative)
    for user in (house.officer("C"), house.auditor, house.home_affairs):
        for action in ("inspect", "history", "compare"):
            page = signed_in(user).get(url(Initiative, action, initiative.pk))
            assert page.status_code == 200
            assert "Bí mật" not in page.content.decode()
            assert "Mật khẩu" not in page.content.decode()


def test_the_unit_reads_the_councils_result_once_the_authority_has_decided(house: House) -> None:
    initiative = make_initiative(house)
    council = make_council(house)
    lead_to(initiative, State.RECOMMENDED, house=house, council=council, total=Decimal("83.25"))
    for user in (house.economics, house.home_affairs, house.auditor, house.members[0]):
        page = page_of(user, initiative)
        assert "83,25" in page
        assert "Đề nghị công nhận" in page
    for action in ("inspect", "history"):
        page = signed_in(house.officer()).get(url(Initiative, action, initiative.pk)).content.decode()
        assert "83,25" not in page
        assert "83.25" not in page
        assert "Đề nghị công nhận" not in page


def test_after_the_decision_the_unit_reads_mean_rank_and_votes(house: House) -> None:
    rows = [make_initiative(house, "A"), make_initiative(house, "B")]
    council = make_council(house)
    lead_to(rows, State.SCORING, house=house, council=council)
    score_by_all(rows[0], total=Decimal(90))
    score_by_all(rows[1], total=Decimal(80))
    hold_meeting(house, council)
    for row in rows:
        step(row, "not_recommend", house=house)
        step(row, "refuse_recognition", house=house)
    result = signed_in(house.officer("B")).get(url(Initiative, "inspect", rows[1].pk)).context["result"]
    assert (result.mean, result.rank, result.of) == (Decimal("80.00"), 2, 2)


def test_the_reason_of_the_council_waits_for_the_decision_too(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.COUNCIL, house=house)
    step(initiative, "not_recommend", house=house, reason="Không có gì mới")
    assert "Không có gì mới" in page_of(house.economics, initiative)
    assert "Không có gì mới" not in page_of(house.officer(), initiative)


def test_a_result_that_was_taken_back_stays_with_those_who_judge(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.COUNCIL, house=house, total=Decimal("83.25"))
    step(initiative, "request_supplement", house=house, reason="Bổ sung minh chứng")
    page = page_of(house.officer(), initiative)
    assert "Bổ sung minh chứng" in page
    assert "83.25" not in page


def test_the_clock_of_the_holder_stands_on_the_page(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.SUBMITTED, house=house)
    Initiative.objects.filter(pk=initiative.pk).update(answer_due=timezone.localdate() - timedelta(days=14))
    clock = signed_in(house.economics).get(url(Initiative, "inspect", initiative.pk)).context["clock"]
    assert clock.days_left == -14
    assert clock.days_late == 10


def test_a_page_of_another_unit_or_authority_is_not_found(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.SUBMITTED, house=house)
    stranger = make_house()
    for user in (house.officer("B"), stranger.economics, stranger.leadership):
        for action in ("inspect", "edit", "history", "compare"):
            assert signed_in(user).get(url(Initiative, action, initiative.pk)).status_code == 404


def test_the_page_takes_as_many_queries_for_many_of_everything(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.SCORING, house=house)
    score(initiative, house.members[4])
    client, address = signed_in(house.economics), url(Initiative, "inspect", initiative.pk)
    few = queries_of(client, address)
    for place in range(20):
        InitiativeFactory(unit=house.unit("B"), title=f"{initiative.title} {place}", state=State.RECEIVED)
        EffectFactory(initiative=initiative)
        if place < 4:
            score(initiative, house.members[place])
    assert queries_of(client, address) == few <= 20


# --- differences between submissions ---


def supplemented(house: House) -> Initiative:
    """Return an initiative that was sent twice, with another solution and another share."""
    initiative = make_initiative(house, solution="Gửi kết quả qua bưu chính")
    lead_to(initiative, State.SUPPLEMENT_REQUESTED, house=house)
    client, address = signed_in(house.officer()), url(Initiative, "edit", initiative.pk)
    told: dict[str, Any] = {"birth_date": "1985-09-02", "workplace": "Trường B", "position": "Giáo viên"}
    authors = [author("Trần Thị Bình", 70, **told), author("Lê Văn Cường", 30, **told)]
    client.post(address, application(client, address, solution="Gửi kết quả qua Zalo", authors=authors))
    initiative.refresh_from_db()
    return step(initiative, "submit_supplement", house=house)


def test_the_appraiser_sees_field_by_field_what_a_supplement_changed(house: House) -> None:
    initiative = supplemented(house)
    response = signed_in(house.economics).get(url(Initiative, "compare", initiative.pk))
    assert [item["row"].name for item in response.context["differences"]] == ["solution", "authors"]
    page = response.content.decode()
    assert "<del>bưu chính</del>" in page
    assert "<ins>Zalo</ins>" in page
    assert url(Initiative, "compare", initiative.pk) in page_of(house.economics, initiative)


@pytest.mark.parametrize(
    "query", [{"older": 1, "newer": 7}, {"older": 0, "newer": 1}, {"older": 9, "newer": 9}]
)
def test_a_submission_that_does_not_exist_is_not_found(house: House, query: dict[str, int]) -> None:
    address = url(Initiative, "compare", supplemented(house).pk)
    assert signed_in(house.economics).get(address, query).status_code == 404


def test_numbers_that_are_none_show_the_last_two_submissions(house: House) -> None:
    address = url(Initiative, "compare", supplemented(house).pk)
    response = signed_in(house.economics).get(address, {"older": "x", "newer": ""})
    assert (response.context["older"].number, response.context["newer"].number) == (1, 2)


def test_there_is_nothing_to_compare_after_one_submission(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.SUBMITTED, house=house)
    assert signed_in(house.economics).get(url(Initiative, "compare", initiative.pk)).status_code == 404


# --- steps ---


def press(client: Client, initiative: Initiative, event: str, **inputs: Any) -> Any:
    initiative.refresh_from_db()
    data = {"version": initiative.version} | inputs
    return client.post(url(Initiative, "transition", initiative.pk, event), data)


def test_the_council_is_chosen_from_those_of_the_authority_that_have_not_met(house: House) -> None:
    initiative, met = make_initiative(house, "A"), make_initiative(house, "B")
    done, still, new = make_council(house), make_council(house), make_council(house, opened=False)
    lead_to(met, State.COUNCIL, house=house, council=done)
    lead_to(initiative, State.ELIGIBLE, house=house)
    foreign = make_council(make_house())
    client = signed_in(house.economics)
    form = client.get(url(Initiative, "transition", initiative.pk, "put_before_council")).context["form"]
    assert set(form.fields["council"].queryset) == {still, new}
    for refused in (foreign, done):
        assert press(client, initiative, "put_before_council", council=refused.pk).status_code == 200
    press(client, initiative, "put_before_council", council=still.pk)
    initiative.refresh_from_db()
    assert (initiative.state, initiative.council) == (State.SCORING, still)
    assert str(still) in page_of(house.economics, initiative)


def test_without_a_council_the_step_says_what_to_do_first(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.ELIGIBLE, house=house)
    client = signed_in(house.economics)
    field = client.get(url(Initiative, "transition", initiative.pk, "put_before_council")).context["form"][
        "council"
    ]
    assert "“" in str(field.help_text)


def test_the_name_is_corrected_from_what_it_is_now(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.RECOGNISED, house=house)
    client = signed_in(house.economics)
    form = client.get(url(Initiative, "transition", initiative.pk, "correct_title")).context["form"]
    assert form["title"].value() == initiative.title


def test_similar_initiatives_stand_beside_the_judgement_on_novelty(house: House) -> None:
    earlier = make_initiative(house, "B", title="Trả kết quả qua bưu chính công ích")
    lead_to(earlier, State.INELIGIBLE, house=house)
    initiative = make_initiative(house, title="Trả kết quả qua bưu chính công ích tận nhà")
    lead_to(initiative, State.RECEIVED, house=house)
    client = signed_in(house.economics)
    address = url(Initiative, "transition", initiative.pk, "find_eligible")
    assert earlier.code in client.get(address).content.decode()


def test_officers_of_other_units_are_led_from_a_public_initiative_to_say_that_they_apply_it(
    house: House,
) -> None:
    initiative = make_initiative(house, authors=({"share": 50}, {"share": 50, "unit": house.unit("B")}))
    lead_to(initiative, State.RECOGNISED, house=house)
    address = f"{url(Adoption, CREATE)}?initiative={initiative.pk}"
    assert address not in page_of(house.officer("B"), initiative)
    publish(house, initiative)
    assert address in page_of(house.officer("B"), initiative)
    for user in (house.officer("A"), house.auditor, house.economics):
        assert address not in page_of(user, initiative)
