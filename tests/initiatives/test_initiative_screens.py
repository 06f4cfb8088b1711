"""The list, the application form, the page and the steps of initiatives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Initiative
from reform.organisation.capabilities import Role
from reform.registers.models import HistoryEntry
from tests.organisation.factories import UnitFactory, user_with_role

from .factories import (
    AuthorFactory,
    EffectFactory,
    House,
    InitiativeFactory,
    days_ago,
    make_council,
    make_house,
    make_initiative,
    score,
    score_by_all,
)
from .screens import application, page_of, queries_of, signed_in, titles, url
from .ways import lead_to

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
        scored.pk: (3, 5, True),
        waiting.pk: None,
    }


def test_a_member_who_is_tied_to_an_initiative_is_not_waited_for(house: House) -> None:
    initiative = make_initiative(house, authors=({"user": house.members[4]},))
    lead_to(initiative, State.SCORING, house=house)
    score_by_all(initiative)
    rows = signed_in(house.economics).get(url(Initiative, LIST)).context["rows"]
    assert rows[0]["record"].sheets[:2] == (4, 4)


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


def test_authors_that_only_the_first_of_two_people_changed_are_kept_by_the_second(house: House) -> None:
    initiative = make_initiative(house)
    address = url(Initiative, "edit", initiative.pk)
    first, second = signed_in(house.officer()), signed_in(house.head())
    slow = application(second, address, problem="Hiện trạng do trưởng viết")
    authors = [author("Cường", 70), author("Em", 30)]
    quick = application(first, address, authors=authors, is_trial="on", applied_from="2022-02-28")
    assert first.post(address, quick).status_code == 302
    refused = second.post(address, slow)
    assert refused.status_code == 409
    form = refused.context["form"]
    assert form.is_valid(), form.errors
    assert second.post(address, form.data).status_code == 302
    initiative.refresh_from_db()
    assert initiative.problem == "Hiện trạng do trưởng viết"
    assert (initiative.is_trial, initiative.applied_from) == (True, date(2022, 2, 28))
    assert [(row.name, row.share) for row in initiative.authors.all()] == [("Cường", 70), ("Em", 30)]


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
