"""A role that ends or begins overnight counts in a session that lasts longer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.localization import get_available_admin_time_zones

from reform.organisation.capabilities import Role
from reform.organisation.middleware import SYNCHRONISED_ON
from reform.organisation.models import RoleAssignment, User
from tests.organisation.factories import UnitFactory, user_with_role

pytestmark = pytest.mark.django_db


def yesterdays_session(client: Client, user: User) -> None:
    """Sign in as if it had been yesterday."""
    client.force_login(user)
    session = client.session
    session[SYNCHRONISED_ON] = (timezone.localdate() - timedelta(days=1)).isoformat()
    session.save()


def test_rights_on_pages_end_with_the_role_in_a_session_that_goes_on(client: Client) -> None:
    user = user_with_role(Role.CULTURE_PUBLISHER, UnitFactory())
    yesterdays_session(client, user)
    # What time does: no signal tells of it.
    RoleAssignment.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    client.get(reverse("wagtailadmin_home"))
    assert not user.groups.exists()


def test_rights_on_pages_begin_with_the_role_in_a_session_that_goes_on(client: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    user = user_with_role(Role.CULTURE_PUBLISHER, UnitFactory(), valid_from=tomorrow)
    assert not user.groups.exists()
    yesterdays_session(client, user)
    RoleAssignment.objects.update(valid_from=timezone.localdate())
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert user.groups.exists()


def test_signing_in_counts_as_the_look_of_the_day(client: Client) -> None:
    client.force_login(user_with_role(Role.AUDITOR, UnitFactory()))
    assert client.session[SYNCHRONISED_ON] == timezone.localdate().isoformat()


def test_today_is_the_same_day_for_every_officer() -> None:
    assert get_available_admin_time_zones() == ["Asia/Ho_Chi_Minh"]
