"""Pictures and files that pages need are neither deleted nor renamed by one person."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from home.models import ServiceForm
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from tests.home.editing.people import person_with
from tests.home.factories import PublicSite, add_article, add_service, build_site, make_image
from tests.home.test_lost_files import make_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(settings: Any) -> PublicSite:
    """Return a public site whose editors read English."""
    settings.LANGUAGE_CODE = "en"
    return build_site()


@pytest.fixture(params=["editor", "installer"])
def editor(request: pytest.FixtureRequest, public: PublicSite, client: Client) -> Client:
    """Return the browser of somebody who may delete pictures and files."""
    person = person_with(public.authority, Role.CULTURE_EDITOR)
    if request.param == "installer":
        User.objects.filter(pk=person.pk).update(is_superuser=True)
    client.force_login(person)
    return client


def record_of(public: PublicSite, kind: str) -> Any:
    """Return a picture or a document of the site's authority."""
    record: Any = make_image("Hình vẽ") if kind == "images" else make_file("Kế hoạch")
    record.collection = public.authority.collection
    record.save()
    return record


def show(public: PublicSite, record: Any, *, live: bool = True) -> None:
    """Put a picture or a document into an article."""
    if isinstance(record, get_image_model()):
        body = {"type": "picture", "value": {"image": record.pk, "alt_text": "Quầy", "caption": ""}}
    else:
        body = {"type": "files", "value": {"files": [{"document": record.pk, "title": ""}]}}
    add_article(public, title="Bài đang hiện", body=[body], live=live)


def delete(client: Client, kind: str, way: str, *records: Any) -> Any:
    """Send what deletes records, one of the three ways."""
    if way != "bulk":
        return client.post(reverse(f"wagtail{kind}:{way}", args=[records[0].pk]), follow=True)
    model = type(records[0])._meta
    address = reverse("wagtail_bulk_action", args=[model.app_label, model.model_name, "delete"])
    query = "&".join(f"id={record.pk}" for record in records)
    back = reverse(f"wagtail{kind}:index")
    return client.post(f"{address}?{query}&next={back}", follow=True)


@pytest.mark.parametrize("way", ["delete", "delete_multiple", "bulk"])
@pytest.mark.parametrize("kind", ["images", "docs"])
def test_what_a_published_page_shows_is_not_deleted(
    editor: Client, public: PublicSite, kind: str, way: str
) -> None:
    record, beside = record_of(public, kind), record_of(public, kind)
    show(public, record)
    answer = delete(editor, kind, way, record, beside)
    assert answer.status_code == 200
    told = answer.json()["error_message"] if way == "delete_multiple" else answer.content.decode()
    assert "stands on published pages (Bài đang hiện) and was not deleted" in told
    assert type(record).objects.filter(pk__in=[record.pk, beside.pk]).count() == 2


@pytest.mark.parametrize("way", ["delete", "delete_multiple", "bulk"])
@pytest.mark.parametrize("kind", ["images", "docs"])
def test_what_no_published_page_shows_is_deleted(
    editor: Client, public: PublicSite, kind: str, way: str
) -> None:
    record = record_of(public, kind)
    show(public, record, live=False)
    assert delete(editor, kind, way, record).status_code == 200
    assert not type(record).objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize("way", ["delete", "delete_multiple", "bulk"])
def test_the_form_of_an_unpublished_service_is_kept(editor: Client, public: PublicSite, way: str) -> None:
    record = record_of(public, "docs")
    service = add_service(public, live=False, title="Dịch vụ chưa công bố")
    ServiceForm.objects.create(page=service, document=record)
    service.save()
    answer = delete(editor, "docs", way, record)
    assert answer.status_code == 200
    if way != "bulk":  # Wagtail asks about that itself before it deletes several, and shows the screen again.
        told = answer.json()["error_message"] if way == "delete_multiple" else answer.content.decode()
        assert "is still used on a page that is not public" in told
    assert get_document_model().objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize("screen", ["edit", "edit_multiple"])
def test_the_title_of_a_file_on_a_published_page_stays(
    editor: Client, public: PublicSite, screen: str
) -> None:
    record = record_of(public, "docs")
    prefix = f"doc-{record.pk}-" if screen == "edit_multiple" else ""
    sent = {
        f"{prefix}title": "Tên khác",
        f"{prefix}collection": str(record.collection_id),
        f"{prefix}tags": "",
    }
    show(public, record)
    answer = editor.post(reverse(f"wagtaildocs:{screen}", args=[record.pk]), sent)
    told = answer.json()["form"] if prefix else answer.content.decode()
    assert "Readers see this title on published pages (Bài đang hiện)" in told
    record.refresh_from_db()
    assert record.title == "Kế hoạch"


def test_the_title_of_any_other_file_may_change(editor: Client, public: PublicSite) -> None:
    record = record_of(public, "docs")
    show(public, record, live=False)
    sent = {"title": "Tên khác", "collection": str(record.collection_id), "tags": ""}
    assert editor.post(reverse("wagtaildocs:edit", args=[record.pk]), sent).status_code == 302
    record.refresh_from_db()
    assert record.title == "Tên khác"
