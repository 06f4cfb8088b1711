"""The landing page: what waits for whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from reform.directives.models import Assignment, ExtensionRequest
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from tests.directives.factories import AssignmentFactory, ExtensionRequestFactory, State, move_to
from tests.organisation.factories import user_with_role

from .house import House, signed_in, url

HOME = reverse("wagtailadmin_home")


def buckets(user: User) -> dict[str, int]:
    """Return the counts that the landing page shows a user, by the bucket's code."""
    panel = landing(signed_in(user))
    return {item.bucket.kind.code: item.bucket.count for item in [*panel["own"], *panel["following"]]}


def landing(client: Client) -> dict[str, Any]:
    """Return the context of the panel that heads the landing page."""
    response: Any = client.get(HOME)
    assert response.status_code == 200
    return next(part for part in response.context if "following" in part).flatten()


def fill(house: House) -> None:
    """Give the ward one assignment in every state that somebody waits for."""
    today = timezone.localdate()
    AssignmentFactory(unit=house.ward, overdue=True)
    AssignmentFactory(unit=house.ward, soon=True)
    AssignmentFactory(unit=house.ward, waiting=True)
    AssignmentFactory(unit=house.ward, state=State.RETURNED)
    AssignmentFactory(unit=house.ward, state=State.REJECTED, due=today + timedelta(days=30))
    move_to(AssignmentFactory(unit=house.ward), State.REPORTED)
    move_to(AssignmentFactory(unit=house.ward), State.PREPARED)
    ExtensionRequestFactory(assignment__unit=house.ward, assignment__due=today + timedelta(days=30))


def test_an_officer_sees_what_waits_for_the_unit(house: House) -> None:
    fill(house)
    assert buckets(house.officer) == {"overdue": 1, "soon": 1, "acceptance": 1, "returned": 1}


def test_a_head_sees_what_waits_for_confirmation_too(house: House) -> None:
    fill(house)
    assert buckets(house.head)["approval"] == 1


def test_home_affairs_sees_what_it_has_to_check_reassign_and_decide(house: House) -> None:
    fill(house)
    counts = buckets(house.home_affairs)
    assert (counts["to_check"], counts["rejected"]) == (1, 1)
    assert landing(signed_in(house.home_affairs))["work"].extension_count == 1
    assert "acceptance" not in counts


def test_another_wards_work_is_not_counted(house: House) -> None:
    fill(house)
    assert set(buckets(house.stranger).values()) == {0}


@pytest.mark.parametrize("person", ["officer", "head", "home_affairs", "leadership"])
def test_every_count_is_the_count_of_the_list_behind_it(house: House, person: str) -> None:
    fill(house)
    client = signed_in(getattr(house, person))
    panel = landing(client)
    for item in [*panel["own"], *panel["following"]]:
        page = client.get(item.url).context["page_obj"]
        assert page.paginator.count == item.bucket.count, item.bucket.kind.code


def test_the_list_behind_the_requests_shows_those_that_wait(house: House) -> None:
    fill(house)
    client = signed_in(house.home_affairs)
    found = client.get(landing(client)["extensions_url"]).context["page_obj"].paginator.count
    assert found == ExtensionRequest.objects.count() == 1


def test_an_empty_bucket_says_so_kindly(house: House) -> None:
    panel = landing(signed_in(house.officer))
    page = signed_in(house.officer).get(HOME).content.decode()
    for item in panel["own"]:
        assert escape(str(item.bucket.kind.empty)) in page


def test_lateness_stands_in_words_with_the_original_date(house: House) -> None:
    today = timezone.localdate()
    AssignmentFactory(
        unit=house.ward,
        state=State.IN_PROGRESS,
        due=today + timedelta(days=3),
        original_due=today - timedelta(days=9),
    )
    page = signed_in(house.officer).get(HOME).content.decode()
    original = f"{today - timedelta(days=9):%d/%m/%Y}"
    assert page.count(original) == 2 * page.count('class="due-chip due-chip--soon"')


def test_who_writes_pages_keeps_wagtails_panels(house: House) -> None:
    editor = user_with_role(Role.CULTURE_EDITOR, house.ward)
    editor.is_superuser = True
    editor.save()
    page = signed_in(editor).get(HOME)
    assert 'id="landing-pages"' in page.content.decode()
    assert 'id="landing-pages"' not in signed_in(house.officer).get(HOME).content.decode()


def test_who_has_no_unit_to_watch_is_greeted(house: House) -> None:
    administrator = user_with_role(Role.SYSTEM_ADMINISTRATOR, house.root)
    assert signed_in(administrator).get(HOME).context is not None
    assert not landing(signed_in(administrator))["has_work"]


def test_the_number_of_queries_does_not_grow_with_rows(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        fill(house)
    assert Assignment.objects.count() > 90
    for person in (house.officer, house.head, house.home_affairs):
        client = signed_in(person)
        client.get(HOME)
        with django_assert_max_num_queries(20):
            client.get(HOME)


def test_the_menu_shows_the_board_to_who_sees_several_units(house: House) -> None:
    board = url(Assignment, "board")
    assert board in signed_in(house.home_affairs).get(HOME).content.decode()
    assert board not in signed_in(house.officer).get(HOME).content.decode()
