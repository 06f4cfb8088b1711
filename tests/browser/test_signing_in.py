"""The way in works in a real browser, and the tools of these tests do what they say."""

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import Page, expect
from wagtail.models import Locale
from wagtail.models import Page as WagtailPage

from tests.browser.conftest import SignIn
from tests.organisation.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.once


def create_officer() -> str:
    """Create an account that may enter the administration; returns its user name."""
    officer = UserFactory()
    officer.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return officer.username


def test_an_officer_signs_in_on_a_phone(phone: Page) -> None:
    username = create_officer()
    phone.goto("/admin/")

    expect(phone.locator("html")).to_have_attribute("lang", "vi")
    phone.locator("[name=username]").fill(username)
    phone.locator("[name=password]").fill(PASSWORD)
    phone.locator("[name=password]").press("Enter")

    expect(phone.locator("[name=password]")).to_have_count(0)
    expect(phone).to_have_url(f"{phone.url.split('/admin/')[0]}/admin/")


def test_a_wrong_password_stays_outside_and_says_so(page: Page) -> None:
    username = create_officer()
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill("not-the-password")
    page.locator("[name=password]").press("Enter")

    expect(page.locator("[name=password]")).to_be_visible()


def test_a_session_put_into_a_page_opens_the_administration(page: Page, sign_in: SignIn) -> None:
    username = create_officer()
    page.goto("/admin/")
    expect(page).to_have_url(f"{page.url.split('/admin/')[0]}/admin/login/?next=/admin/")

    sign_in(page, username)
    page.goto("/admin/")

    expect(page.locator("[name=password]")).to_have_count(0)


def test_what_migrations_made_is_there_again_after_a_test_that_empties_the_database(page: Page) -> None:
    assert WagtailPage.objects.filter(depth=1).exists()
    assert Locale.objects.exists()
    assert Permission.objects.filter(codename="access_admin").exists()
