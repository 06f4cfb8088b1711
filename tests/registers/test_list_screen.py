"""The list of a register: what the query string may do, and what it may not."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reform.directives.models import Assignment
from reform.organisation.capabilities import Role
from reform.organisation.models import Unit, User
from tests.directives.factories import AssignmentFactory
from tests.organisation.factories import AuthorityFactory, UnitFactory, UserFactory, user_with_role

from .helpers import home_affairs_of, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.registers.trial")]

LIST = "/admin/trial/assignments/"

# Every one of these is a lookup that wagtail-modeladmin would have handed to the database, a value
# that breaks a field, or plain noise.
HOSTILE = [
    f"{path}={value}"
    for path in (
        "unit__head__password__startswith",
        "unit__head__is_superuser__exact",
        "unit__members__email__contains",
        "state__in",
        "id__gt",
        "pk__in",
        "due__isnull",
        "unit__authority__users__password",
        "foo",
        "task__directive__unit__head__password__regex",
        "utm_source",
        "version__gte",
        "unit_id__in",
    )
    for value in ("pbkdf2_", "1")
] + [
    "unit=0",
    "unit=-1",
    "unit=99999999999999999999999",
    "unit=abc",
    "unit=1&unit=2",
    "unit=%00",
    "task=%27",
    "state=zzz",
    "state=assigned%00",
    "due_from=31/02/2022",
    "due_from=zzz",
    "due_to=99999-01-01",
    "due=1",
    "is_sample=maybe",
    "late=never",
    "late__in=overdue",
    "o=password",
    "o=-unit__head__password",
    "o=--due",
    "o=?",
    "p=0",
    "p=-3",
    "p=abc",
    "p=99999999999999999999",
    "q=%00",
    "q=%25",
    "export=csv",
    "export=xlsx",
    "e=1",
    "_export=json",
    "q=" + "a" * 5000,
]


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def officer(unit: Unit) -> User:
    return user_with_role(Role.UNIT_OFFICER, unit)


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


def found(client: Client, query: str = "") -> list[Assignment]:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200, query
    return [row["record"] for row in response.context["rows"]]


def test_only_records_of_the_own_scope_are_listed(client: Client, unit: Unit) -> None:
    mine = AssignmentFactory(unit=unit, waiting=True)
    AssignmentFactory(unit=UnitFactory(authority=unit.authority), waiting=True)
    AssignmentFactory(waiting=True)
    assert found(client) == [mine]


def test_fifty_hostile_parameters_change_nothing_and_break_nothing(client: Client, unit: Unit) -> None:
    unit.head = UserFactory(unit=unit, password="pbkdf2_sha256$secret")
    unit.save()
    mine = AssignmentFactory(unit=unit, waiting=True)
    assert len(HOSTILE) >= 50
    for query in HOSTILE:
        rows = found(client, query)
        if not query.startswith("q="):
            assert rows == [mine], query


def test_a_password_cannot_be_guessed_letter_by_letter(client: Client, unit: Unit) -> None:
    unit.head = UserFactory(unit=unit, password="pbkdf2_sha256$secret")
    unit.save()
    AssignmentFactory(unit=unit, waiting=True)
    right = found(client, "unit__head__password__startswith=pbkdf2_")
    wrong = found(client, "unit__head__password__startswith=nope")
    assert right == wrong


def test_no_address_on_the_page_carries_an_undeclared_parameter_on(client: Client, unit: Unit) -> None:
    AssignmentFactory.create_batch(55, unit=unit, waiting=True)
    page = client.get(f"{LIST}?utm_source=mail&unit__head__password=x&state=assigned&o=due").content.decode()
    assert "utm_source" not in page
    assert "unit__head__password" not in page
    assert "state=assigned&amp;o=due&amp;p=2" in page


def test_there_is_no_export_at_all_yet(client: Client) -> None:
    response = client.get(f"{LIST}?export=csv")
    assert response["Content-Type"].startswith("text/html")


def test_filters_narrow_the_list_and_stand_in_the_address(unit: Unit) -> None:
    authority = unit.authority
    client = signed_in(home_affairs_of(authority))
    late = AssignmentFactory(unit=unit, overdue=True)
    other = AssignmentFactory(unit=UnitFactory(authority=authority), waiting=True, due=date(2030, 1, 1))
    assert found(client, f"unit={unit.pk}") == [late]
    assert found(client, "state=assigned") == [other]
    assert found(client, "due_from=2029-12-31&due_to=2030-01-01") == [other]
    assert found(client, "late=overdue") == [late]
    assert found(client, f"task={other.task_id}") == [other]
    assert found(client, "is_sample=yes") == []
    response = client.get(f"{LIST}?unit={unit.pk}&state=in_progress&nonsense=1")
    assert len(response.context["active_filters"]) == 2


def test_a_filter_offers_no_unit_outside_the_scope(client: Client, unit: Unit) -> None:
    foreign = UnitFactory(name="Phòng của quận khác")
    page = client.get(LIST).content.decode()
    assert str(unit.short_name) in page
    assert foreign.short_name not in page


def test_the_search_ignores_diacritics(client: Client, unit: Unit) -> None:
    mine = AssignmentFactory(unit=unit, waiting=True, task__text="Rà soát thủ tục ở phường Đằng Hải")
    AssignmentFactory(unit=unit, waiting=True)
    assert found(client, "q=dang+hai+ra+soat") == found(client, "q=Đằng+Hải") == [mine]


def test_the_list_is_ordered_by_declared_columns_only(client: Client, unit: Unit) -> None:
    first = AssignmentFactory(unit=unit, waiting=True, progress=10, due=date(2030, 1, 1))
    second = AssignmentFactory(unit=unit, waiting=True, progress=20, due=date(2029, 1, 1))
    assert found(client) == [second, first]
    assert found(client, "o=progress") == [first, second]
    assert found(client, "o=-progress") == [second, first]
    assert found(client, "o=completed_on") == [second, first]


def test_totals_count_everything_that_the_filters_leave(client: Client, unit: Unit) -> None:
    AssignmentFactory.create_batch(60, unit=unit, waiting=True, progress=10)
    totals = client.get(LIST).context["totals"]
    assert totals[-1].content == "600"


def test_an_empty_list_says_so_kindly(client: Client) -> None:
    response = client.get(LIST)
    assert str(response.context["empty_message"]) in response.content.decode()
    assert 'class="register-empty"' in client.get(f"{LIST}?q=nothing").content.decode()


def test_a_list_without_business_leads_back_to_the_dashboard() -> None:
    editor = user_with_role(Role.CULTURE_EDITOR, UnitFactory())
    response = signed_in(editor).get(LIST)
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "o=unit&state=assigned&q=nhiem+vu"])
def test_queries_do_not_grow_with_rows(unit: Unit, query: str) -> None:
    authority = AuthorityFactory()
    client = signed_in(home_affairs_of(authority))
    units: list[Any] = UnitFactory.create_batch(3, authority=authority)
    for unit in units:
        AssignmentFactory(unit=unit, waiting=True)
    few = queries_of(client, f"{LIST}?{query}")
    for unit in units:
        AssignmentFactory.create_batch(20, unit=unit, waiting=True)
    many = queries_of(client, f"{LIST}?{query}")
    assert few == many
    assert many <= 20
