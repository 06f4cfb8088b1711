"""Two people see every text before citizens do."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from home.models import ArticlePage, StandardPage
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from tests.home.editing.people import person_with
from tests.home.factories import PublicSite, add_standard_page, build_site

pytestmark = pytest.mark.django_db
BOTH = (Role.CULTURE_EDITOR, Role.CULTURE_PUBLISHER)
REASON = "another publisher has to approve it"


@pytest.fixture(autouse=True)
def _english(settings: Any) -> None:
    """Read the sentences as the source has them."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def public() -> PublicSite:
    """Return a public site; its approval comes with it."""
    return build_site()


def submitted(public: PublicSite, author: User, **values: Any) -> StandardPage:
    """Create a draft that its author sent for approval."""
    page = add_standard_page(public.home, live=False, **values)
    page.title = "Bản mới"
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    return page


def state_of(page: Page) -> TaskState:
    """Return the step that a page waits at."""
    state: TaskState = Page.objects.get(pk=page.pk).current_workflow_task_state
    return state


def approve(client: Client, page: Page) -> Any:
    """Press the button of the list and return what the person reads afterwards."""
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state_of(page).pk])
    return client.post(address, {"comment": ""}, follow=True)


def editor_form(page: StandardPage, **values: str) -> dict[str, str]:
    """Return what the page editor sends."""
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    } | values


def is_live(page: Page) -> bool:
    """Tell whether citizens can read a page."""
    return Page.objects.get(pk=page.pk).live


def test_who_holds_both_roles_cannot_approve_the_own_text_and_reads_why(
    public: PublicSite, client: Client
) -> None:
    author = person_with(public.authority, *BOTH)
    page = submitted(public, author)
    client.force_login(author)
    assert REASON in approve(client, page).content.decode()
    assert not is_live(page)
    assert state_of(page).status == TaskState.STATUS_IN_PROGRESS
    state_of(page).task.specific.on_action(state_of(page), author, "approve")
    assert not is_live(page)
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    approve(client, page)
    assert is_live(page)


def test_the_author_sees_no_button_to_approve_but_the_reason(public: PublicSite, client: Client) -> None:
    author = person_with(public.authority, *BOTH)
    page = submitted(public, author)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(author)
    shown = client.get(edit).content.decode()
    assert 'data-workflow-action-name="approve"' not in shown
    assert REASON in shown
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    shown = client.get(edit).content.decode()
    assert 'data-workflow-action-name="approve"' in shown
    assert REASON not in shown


def test_a_publisher_who_changes_the_text_while_approving_saves_it_and_leaves_the_approval_to_another(
    public: PublicSite, client: Client
) -> None:
    page = submitted(public, person_with(public.authority, Role.CULTURE_EDITOR))
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        editor_form(page, title="Đã sửa", **approval),
        follow=True,
    )
    assert REASON in answer.content.decode()
    page = StandardPage.objects.get(pk=page.pk)
    assert page.get_latest_revision_as_object().title == "Đã sửa"
    assert not page.live


def test_a_publisher_may_set_the_dates_and_approve(public: PublicSite, client: Client) -> None:
    page = submitted(public, person_with(public.authority, Role.CULTURE_EDITOR))
    publisher = person_with(public.authority, Role.CULTURE_PUBLISHER)
    page = page.get_latest_revision_as_object()
    page.expire_at = timezone.now() + timedelta(days=30)
    page.save_revision(user=publisher)
    client.force_login(publisher)
    approve(client, page)
    assert is_live(page)


@pytest.mark.parametrize("roles", [(Role.CULTURE_EDITOR,), (Role.CULTURE_PUBLISHER,), BOTH])
def test_nobody_publishes_past_the_approval(
    roles: tuple[Role, ...], public: PublicSite, client: Client
) -> None:
    page = add_standard_page(public.home, live=False)
    person = person_with(public.authority, *roles)
    client.force_login(person)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, editor_form(page, title="Thẳng", **{"action-publish": "1"}))
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}")
    client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"]), {})
    create = reverse("wagtailadmin_pages:add", args=["home", "standardpage", public.home.pk])
    client.post(create, editor_form(page, slug="moi", **{"action-publish": "1"}))
    copy = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": public.home.pk}
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]), copy | {"publish_copies": "on", "alias": "on"}
    )
    with pytest.raises(PermissionDenied):
        page.save_revision(user=person).publish(user=person)
    assert not StandardPage.objects.filter(live=True).exists()
    assert "action-publish" not in client.get(edit).content.decode()


def test_a_publisher_may_still_take_a_page_down(public: PublicSite, client: Client) -> None:
    page = add_standard_page(public.home)
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert not is_live(page)


def test_a_scheduled_page_goes_public_at_its_time_and_only_when_it_was_approved(
    public: PublicSite, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    editor = person_with(public.authority, Role.CULTURE_EDITOR)
    times = {"go_live_at": now + timedelta(hours=1), "expire_at": now + timedelta(hours=3)}
    approved, waiting = (submitted(public, editor, slug=slug, **times) for slug in ("duyet", "cho"))
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    approve(client, approved)
    assert not is_live(approved)
    for hours, expected in ((0.5, False), (2, True), (4, False)):
        monkeypatch.setattr("django.utils.timezone.now", lambda hours=hours: now + timedelta(hours=hours))
        call_command("keep_schedule", "--once")
        assert is_live(approved) is expected, hours
        assert not is_live(waiting)


def test_a_site_has_its_approval_before_it_has_any_page_but_the_first() -> None:
    other = build_site(hostname="phuong.example.vn")
    (task,) = other.home.get_workflow().tasks
    assert [group.name for group in task.specific.groups.all()] == [
        f"{Role.CULTURE_PUBLISHER}:{other.authority.code}"
    ]
    assert not ArticlePage.objects.exists()
