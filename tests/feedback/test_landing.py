"""What the landing page says of citizens' messages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reform.feedback.enums import MessageKind, MessageState
from reform.feedback.selectors import Waiting, waiting_for
from reform.organisation.capabilities import Role
from reform.organisation.models import Authority, Unit
from tests.feedback.factories import CitizenMessageFactory
from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward() -> Unit:
    """Return a ward with one message in every state, beside another ward with one to answer."""
    authority: Authority = AuthorityFactory()
    ward: Unit = UnitFactory(authority=authority)
    today = timezone.localdate()
    for state in MessageState:
        place = root_of(authority) if state == MessageState.RECEIVED else ward
        CitizenMessageFactory(authority=authority, unit=place, state=state, due_on=today + timedelta(days=9))
    CitizenMessageFactory(unit=UnitFactory(authority=authority), state=MessageState.ROUTED, due_on=today)
    late = today - timedelta(days=1)
    CitizenMessageFactory(unit=ward, state=MessageState.PREPARED, due_on=late)
    CitizenMessageFactory(unit=ward, state=MessageState.ANSWERED, due_on=late, kind=MessageKind.COMMENT)
    return ward


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.UNIT_OFFICER, Waiting(None, 1, None, 1)),
        (Role.UNIT_HEAD, Waiting(None, 1, 2, 1)),
    ],
)
def test_a_unit_learns_of_its_own_messages(
    ward: Unit, role: Role, expected: Waiting, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    user = user_with_role(role, ward)
    with django_assert_max_num_queries(3):
        assert waiting_for(user) == expected


def test_the_desk_learns_of_what_to_route(ward: Unit) -> None:
    user = user_with_role(Role.HOME_AFFAIRS, root_of(ward.authority), include_sub_units=True)
    assert waiting_for(user) == Waiting(1, None, None, 1)


def test_the_landing_page_leads_to_the_list_behind_every_number(ward: Unit) -> None:
    client = Client()
    client.force_login(user_with_role(Role.UNIT_OFFICER, ward))
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Ý kiến cần trả lời" in page
    assert 'href="/admin/feedback/messages/?state=routed"' in page
    assert 'href="/admin/feedback/messages/?time=overdue"' in page


def test_who_handles_no_messages_sees_none(ward: Unit) -> None:
    client = Client()
    client.force_login(user_with_role(Role.CULTURE_EDITOR, root_of(ward.authority), include_sub_units=True))
    assert "/admin/feedback/messages/" not in client.get(reverse("wagtailadmin_home")).content.decode()
