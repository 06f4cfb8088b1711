"""Four eyes: an editor writes and submits, a publisher approves."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from home.approval import create_workflow
from home.models import ArticlePage, NewsIndexPage
from reform.organisation.capabilities import Role
from reform.organisation.groups import group_for
from reform.organisation.models import Authority, User
from tests.home.factories import PublicSite, add_article, build_site
from tests.organisation.factories import RoleAssignmentFactory, UserFactory, root_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicSite:
    """Return an authority's public site with the workflow of its news."""
    public = build_site()
    create_workflow(public.authority, public.news)
    return public


def person_with(role: Role, authority: Authority) -> User:
    """Create somebody who holds a role in the whole authority."""
    user = UserFactory(unit=root_of(authority))
    RoleAssignmentFactory(user=user, role=role, unit=root_of(authority))
    return user


def new_article(client: Client, public: PublicSite, action: str) -> ArticlePage:
    """Send the editor's form for a new article with one of its buttons."""
    address = reverse("wagtailadmin_pages:add", args=["home", "articlepage", public.news.pk])
    data = {
        "title": "Bài của biên tập viên",
        "slug": "bai-moi",
        "published_on": "2022-11-20",
        "body-count": "1",
        "body-0-type": "quote",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-value-text": "Lời",
        "body-0-value-speaker": "Người nói",
        "related_articles-TOTAL_FORMS": "0",
        "related_articles-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        action: "1",
    }
    response = client.post(address, data)
    assert response.status_code == 302, response.context and response.context["form"].errors
    return ArticlePage.objects.get(slug="bai-moi")


def test_editor_submits_and_publisher_approves(public: PublicSite, client: Client) -> None:
    client.force_login(person_with(Role.CULTURE_EDITOR, public.authority))
    article = new_article(client, public, "action-submit")
    assert not article.live
    state = WorkflowState.objects.get(object_id=str(article.pk))
    assert state.status == WorkflowState.STATUS_IN_PROGRESS

    client.force_login(person_with(Role.CULTURE_PUBLISHER, public.authority))
    task_state = state.current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task_state.pk])
    client.post(approve, {"comment": ""})

    article.refresh_from_db()
    assert article.live


def test_editor_cannot_publish_nor_approve(public: PublicSite, client: Client) -> None:
    client.force_login(person_with(Role.CULTURE_EDITOR, public.authority))
    article = new_article(client, public, "action-publish")
    assert not article.live

    article = ArticlePage.objects.get(pk=article.pk)
    state = article.get_workflow().start(article, None)
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.current_task_state.pk]
    )
    client.post(approve, {"comment": ""})
    article.refresh_from_db()
    assert not article.live


def test_publisher_of_another_authority_cannot_touch_the_article(public: PublicSite, client: Client) -> None:
    foreign = build_site(hostname="khac.example.vn")
    article = add_article(foreign, live=False)
    client.force_login(person_with(Role.CULTURE_PUBLISHER, public.authority))
    response = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert response.status_code in {302, 403, 404}


def test_previewing_a_new_article_works(public: PublicSite, client: Client) -> None:
    client.force_login(person_with(Role.CULTURE_EDITOR, public.authority))
    article = new_article(client, public, "action-submit")
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))
    assert response.status_code == 200
    assert "Bài của biên tập viên" in response.content.decode()


def test_a_news_list_made_by_hand_is_approved_by_the_publishers_of_its_own_authority() -> None:
    other = build_site(hostname="phuong.example.vn")
    index = NewsIndexPage(title="Tin của phường", slug="tin-cua-phuong")
    other.home.add_child(instance=index)
    (task,) = index.get_workflow().tasks
    assert list(task.specific.groups.all()) == [
        group_for(role=Role.CULTURE_PUBLISHER, authority=other.authority)
    ]
