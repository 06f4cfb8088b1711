"""The list, the application form, the page and the steps of initiatives."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Adoption, Initiative
from reform.organisation.capabilities import Role
from reform.registers.models import HistoryEntry
from tests.organisation.factories import UnitFactory, user_with_role

from .factories import (
    AuthorFactory,
    EffectFactory,
    House,
    InitiativeFactory,
    days_ago,
    hold_meeting,
    lead_to,
    make_council,
    make_house,
    make_initiative,
    publish,
    score,
    score_by_all,
    step,
)
from .screens import application, page_of, queries_of, signed_in, titles, url

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


# --- the list ---


def test_the_list_tells_where_every_file_is_and_since_when(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.SUBMITTED, house=house)
    page = signed_in(house.economics).get(url(Initiative, LIST)).content.decode()
    assert initiative.code in page
    assert "Cơ quan" in page or "appraising office" in page
    assert timezone.localdate().strftime("%d/%m/%Y") in page


def test_the_list_counts_the_sheets_only_of_what_is_being_scored(house: House) -> None:
    scored, waiting = make_initiative(house, "A"), make_initiative(house, "B")
    lead_to(scored, State.SCORING, house=house)
    lead_to(waiting, State.SUBMITTED, house=house)
    for member in house.members[:3]:
        score(scored, member)
    score(scored, house.members[3], hand_in=False)
    rows = signed_in(house.economics).get(url(Initiative, LIST)).context["rows"]
    assert {row["record"].pk: row["record"].sheets for row in rows} == {
        scored.pk: (3, 5),
        waiting.pk: None,
    }


def test_a_member_who_is_tied_to_an_initiative_is_not_waited_for(house: House) -> None:
    initiative = make_initiative(house, authors=({"user": house.members[4]},))
    lead_to(initiative, State.SCORING, house=house)
    score_by_all(initiative)
    rows = signed_in(house.economics).get(url(Initiative, LIST)).context["rows"]
    assert rows[0]["record"].sheets == (4, 4)


def test_filters_leave_what_they_say(house: House) -> None:
    today = timezone.localdate()
    InitiativeFactory(unit=house.unit("A"), code="SK-late", state=State.SUBMITTED, answer_due=days_ago(3))
    InitiativeFactory(unit=house.unit("A"), code="SK-draft", year=2021)
    InitiativeFactory(
        unit=house.unit("B"), code="SK-own", state=State.RECOGNISED, recognised_on=today, is_public=True
    )
    InitiativeFactory(
        unit=house.unit("B"),
        code="SK-city",
        state=State.CITY_RECOGNISED,
        recognised_on=today,
        city_recognised_on=today,
    )
    client = signed_in(house.leadership)

    def codes(**query: Any) -> set[str]:
        return {title.split(" – ")[0] for title in titles(client, **query)}

    assert codes(year="2021") == {"SK-draft"}
    assert codes(unit=house.unit("B").pk) == {"SK-own", "SK-city"}
    assert codes(state=State.DRAFT) == {"SK-draft"}
    assert codes(time="overdue") == {"SK-late"}
    assert codes(level="any") == {"SK-own", "SK-city"}
    assert codes(level="city") == {"SK-city"}
    assert codes(level="authority") == {"SK-own"}
    assert codes(is_public="yes") == {"SK-own"}
    assert codes(holder="appraiser") == {"SK-late"}
    assert codes(year="1999") == {"SK-late", "SK-draft", "SK-own", "SK-city"}


def test_only_years_in_view_are_offered(house: House) -> None:
    InitiativeFactory(unit=house.unit("A"), year=2021)
    InitiativeFactory(unit=make_house().unit("A"), year=2019)
    form = signed_in(house.leadership).get(url(Initiative, LIST)).context["listing"].form
    assert [value for value, _label in form.fields["year"].choices] == ["", "2021"]


def test_a_search_without_diacritics_finds_an_initiative(house: House) -> None:
    InitiativeFactory(unit=house.unit("A"), title="Số hóa sổ hộ tịch")
    InitiativeFactory(unit=house.unit("A"), title="Nhắc hạn bằng tin nhắn")
    assert len(titles(signed_in(house.leadership), q="so hoa ho tich")) == 1


def test_an_empty_list_says_what_to_do_first(house: House) -> None:
    page = signed_in(house.officer()).get(url(Initiative, LIST))
    assert escape(str(page.context["empty_message"])) in page.content.decode()
    assert url(Initiative, CREATE) in page.content.decode()


def test_the_list_takes_as_many_queries_for_60_rows_as_for_5(house: House) -> None:
    council = make_council(house)
    client = signed_in(house.economics)

    def add(number: int) -> None:
        for place in range(number):
            InitiativeFactory(
                unit=house.unit("AB"[place % 2]),
                state=State.SCORING if place % 2 else State.SUBMITTED,
                council=council if place % 2 else None,
                answer_due=days_ago(place - 3),
            )

    add(5)
    few = queries_of(client, url(Initiative, LIST))
    add(55)
    assert queries_of(client, url(Initiative, LIST)) == few <= 20


# --- the form ---


def test_an_officer_enters_an_application_with_authors_and_figures(house: House) -> None:
    client = signed_in(house.officer())
    effect = {"indicator": "Số ngày", "measure": "ngày", "before": "5", "after": "2.5"}
    data = new_application(
        client,
        authors=[author("Trần Thị Bình", 60, unit=house.unit("B").pk), author("Lê Văn Cường", 40)],
        effects=[effect],
    )
    response = client.post(url(Initiative, CREATE), data)
    initiative = Initiative.objects.get()
    assert response.headers["Location"] == url(Initiative, "inspect", initiative.pk)
    assert initiative.code == f"SK-{timezone.localdate().year}-P-A-01"
    assert [(row.name, row.share, row.unit) for row in initiative.authors.all()] == [
        ("Trần Thị Bình", 60, house.unit("B")),
        ("Lê Văn Cường", 40, None),
    ]
    assert initiative.effects.get().after == Decimal("2.5")
    told = {change["field"]: change["new"] for change in HistoryEntry.objects.of(initiative).get().changes}
    assert "Lê Văn Cường (40 %)" in told["authors"]
    assert told["effects"] == "Số ngày: 5 → 2,5 ngày"


def test_the_form_starts_with_this_year_and_the_only_unit_of_the_officer(house: House) -> None:
    form = signed_in(house.officer()).get(url(Initiative, CREATE)).context["form"]
    assert form["year"].value() == timezone.localdate().year
    assert form["unit"].value() == house.unit().pk
    assert [key for key, _label in form.fields["unit"].choices if key] == [house.unit().pk]


def test_sending_the_form_twice_enters_one_application(house: House) -> None:
    client = signed_in(house.officer())
    data = new_application(client, authors=[author("Trần Thị Bình", 100)])
    first, second = (client.post(url(Initiative, CREATE), data) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Initiative.objects.get().authors.count() == 1


def test_an_application_for_another_unit_is_refused(house: House) -> None:
    client = signed_in(house.officer("A"))
    data = new_application(client, unit=house.unit("B").pk)
    assert client.post(url(Initiative, CREATE), data).status_code == 200
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("field", ["unit", "user"])
def test_an_author_from_another_authority_is_refused(house: House, field: str) -> None:
    client = signed_in(house.officer())
    foreign = user_with_role(Role.UNIT_OFFICER, UnitFactory())
    key = foreign.pk if field == "user" else foreign.unit_id
    data = new_application(client, authors=[author("Trần Thị Bình", 100, **{field: key})])
    response = client.post(url(Initiative, CREATE), data)
    assert response.context["form"].formsets["authors"].errors[0][field]
    assert str(foreign) not in response.content.decode()
    assert not Initiative.objects.exists()


def test_shares_of_more_than_100_percent_are_refused_with_their_sum(house: House) -> None:
    client = signed_in(house.officer())
    data = new_application(client, authors=[author("Bình", 60), author("Cường", "50.5")])
    response = client.post(url(Initiative, CREATE), data)
    (problem,) = response.context["form"].formsets["authors"].non_form_errors()
    assert "110,5" in problem
    assert problem in response.content.decode()
    assert not Initiative.objects.exists()


def test_a_draft_may_lack_a_part_of_the_shares_but_is_not_endorsed_so(house: House) -> None:
    client = signed_in(house.officer())
    client.post(url(Initiative, CREATE), new_application(client, authors=[author("Bình", 60)]))
    initiative = Initiative.objects.get()
    address = url(Initiative, "transition", initiative.pk, "endorse")
    response = signed_in(house.head()).post(address, {"version": initiative.version}, follow=True)
    initiative.refresh_from_db()
    assert initiative.state == State.DRAFT
    assert "100" in response.content.decode()


def test_an_author_named_twice_is_refused(house: House) -> None:
    client = signed_in(house.officer())
    data = new_application(client, authors=[author("Bình", 50), author("bình", 50)])
    assert client.post(url(Initiative, CREATE), data).context["form"].formsets["authors"].non_form_errors()
    assert not Initiative.objects.exists()


def test_rows_are_taken_away_and_added_and_the_history_tells_both(house: House) -> None:
    initiative = make_initiative(house)
    EffectFactory(initiative=initiative)
    client, address = signed_in(house.officer()), url(Initiative, "edit", initiative.pk)
    data = application(client, address, authors=[author("Cường", 70), author("Dung", 30)])
    data |= {"effects-0-DELETE": "on"}
    assert client.post(address, data).status_code == 302
    assert [row.name for row in initiative.authors.all()] == ["Cường", "Dung"]
    assert not initiative.effects.exists()
    newest = HistoryEntry.objects.of(initiative).first()
    assert newest is not None
    assert {change["field"] for change in newest.changes} == {"authors", "effects"}
    page = page_of(house.officer(), initiative)
    assert "Cường (70 %)" in page


def test_a_save_that_changes_nothing_leaves_rows_and_history_alone(house: House) -> None:
    initiative = make_initiative(house)
    key = initiative.authors.get().pk
    client, address = signed_in(house.officer()), url(Initiative, "edit", initiative.pk)
    assert client.post(address, application(client, address)).status_code == 302
    assert initiative.authors.get().pk == key
    assert HistoryEntry.objects.of(initiative).count() == 1


def test_unit_and_year_stay_because_the_code_is_made_of_them(house: House) -> None:
    initiative = make_initiative(house)
    client, address = signed_in(house.officer()), url(Initiative, "edit", initiative.pk)
    data = application(client, address, unit=house.unit("B").pk, year=2020, title="Tên mới")
    client.post(address, data)
    changed = Initiative.objects.get()
    assert (changed.unit, changed.year, changed.title) == (initiative.unit, initiative.year, "Tên mới")


def test_the_second_of_two_people_sees_both_versions_and_loses_nothing(house: House) -> None:
    initiative = make_initiative(house)
    address = url(Initiative, "edit", initiative.pk)
    first, second = signed_in(house.officer()), signed_in(house.head())
    slow = application(second, address, title="Tên của trưởng", authors=[author("Dung", 100)])
    quick = application(
        first, address, title="Tên của cán bộ", authors=[author("Cường", 70), author("Em", 30)]
    )
    assert first.post(address, quick).status_code == 302
    refused = second.post(address, slow)
    assert refused.status_code == 409
    shown = refused.content.decode()
    for words in ("Tên của cán bộ", "Tên của trưởng", "Cường (70 %)", "Dung (100 %)"):
        assert words in shown
    slow["version"] = refused.context["form"].data["version"]
    assert second.post(address, slow).status_code == 302
    initiative.refresh_from_db()
    assert initiative.title == "Tên của trưởng"
    assert [row.name for row in initiative.authors.all()] == ["Dung"]


def test_nothing_is_changed_once_it_is_endorsed(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.ENDORSED, house=house)
    client = signed_in(house.officer())
    assert client.get(url(Initiative, "edit", initiative.pk)).status_code == 302
    assert url(Initiative, "edit", initiative.pk) not in page_of(house.officer(), initiative)


def test_the_form_takes_as_many_queries_for_12_authors_as_for_1(house: House) -> None:
    initiative = make_initiative(house)
    client, address = signed_in(house.officer()), url(Initiative, "edit", initiative.pk)
    few = queries_of(client, address)
    for _number in range(11):
        AuthorFactory(initiative=initiative, unit=house.unit("B"), share=1)
    assert queries_of(client, address) == few <= 20


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
    authors = [author("Trần Thị Bình", 70), author("Lê Văn Cường", 30)]
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
