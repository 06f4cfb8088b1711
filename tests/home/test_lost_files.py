"""A picture or a file that was deleted takes no page down: its words stand there, its link is left out."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from home.models import ArticlePage, ServiceForm, ServicePage
from home.service_view import view_of
from tests.home.documents.factories import add_document, add_register
from tests.home.factories import PublicSite, add_article, add_service, build_site, make_image
from tests.home.markup import html_faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicSite:
    """Return a public site."""
    return build_site()


def make_file(title: str = "Kế hoạch") -> AbstractDocument:
    """Create a document."""
    document: AbstractDocument = get_document_model()(title=title)
    document.file.save("ke-hoach.pdf", ContentFile(b"%PDF-1.4"), save=False)
    document.save()
    return document


def read(client: Client, article: ArticlePage) -> str:
    """Return the valid page of an article."""
    answer = client.get(f"/tin-cai-cach/{article.slug}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert html_faults(page) == []
    return page


def preview(page: Any) -> str:
    """Return the valid preview of the latest draft of a page."""
    draft = page.get_latest_revision_as_object()
    answer = draft.make_preview_request()
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert html_faults(shown) == []
    return str(shown)


def picture(alt_text: str) -> tuple[Any, dict[str, Any]]:
    """Return an uploaded picture and the value of its block."""
    image = make_image(alt_text)
    return image, {"image": image.pk, "alt_text": alt_text, "caption": ""}


@pytest.mark.parametrize("kind", ["picture", "gallery"])
def test_words_stand_where_a_picture_of_the_text_was(client: Client, public: PublicSite, kind: str) -> None:
    (image, lost), (_kept, other) = picture("Quầy <một cửa>"), picture("Phòng chờ")
    value = lost if kind == "picture" else {"pictures": [lost, other]}
    article = add_article(public, body=[{"type": kind, "value": value}])
    article.save_revision()
    image.delete()
    assert "Quầy &lt;một cửa&gt;" in read(client, article)
    assert "Quầy &lt;một cửa&gt;" in preview(article)
    article.save_revision().publish()
    assert client.get("/").status_code == client.get("/rss.xml").status_code == 200


def test_an_article_goes_without_its_deleted_lead_picture(client: Client, public: PublicSite) -> None:
    image = make_image()
    article = add_article(public, lead_image=image, lead_image_alt="Ảnh đầu bài")
    article.save_revision()
    image.delete()
    assert "lead-picture" not in read(client, article)
    assert "lead-picture" not in preview(article)
    assert html_faults(client.get("/").content.decode()) == []


@pytest.mark.parametrize("kept", [0, 1])
def test_a_deleted_file_leaves_its_list(client: Client, public: PublicSite, kept: int) -> None:
    documents = [make_file("Còn lại") for _number in range(kept)] + [make_file("Bị xóa")]
    files = [{"document": one.pk, "title": ""} for one in documents]
    article = add_article(public, body=[{"type": "files", "value": {"files": files}}])
    article.save_revision()
    documents[-1].delete()
    for page in (read(client, article), preview(article)):
        assert page.count('<li class="file">') == kept
        assert page.count('<ul class="files">') == kept


def service_with_forms(public: PublicSite, *documents: AbstractDocument) -> ServicePage:
    """Create a service whose draft has forms to download, and which the public sees without them."""
    service = add_service(public)
    service.service_forms = [ServiceForm(document=document) for document in documents]
    service.save_revision()
    return service


def test_a_draft_of_a_service_opens_without_its_deleted_forms(public: PublicSite) -> None:
    lost, kept = make_file("Tờ khai cũ"), make_file("Tờ khai mới")
    service, other = service_with_forms(public, lost, kept), service_with_forms(public, lost)
    lost.delete()
    shown = preview(service)
    assert "Tờ khai mới" in shown
    assert shown.count('<li class="file">') == 1
    assert "bieu-mau" not in preview(other)


def test_a_form_without_a_file_is_no_section_of_a_service(public: PublicSite, rf: RequestFactory) -> None:
    service = add_service(public)
    service.service_forms = [ServiceForm(title="Tờ khai"), ServiceForm(title="Đơn", document_id=999_999)]
    view = view_of(service, rf.get("/"))
    assert view.forms == []
    assert "bieu-mau" not in [section["anchor"] for section in view.contents]


def test_a_draft_of_a_document_opens_without_its_deleted_file(public: PublicSite) -> None:
    page, file = add_document(add_register(public)), make_file()
    page.file = file
    page.save_revision()
    file.delete()
    assert not re.search(r'<ul class="files">', preview(page))
