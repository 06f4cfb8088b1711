"""Whatever an editor types or uploads: no script opens and no foreign address is loaded."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from home.models import (
    ConsultationIndexPage,
    DocumentIndexPage,
    DocumentIssuer,
    DocumentType,
    LegalDocumentPage,
    ServiceLegalBasis,
    ServicePaper,
    ServiceQuestion,
    ServiceStep,
    StandardPage,
    UnitIndexPage,
    UnitLeader,
    UnitPage,
)
from home.sections import SectionsBlock
from reform.organisation.capabilities import Role
from tests.home.editing.people import person_with
from tests.home.factories import (
    PublicSite,
    add_article,
    add_campaign,
    add_draft,
    add_service,
    add_standard_page,
    build_site,
    make_image,
    section_of,
)
from tests.home.markup import html_faults
from tests.home.test_pages import EVERYTHING
from tests.organisation.factories import UnitFactory

# What stands on a page or a paper does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
HOSTILE = '"><script>alert(1)</script><img src=https://theo-doi.example/x.gif onerror=alert(1)>{{ 7|add:7 }}'
LONG_WORD = "Chữ" * 60


@pytest.fixture
def public() -> PublicSite:
    """Return a public site."""
    return build_site()


def is_harmless(page: str) -> bool:
    """Tell whether a page is valid, and nothing of what was typed became more than text."""
    assert html_faults(page) == []
    return not any(
        sign in page for sign in ("<script>alert", "<img src=https://theo-doi", "onerror=alert(1)>")
    )


def typed_everywhere(record: models.Model) -> dict[str, str]:
    """Return hostile words for every text of a record that readers may see."""
    spared = {"slug", "draft_title", "url_path", "path", "online_url", "source_url", "translation_key"}
    return {
        field.name: HOSTILE[: field.max_length or 400]
        for field in record._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in spared
        and type(field).__name__ in ("CharField", "TextField")
    }


def test_texts_of_a_service_and_its_parts_are_written_as_text(public: PublicSite, client: Client) -> None:
    service = add_service(public)
    for name, words in typed_everywhere(service).items():
        setattr(service, name, words)
    service.papers = [ServicePaper(name=HOSTILE, copies=HOSTILE[:100], only_if=HOSTILE)]
    service.steps = [ServiceStep(title=HOSTILE)]
    service.legal_bases = [ServiceLegalBasis(name=HOSTILE)]
    service.questions = [ServiceQuestion(question=HOSTILE, answer="<p>Có</p>")]
    service.save()
    for address in (f"/dich-vu/{service.slug}/", "/dich-vu/", "/", "/so-do-trang/", "/tim-kiem/?q=script"):
        page = client.get(address).content.decode()
        assert is_harmless(page), address


def test_texts_of_news_and_standard_pages_are_written_as_text(public: PublicSite, client: Client) -> None:
    article = add_article(public, title=HOSTILE, summary=HOSTILE)
    add_standard_page(public.home, title=HOSTILE, summary=HOSTILE)
    for address in ("/", "/tin-cai-cach/", f"/tin-cai-cach/{article.slug}/", "/gioi-thieu/", "/rss.xml"):
        text = client.get(address).content.decode()
        if address.endswith(".xml"):
            assert "<script>" not in text
        else:
            assert is_harmless(text), address


def hostile(value: Any, key: str = "") -> Any:
    """Return a block's value with hostile words for every text that no choice or address is."""
    if isinstance(value, dict):
        return {name: hostile(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [hostile(part, key) for part in value]
    is_text = isinstance(value, str) and key not in ("type", "level", "url") and not value.startswith("<")
    return HOSTILE if is_text else value


def test_texts_of_every_block_are_written_as_text(public: PublicSite, client: Client) -> None:
    body = [
        {"type": block["type"], "value": hostile(block["value"])}
        for block in EVERYTHING
        if block["type"] != "text"
    ]
    picture = {"image": make_image().pk, "alt_text": HOSTILE, "caption": HOSTILE}
    article = add_article(public, body=[*body, {"type": "picture", "value": picture}])
    page = client.get(f"/tin-cai-cach/{article.slug}/").content.decode()
    assert is_harmless(page)
    assert page.count("&lt;script&gt;alert(1)") >= len(body)


def test_texts_of_gallery_and_files_are_written_as_text(public: PublicSite, client: Client) -> None:
    pictures = [{"image": make_image().pk, "alt_text": HOSTILE, "caption": HOSTILE} for _number in range(2)]
    file = get_document_model()(title=HOSTILE)
    file.file.save("bang.csv", ContentFile("a;b"))
    body = [
        {"type": "gallery", "value": {"pictures": pictures}},
        {
            "type": "files",
            "value": {"files": [{"document": file.pk, "title": title} for title in ("", HOSTILE)]},
        },
    ]
    article = add_article(public, body=body)
    page = client.get(f"/tin-cai-cach/{article.slug}/").content.decode()
    assert is_harmless(page)
    assert page.count("&lt;script&gt;alert(1)") >= 2 * len(pictures) + 2


def test_headings_of_front_page_sections_are_written_as_text(public: PublicSite, client: Client) -> None:
    today = timezone.localdate()
    service = add_service(public, title=HOSTILE)
    campaign = add_campaign(public, title=HOSTILE, starts_on=today, ends_on=today, services=[service])
    draft = add_draft(section_of(public, ConsultationIndexPage, "gop-y"), opens=0, closes=1, title=HOSTILE)
    for page in (campaign, draft):
        for name, words in typed_everywhere(page).items():
            setattr(page, name, words)
        page.save()
    heading = HOSTILE[:80]
    values = {
        "services": {"title": heading, "services": [service.pk]},
        "news": {"title": heading, "number": 3},
    }
    kinds = SectionsBlock.base_blocks
    sections = [{"type": kind, "value": values.get(kind, {"title": heading})} for kind in kinds]
    for name, words in typed_everywhere(public.home).items():
        setattr(public.home, name, words)
    public.home.sections = json.dumps(sections)
    public.home.save()
    cache.clear()
    front = client.get("/").content.decode()
    assert is_harmless(front)
    assert front.count("&lt;script&gt;") >= len(kinds)
    for page in (campaign, draft):
        for address in (page.url, page.get_parent().url):
            assert is_harmless(client.get(address).content.decode()), address
    assert is_harmless(client.get(f"/gop-y/{draft.pk}/").content.decode())


def test_texts_of_a_unit_and_a_document_are_written_as_text(public: PublicSite, client: Client) -> None:
    unit = UnitFactory(authority=public.authority, name=HOSTILE[:150], short_name=HOSTILE[:40])
    unit_page = UnitPage(title=HOSTILE, slug="don-vi-la", unit=unit)
    issuer = DocumentIssuer.objects.create(slug="noi-ban-hanh", name=HOSTILE)
    kind = DocumentType.objects.create(slug="quyet-dinh", name=HOSTILE[:80])
    document = LegalDocumentPage(
        title=HOSTILE, slug="van-ban-la", issuer=issuer, document_type=kind, issued_on=timezone.localdate()
    )
    for page in (unit_page, document):
        for name, words in typed_everywhere(page).items():
            setattr(page, name, words)
    unit_page.leaders = [UnitLeader(name=HOSTILE[:100], position=HOSTILE, duties=HOSTILE, biography=HOSTILE)]
    section_of(public, UnitIndexPage, "don-vi").add_child(instance=unit_page)
    section_of(public, DocumentIndexPage, "van-ban").add_child(instance=document)
    for address in ("/don-vi/", "/don-vi/don-vi-la/", "/van-ban/", "/van-ban/van-ban-la/"):
        assert is_harmless(client.get(address).content.decode()), address


def rich_text(text: str, url: str) -> str:
    """Return what the rich text editor sends: a link whose words are ``text``."""
    block = {
        "key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"key": 0, "offset": 0, "length": 3}],
    }  # fmt: skip
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,<script>"])
def test_rich_text_keeps_no_script_in_a_link(public: PublicSite, client: Client, url: str) -> None:
    page = add_standard_page(public.home)
    editor = Client()
    editor.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    answer = editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {
            "title": "Trang",
            "slug": page.slug,
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "text",
            "body-0-id": "",
            "body-0-value": rich_text(f"bấm {HOSTILE}", url),
        },
    )
    assert answer.status_code == 302
    draft: StandardPage = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert "bấm" in str(draft.body)
    draft.save_revision().publish()
    shown = client.get("/gioi-thieu/").content.decode()
    assert is_harmless(shown)
    assert "script:" not in shown.lower()
    assert "data:text/html" not in shown


def upload(public: PublicSite, address: str, name: str, content: bytes) -> Any:
    """Have an editor upload a file."""
    editor = Client()
    editor.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    file = SimpleUploadedFile(name, content, "image/svg+xml")
    return editor.post(
        reverse(address), {"title": "Tệp", "file": file, "collection": public.authority.collection_id}
    )


@pytest.mark.parametrize("name", ["hinh.svg", "hinh.png", "trang.html", "hinh.jpg"])
def test_a_drawing_with_a_script_is_taken_neither_as_a_picture_nor_as_a_document(
    public: PublicSite, name: str
) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for address in ("wagtailimages:add", "wagtaildocs:add"):
        assert upload(public, address, name, drawing).status_code == 200
    assert not get_image_model().objects.exists()
    assert not get_document_model().objects.exists()
    assert not LegalDocumentPage.objects.exists()


def test_a_word_without_an_end_is_kept_whole(public: PublicSite, client: Client) -> None:
    service = add_service(public, title=LONG_WORD[:200], fee=LONG_WORD[:200])
    assert LONG_WORD[:200] in client.get(f"/dich-vu/{service.slug}/").content.decode()
