"""Units are reminded of the services whose text they keep true."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.editing.unit_reviews import services_to_review
from reform.organisation.capabilities import Role
from tests.home.factories import add_service, build_site
from tests.organisation.factories import UnitFactory, user_with_role

pytestmark = pytest.mark.django_db


def test_a_unit_is_reminded_of_its_own_services_that_are_due(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    public = build_site()
    ward, other = UnitFactory(authority=public.authority), UnitFactory(authority=public.authority)
    today = timezone.localdate()
    add_service(public, title="Chứng thực chữ ký", unit=ward, review_by=today - timedelta(days=3))
    add_service(public, title="Đăng ký kết hôn", unit=ward, review_by=today + timedelta(days=20))
    add_service(public, title="Đăng ký khai tử", unit=ward, review_by=today + timedelta(days=60))
    add_service(public, title="Giám hộ", unit=ward)
    add_service(public, title="Cấp phép xây dựng", unit=other, review_by=today)
    add_service(public, title="Bản nháp cũ", unit=ward, review_by=today, live=False)
    officer = user_with_role(Role.UNIT_OFFICER, ward)
    client = Client()
    client.force_login(officer)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert page.index("Giám hộ") < page.index("Chứng thực chữ ký") < page.index("Đăng ký kết hôn")
    for absent in ("Đăng ký khai tử", "Cấp phép xây dựng", "Bản nháp cũ"):
        assert absent not in page
    with django_assert_max_num_queries(3):
        assert len(services_to_review(officer, today)) == 2
    assert page.count("chưa rà soát lần nào") == 1


def test_nothing_is_said_when_nothing_is_due() -> None:
    public = build_site()
    ward = UnitFactory(authority=public.authority)
    add_service(public, unit=ward, reviewed_on=timezone.localdate())
    client = Client()
    client.force_login(user_with_role(Role.UNIT_HEAD, ward))
    assert 'id="unit-reviews"' not in client.get(reverse("wagtailadmin_home")).content.decode()
