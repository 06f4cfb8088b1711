"""Wagtail's own screens: who may open them, and whose pages and files they are about."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from reform.organisation.capabilities import Role
from reform.organisation.models import User
from tests.home.factories import PublicSite, add_article, build_site
from tests.organisation.factories import root_of, user_with_role

pytestmark = pytest.mark.django_db


def editor_of(public: PublicSite) -> Client:
    """Return a browser in which an editor of the site's authority has signed in."""
    editor: User = user_with_role(Role.CULTURE_EDITOR, root_of(public.authority), include_sub_units=True)
    client = Client()
    client.force_login(editor)
    return client


def bulk(client: Client, **query: Any) -> Any:
    """Return the answer to a bulk action on pages."""
    return client.get(reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete")), query)


def test_all_pages_in_a_bulk_action_are_those_under_a_page_of_the_own_site() -> None:
    own, foreign = build_site(hostname="own.vn"), build_site(hostname="foreign.vn")
    add_article(own), add_article(foreign)
    editor = editor_of(own)
    root: Any = Page.get_first_root_node()
    assert bulk(editor, id="all", childOf=own.news.pk).status_code == 200
    assert bulk(editor, id="all", childOf=foreign.news.pk).status_code == 404
    assert bulk(editor, id="all", childOf=root.pk).status_code == 404
    assert bulk(editor, id="all").status_code == 404
    assert bulk(editor, id="all", childOf="x").status_code == 404


def test_the_chooser_shows_drafts_of_the_own_site_alone() -> None:
    own, foreign = build_site(hostname="own.vn"), build_site(hostname="foreign.vn")
    add_article(own, title="Ours unpublished", live=False)
    add_article(foreign, title="Theirs unpublished", live=False)
    editor = editor_of(own)
    mine = editor.get(reverse("wagtailadmin_choose_page_child", args=(own.news.pk,)))
    assert "Ours unpublished" in mine.content.decode()
    assert editor.get(reverse("wagtailadmin_choose_page_child", args=(foreign.news.pk,))).status_code == 404
    found = editor.get(reverse("wagtailadmin_choose_page_search"), {"q": "unpublished"}).content.decode()
    assert "Ours unpublished" in found
    assert "Theirs unpublished" not in found


@pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 40, "1 or 1"])
def test_a_key_that_is_none_is_a_404(key: str) -> None:
    own = build_site(hostname="own.vn")
    add_article(own)
    assert editor_of(own).get(
        reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": key}
    ).status_code == 404  # fmt: skip


def test_other_kinds_have_no_bulk_actions() -> None:
    own = build_site(hostname="own.vn")
    url = reverse("wagtail_bulk_action", args=("organisation", "user", "delete"))
    assert editor_of(own).get(url, {"id": "1"}).status_code == 404


def test_who_has_not_signed_in_is_asked_to() -> None:
    answer = Client().get(reverse("wagtailadmin_choose_page"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("wagtailadmin_login"))  # type: ignore[attr-defined]
