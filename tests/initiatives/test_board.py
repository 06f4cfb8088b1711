"""The quota board: what counts for which unit in which year, who sees it, and the reminder."""

from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reform.initiatives.enums import QuotaStatus
from reform.initiatives.models import Initiative
from reform.organisation.capabilities import Role
from reform.organisation.enums import UnitKind
from reform.organisation.models import Unit
from reform.registers.admin import admin_for
from reform.registers.models import ExportEntry
from tests.organisation.factories import UnitFactory, root_of, user_with_role

from .factories import AdoptionFactory, AuthorFactory, House, make_house
from .quota import YEAR, State, board_of, counts_of, register, row_of, signed_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """Return an authority with the wards A, B and C."""
    return make_house(letters="ABC")


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (State.DRAFT, QuotaStatus.NONE),
        (State.ENDORSED, QuotaStatus.NONE),
        (State.SUBMITTED, QuotaStatus.REGISTERED),
        (State.RECEIVED, QuotaStatus.UNDER_APPRAISAL),
        (State.SUPPLEMENT_REQUESTED, QuotaStatus.UNDER_APPRAISAL),
        (State.NOT_RECOMMENDED, QuotaStatus.UNDER_APPRAISAL),
        (State.RECOGNISED, QuotaStatus.RECOGNISED),
        (State.NOMINATED, QuotaStatus.RECOGNISED),
        (State.CITY_NOT_RECOGNISED, QuotaStatus.RECOGNISED),
        (State.CITY_RECOGNISED, QuotaStatus.CITY_RECOGNISED),
        (State.INELIGIBLE, QuotaStatus.NONE),
        (State.NOT_RECOGNISED, QuotaStatus.NONE),
        (State.WITHDRAWN, QuotaStatus.NONE),
    ],
)
def test_each_state_counts_once_as_what_it_is(house: House, state: State, status: QuotaStatus) -> None:
    register(house, "A", state)
    row = row_of(board_of(house), house.unit("A"))
    assert row.status == status
    assert sum(row.counts.values()) == (status != QuotaStatus.NONE)


def test_what_was_archived_after_its_recognition_still_counts(house: House) -> None:
    register(house, "A", State.ARCHIVED, recognised_on=timezone.localdate())
    register(house, "B", State.ARCHIVED)
    board = board_of(house)
    assert row_of(board, house.unit("A")).status == QuotaStatus.RECOGNISED
    assert row_of(board, house.unit("B")).status == QuotaStatus.NONE


def test_recognition_counts_in_the_year_of_the_decision_not_of_the_registration(house: House) -> None:
    register(house, "A", State.RECOGNISED, year=2021, recognised_on=date(2022, 3, 1))
    unit = house.unit("A")
    assert counts_of(board_of(house, 2021), unit) == [0, 0, 0, 0]
    assert counts_of(board_of(house, 2022), unit) == [0, 0, 1, 0]


def test_the_citys_recognition_counts_in_the_year_of_its_own_decision(house: House) -> None:
    days = {"recognised_on": date(2021, 12, 1), "city_recognised_on": date(2022, 4, 1)}
    register(house, "A", State.CITY_RECOGNISED, year=2021, **days)
    unit = house.unit("A")
    assert counts_of(board_of(house, 2021), unit) == [0, 0, 1, 0]
    assert counts_of(board_of(house, 2022), unit) == [0, 0, 0, 1]


def test_every_unit_of_the_authors_is_credited_once(house: House) -> None:
    shared = register(house, "A", State.RECOGNISED)
    for _ in range(2):
        AuthorFactory(initiative=shared, unit=house.unit("B"), share=10)
    AuthorFactory(initiative=shared, unit=house.unit("A"), share=10)
    AuthorFactory(initiative=shared, unit=None, workplace="Công ty", share=10)
    board = board_of(house)
    for letter, status in (
        ("A", QuotaStatus.RECOGNISED), ("B", QuotaStatus.RECOGNISED), ("C", QuotaStatus.NONE),
    ):  # fmt: skip
        assert row_of(board, house.unit(letter)).status == status
    assert counts_of(board, house.unit("A")) == counts_of(board, house.unit("B")) == [0, 0, 1, 0]
    assert row_of(board, house.unit("B")).codes == [(shared.pk, shared.code)]
    assert board.totals[QuotaStatus.RECOGNISED] == 1
    assert board.reached == 2


def test_a_typed_title_counts_for_nobody_and_what_was_submitted_for_every_unit_of_it(house: House) -> None:
    draft = register(house, "A")
    AuthorFactory(initiative=draft, unit=house.unit("B"), share=10)
    for state, status in (
        (State.DRAFT, QuotaStatus.NONE),
        (State.ENDORSED, QuotaStatus.NONE),
        (State.SUBMITTED, QuotaStatus.REGISTERED),
    ):
        Initiative.objects.update(state=state)
        board = board_of(house)
        assert {row_of(board, house.unit(letter)).status for letter in "AB"} == {status}
        assert (house.unit("A") in board.without_any) is (status == QuotaStatus.NONE)


def test_units_with_nothing_come_first_and_those_furthest_last(house: House) -> None:
    register(house, "A", State.CITY_RECOGNISED)
    register(house, "C")
    statuses = [row.status for row in board_of(house).rows]
    order = list(QuotaStatus)
    assert statuses == sorted(statuses, key=order.index)
    assert (statuses[0], statuses[-1]) == (QuotaStatus.NONE, QuotaStatus.CITY_RECOGNISED)


def test_applications_elsewhere_are_counted_for_what_was_recognised_in_the_year(house: House) -> None:
    shared = register(house, "A", State.RECOGNISED)
    for _ in range(2):
        AuthorFactory(initiative=shared, unit=house.unit("B"), share=10)
    older = register(house, "A", State.RECOGNISED, recognised_on=date(2020, 1, 1))
    AdoptionFactory.create_batch(3, initiative=shared)
    AdoptionFactory(initiative=older)
    board = board_of(house)
    assert [row_of(board, house.unit(letter)).adopted for letter in "ABC"] == [3, 3, 0]


def test_units_stand_on_the_board_of_the_years_in_which_they_existed(house: House) -> None:
    closed = UnitFactory(authority=house.authority, valid_to=date(2022, 12, 31))
    opened = UnitFactory(authority=house.authority, valid_from=date(2023, 2, 1))
    units = {row.unit for row in board_of(house, 2022).rows}
    assert closed in units
    assert opened not in units
    now = {row.unit for row in board_of(house).rows}
    assert opened in now
    assert closed not in now
    assert not any(unit.kind == UnitKind.LEADERSHIP for unit in units | now)


def test_an_officer_sees_the_own_unit_alone_with_its_initiatives(house: House) -> None:
    mine, other = register(house, "A", State.SUBMITTED), register(house, "B", State.RECOGNISED)
    page = signed_in(house.officer("A")).get(url())
    assert [line.row.unit for line in page.context["lines"]] == [house.unit("A")]
    text = page.content.decode()
    assert mine.code in text
    assert other.code not in text
    assert house.unit("B").name not in text


@pytest.mark.parametrize("who", ["economics", "home_affairs", "leadership", "auditor"])
def test_who_oversees_the_authority_sees_every_unit_of_it_and_no_other(house: House, who: str) -> None:
    stranger = UnitFactory()
    page = signed_in(getattr(house, who)).get(url())
    shown = {line.row.unit for line in page.context["lines"]}
    expected = Unit.objects.filter(authority=house.authority).taking_work()
    assert shown == set(expected)
    assert stranger not in shown


def test_who_has_no_unit_to_see_has_no_board(house: House) -> None:
    editor = user_with_role(Role.CULTURE_EDITOR, root_of(house.authority), include_sub_units=True)
    assert signed_in(editor).get(url()).status_code == 302


def test_the_list_leads_to_the_board(house: House) -> None:
    page = signed_in(house.officer("A")).get(url("index")).content.decode()
    assert f'href="{url()}"' in page


def test_a_unit_of_another_authority_or_none_is_not_found(house: House) -> None:
    client = signed_in(house.economics)
    for unit in (UnitFactory().pk, "x", "9" * 30):
        assert client.get(url(unit=unit)).status_code == 404


@pytest.mark.parametrize("who", ["economics", "leadership", "auditor"])
def test_the_list_behind_a_row_has_as_many_as_the_row_says(house: House, who: str) -> None:
    for state in State:
        register(house, "A", state)
    page = signed_in(getattr(house, who)).get(url(unit=house.unit("A").pk))
    counted = counts_of(page.context["board"], house.unit("A"))
    assert sum(counted) == len(page.context["details"]) == 12


@pytest.mark.parametrize("who", ["economics", "home_affairs"])
def test_nobody_is_reminded_of_a_year_that_is_over(house: House, who: str) -> None:
    register(house, "A", year=YEAR - 1)
    browser = signed_in(getattr(house, who))
    assert browser.get(url()).context["remind_url"]
    assert not browser.get(url(year=YEAR - 1)).context["remind_url"]
    answer = browser.get(url("remind", year=YEAR - 1))
    assert (answer.status_code, answer.headers["Location"]) == (302, url(year=YEAR - 1))


def test_the_unit_of_a_row_opens_its_initiatives(house: House) -> None:
    sent = register(house, "A", State.SUBMITTED)
    page = signed_in(house.economics).get(url(unit=house.unit("A").pk)).content.decode()
    screens = admin_for(Initiative)
    assert screens is not None
    assert f'href="{screens.record_url(sent)}"' in page


def test_the_sum_and_every_status_are_said_in_words(house: House) -> None:
    register(house, "A", State.RECOGNISED)
    page = signed_in(house.economics).get(url())
    units = len(page.context["lines"])
    assert page.context["board"].reached == 1
    text = page.content.decode()
    assert f"1/{units}" in text
    for status in QuotaStatus:
        assert str(status.label) in text


def test_a_mistyped_year_shows_this_year(house: House) -> None:
    register(house, "A", State.RECOGNISED, recognised_on=date(2022, 3, 1), year=2021)
    client = signed_in(house.economics)
    assert client.get(url(year="1x")).context["board"].year == YEAR
    page = client.get(url(year=2022))
    assert page.context["board"].year == 2022
    assert page.context["years"] == [YEAR, 2022, 2021]


@pytest.mark.parametrize("rows", [5, 60])
def test_queries_do_not_grow_with_rows(
    house: House, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        state = (State.DRAFT, State.SUBMITTED, State.RECOGNISED)[number % 3]
        made = register(house, "ABC"[number % 3], state)
        AuthorFactory(initiative=made, unit=house.unit("A"), share=10, name=f"Tác giả {number}")
    client = signed_in(house.economics)
    client.get(url())
    with django_assert_max_num_queries(20):
        assert client.get(url(unit=house.unit("A").pk)).status_code == 200
    client = signed_in(house.officer("A"))
    client.get(url())
    with django_assert_max_num_queries(20):
        assert client.get(url()).status_code == 200


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_board_is_taken_out_as_a_file_and_that_is_noted(house: House, file_format: str) -> None:
    made = register(house, "A", State.RECOGNISED)
    response = signed_in(house.economics).post(url(), {"format": file_format})
    content = b"".join(response) if response.streaming else response.content
    assert f'filename="sang-kien-chi-tieu-{YEAR}.{file_format}"' in response["Content-Disposition"]
    if file_format == "csv":
        assert made.code in content.decode("utf-8-sig")
    entry = ExportEntry.objects.get()
    assert (entry.user, entry.file_format) == (house.economics, file_format)


def test_the_auditor_takes_nothing_out(house: House) -> None:
    response = signed_in(house.auditor).post(url(), {"format": "csv"})
    assert response.status_code == 302
    assert not ExportEntry.objects.exists()
