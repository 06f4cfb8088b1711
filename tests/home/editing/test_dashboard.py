"""The landing page says what waits for an editor or a publisher."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.editing.dashboard import Bucket, buckets_of
from home.models import BrokenLink, LinkFault, StandardPage
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from tests.home.editing.people import person_with
from tests.home.factories import PublicSite, add_standard_page, build_site

pytestmark = pytest.mark.django_db
PLENTY = 7


@pytest.fixture
def public() -> PublicSite:
    """Return a public site."""
    return build_site()


def draft_of(public: PublicSite, author: User, title: str, **values: Any) -> StandardPage:
    """Create a draft."""
    number = StandardPage.objects.count()
    page = add_standard_page(public.home, title=title, slug=f"trang-{number}", live=False, **values)
    page.save_revision(user=author)
    return page


def fill(public: PublicSite, editor: User, publisher: User) -> None:
    """Put one page into every bucket."""
    draft_of(public, editor, "Nháp")
    waiting = draft_of(public, editor, "Chờ duyệt")
    waiting.get_workflow().start(waiting, editor)
    returned = draft_of(public, editor, "Bị trả lại")
    state = returned.get_workflow().start(returned, editor)
    state.current_task_state.reject(user=publisher, comment="Thiếu ảnh")
    later = draft_of(public, editor, "Hẹn giờ", go_live_at=timezone.now() + timedelta(days=1))
    later.get_workflow().start(later, editor).current_task_state.approve(user=publisher)
    old = add_standard_page(public.home, title="Cũ", slug=f"cu-{later.pk}", review_by=date(2022, 1, 1))
    BrokenLink.objects.create(page=old, place="Bài", target="/a/", fault=LinkFault.NOT_FOUND)


def titles(buckets: list[Bucket]) -> dict[str, list[str]]:
    """Return the titles by bucket."""
    return {bucket.code: [row.title for row in bucket.rows] for bucket in buckets}


def test_everybody_finds_what_waits_for_them(public: PublicSite) -> None:
    editor = person_with(public.authority, Role.CULTURE_EDITOR)
    publisher = person_with(public.authority, Role.CULTURE_PUBLISHER)
    fill(public, editor, publisher)
    shared = {"scheduled": ["Hẹn giờ"], "review": ["Cũ"], "links": ["Cũ"]}
    assert titles(buckets_of(editor)) == {"returned": ["Bị trả lại"], "drafts": ["Nháp"]} | shared
    assert (
        titles(buckets_of(publisher)) == {"to-approve": ["Chờ duyệt"], "returned": [], "drafts": []} | shared
    )


def test_nobody_finds_the_own_text_or_pages_of_another_site_among_what_waits(public: PublicSite) -> None:
    both = person_with(public.authority, Role.CULTURE_EDITOR, Role.CULTURE_PUBLISHER)
    own = draft_of(public, both, "Của mình")
    own.get_workflow().start(own, both)
    foreign = build_site(hostname="khac.example.vn")
    fill(foreign, *(person_with(foreign.authority, Role.CULTURE_EDITOR) for _number in range(2)))
    assert not any(titles(buckets_of(both)).values())


def test_the_panel_costs_the_same_for_many_pages(
    public: PublicSite, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [person_with(public.authority, role) for role in (Role.CULTURE_EDITOR, Role.CULTURE_PUBLISHER)]
    for _number in range(PLENTY):
        fill(public, *people)
    for person in people:
        with django_assert_max_num_queries(20):
            counts = {bucket.count for bucket in buckets_of(User.objects.get(pk=person.pk))}
        assert counts <= {0, PLENTY}


def test_the_landing_page_shows_the_panel_to_who_works_on_pages_alone(
    public: PublicSite, client: Client
) -> None:
    editor = person_with(public.authority, Role.CULTURE_EDITOR)
    fill(public, editor, person_with(public.authority, Role.CULTURE_PUBLISHER))
    home = reverse("wagtailadmin_home")
    client.force_login(editor)
    shown = client.get(home).content.decode()
    assert "Thiếu ảnh" in shown
    assert reverse("wagtailadmin_content_reports:review") in shown
    client.force_login(person_with(public.authority, Role.HOME_AFFAIRS))
    assert 'id="editor-work"' not in client.get(home).content.decode()
