"""The admin shows the portal's own name and mark, and sends nobody to pages in English elsewhere."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from reform.organisation.models import User
from tests.organisation.factories import AuthorityFactory

pytestmark = pytest.mark.django_db
BIRD = "icon-wagtail"


def test_signing_in_names_the_portal_and_its_authority(client: Client) -> None:
    AuthorityFactory(site=Site.objects.get(), name="Ủy ban nhân dân quận Hải An")
    page = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "Ủy ban nhân dân quận Hải An" in page
    assert 'class="portal-mark"' in page
    assert BIRD not in page
    assert "Wagtail</title>" not in page


def test_signing_in_works_before_there_is_an_authority(client: Client) -> None:
    Site.objects.all().delete()
    assert client.get(reverse("wagtailadmin_login")).status_code == 200


def test_signing_in_asks_for_the_password_in_vietnamese(client: Client) -> None:
    page = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "Mật khẩu" in page
    assert "Password" not in page
    assert 'autocomplete="current-password"' in page


def test_the_sidebar_has_the_portals_mark_and_no_foreign_help(client: Client) -> None:
    client.force_login(User.objects.create_superuser("installer"))
    with translation.override("vi"):
        page = client.get(reverse("wagtailadmin_home")).content.decode()
    logo = page.partition("data-wagtail-sidebar-branding-logo>")[2].partition("</template>")[0]
    assert 'class="portal-mark"' in logo
    assert "whats-new-in-wagtail" not in page
    assert "editor-guide" not in page
    assert "keyboard-shortcuts" in page
    assert reverse("organisation_users_modeladmin_index") in page
    assert reverse("wagtailusers_users:index") not in page


def test_an_address_that_leads_nowhere_is_answered_in_the_portals_words(client: Client) -> None:
    client.force_login(User.objects.create_superuser("installer", "installer@example.org", "x"))
    answer = client.get("/admin/nowhere/at/all/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Trang này không tồn tại" in page
    assert "Wagtail" not in page.split("<main", 1)[1].split("</main>", 1)[0]
