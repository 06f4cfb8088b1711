"""The page of one document, and what its editor's form refuses."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.enums import DocumentRelationKind, Validity
from home.models import DocumentIndexPage, LegalDocumentPage
from reform.organisation.capabilities import Role
from tests.home.documents.factories import (
    REGISTER,
    DocumentIssuerFactory,
    DocumentTypeFactory,
    add_document,
    add_register,
    relate,
)
from tests.home.documents.test_document_text import upload, word_file
from tests.home.factories import PublicSite, build_site
from tests.home.markup import html_faults
from tests.organisation.factories import root_of, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicSite:
    """Return a site."""
    return build_site()


@pytest.fixture
def register(public: PublicSite) -> DocumentIndexPage:
    """Return the empty register of that site."""
    return add_register(public)


def read(client: Client, document: LegalDocumentPage) -> str:
    """Return the main part of a document's page."""
    response = client.get(f"{REGISTER}{document.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def links(page: str, heading: str) -> list[str]:
    """Return where the links under a heading lead."""
    part = re.search(rf">{heading}</(?:h2|p)>.*?</ul>", page, re.DOTALL)
    return re.findall(r'href="([^"]+)"', part[0]) if part else []


def test_relations_are_told_on_both_documents(client: Client, register: DocumentIndexPage) -> None:
    old, new, guide = (add_document(register) for _ in range(3))
    relate(new, DocumentRelationKind.REPLACES, old)
    relate(guide, DocumentRelationKind.GUIDES, new)
    assert links(read(client, new), "Thay thế") == [f"{REGISTER}{old.slug}/"]
    assert links(read(client, old), "Bị thay thế bởi") == [f"{REGISTER}{new.slug}/"]
    assert links(read(client, guide), "Hướng dẫn, thi hành") == [f"{REGISTER}{new.slug}/"]
    assert links(read(client, new), "Được hướng dẫn, thi hành bởi") == [f"{REGISTER}{guide.slug}/"]


def test_what_readers_may_not_see_is_not_linked_and_replaces_nothing_before_it_is_published(
    client: Client, register: DocumentIndexPage
) -> None:
    old = add_document(register)
    draft, closed = add_document(register, title="Bản nháp", live=False), add_document(register, title="Kín")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    relate(draft, DocumentRelationKind.REPLACES, old)
    relate(closed, DocumentRelationKind.CITES, old)
    page = read(client, old)
    assert "Bản nháp" not in page
    assert "Kín" not in page
    assert old.validity == Validity.IN_FORCE


def test_a_replacement_takes_force_away_on_the_day_it_begins(register: DocumentIndexPage) -> None:
    today = timezone.localdate()
    old = add_document(register)
    new = add_document(register, issued_on=today, effective_on=today + timedelta(days=1))
    relate(new, DocumentRelationKind.REPLACES, old)
    assert LegalDocumentPage.objects.get(pk=old.pk).validity == Validity.IN_FORCE
    assert LegalDocumentPage.objects.in_force_on(today).filter(pk=old.pk).exists()
    assert not LegalDocumentPage.objects.in_force_on(new.effective_on).filter(pk=old.pk).exists()
    LegalDocumentPage.objects.filter(pk=new.pk).update(effective_on=today)
    assert LegalDocumentPage.objects.get(pk=old.pk).validity == Validity.REPLACED


def test_page_shows_facts_file_sample_mark_and_describes_itself(
    client: Client, register: DocumentIndexPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    document = add_document(
        register,
        number="655",
        signer="Nguyễn Văn A",
        source_url="https://vanban.chinhphu.vn/",
        extract="Dòng một\n\nDòng hai",
        is_sample=True,
        file=upload(word_file("chữ")),
        expires_on=date(2022, 12, 31),
    )
    for _ in range(3):
        relate(document, DocumentRelationKind.CITES, add_document(register))
        relate(add_document(register), DocumentRelationKind.AMENDS, document)
    read(client, document)
    cache.clear()
    with django_assert_max_num_queries(12):
        page = read(client, document)
    assert html_faults(page) == []
    for words in ("655/UBND-NV", "Nguyễn Văn A", "01/06/2022", "31/12/2022", "Hết hiệu lực", "Dòng hai"):
        assert words in page
    assert re.search(r"\(DOCX, [\d,]+.KB\)", page)
    assert 'class="alert alert--warning"' in page
    data = json.loads(re.findall(r'ld\+json">(.*?)</script>', page)[0])[1]
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "655/UBND-NV"
    assert data["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_the_same_document_is_refused_once_a_site_and_year(register: DocumentIndexPage) -> None:
    issuer = DocumentIssuerFactory(name="UBND quận Thử")
    first = add_document(register, title="Bản thứ nhất", number="655", issuer=issuer)
    same: dict[str, Any] = {"number": "655", "symbol": "ubnd-nv", "issuer": issuer}
    with pytest.raises(ValidationError, match="Bản thứ nhất"):
        add_document(register, **same)
    add_document(register, **same, issued_on=date(2023, 1, 5))
    add_document(add_register(build_site(hostname="khac.example.vn")), **same)
    first.title = "Đổi tên"
    first.save()


def form_data(title: str, other: LegalDocumentPage | None = None, **values: Any) -> dict[str, Any]:
    """Return what the editor's form sends for a new document."""
    relations = [{"kind": "cites", "other": str(other.pk)}] if other else []
    plain = {
        "title": title,
        "slug": "moi",
        "group": "chi-dao",
        "number": "9",
        "symbol": "QĐ-UBND",
        "document_type": DocumentTypeFactory().pk,
        "issuer": DocumentIssuerFactory().pk,
        "issued_on": "2022-06-01",
        "relations": inline_formset(relations),
        "comments": inline_formset([]),
    }
    data: dict[str, Any] = nested_form_data(plain | values)
    return data


def editor_of(public: PublicSite) -> Client:
    """Return a browser in which an editor of the site's authority has signed in."""
    client = Client()
    client.force_login(user_with_role(Role.CULTURE_EDITOR, root_of(public.authority), include_sub_units=True))
    return client


def test_editor_relates_documents_of_the_own_site_alone(
    public: PublicSite, register: DocumentIndexPage
) -> None:
    own = add_document(register, title="Của mình")
    foreign = add_document(add_register(build_site(hostname="khac.example.vn")), title="Của nơi khác")
    editor = editor_of(public)
    url = reverse("wagtailadmin_pages:add", args=("home", "legaldocumentpage", register.pk))
    refused = editor.post(url, form_data("Mới", foreign))
    assert refused.status_code == 200
    assert "Của nơi khác" not in refused.content.decode()
    assert not LegalDocumentPage.objects.filter(slug="moi").exists()
    assert editor.post(url, form_data("Mới", own)).status_code == 302
    assert (
        LegalDocumentPage.objects.get(slug="moi").latest_revision.content["relations"][0]["other"] == own.pk
    )


def test_form_for_a_new_document_says_that_the_register_has_it(
    public: PublicSite, register: DocumentIndexPage
) -> None:
    issuer = DocumentIssuerFactory()
    add_document(register, title="Đã có", number="9", symbol="QĐ-UBND", issuer=issuer)
    url = reverse("wagtailadmin_pages:add", args=("home", "legaldocumentpage", register.pk))
    answer = editor_of(public).post(url, form_data("Trùng", issuer=issuer.pk))
    assert answer.status_code == 200
    assert "Đã có" in answer.content.decode()
    assert not LegalDocumentPage.objects.filter(slug="moi").exists()
