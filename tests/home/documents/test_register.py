"""The register of documents: filters, search box and pages in the address."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from home.enums import DocumentGroup, DocumentRelationKind
from home.models import DocumentIndexPage
from home.models.document_index import DOCUMENTS_A_PAGE
from tests.home.documents.factories import (
    REGISTER,
    DocumentIssuerFactory,
    DocumentTypeFactory,
    add_document,
    add_register,
    relate,
)
from tests.home.factories import ReformFieldFactory, build_site
from tests.home.markup import html_faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> DocumentIndexPage:
    """Return the empty register of a site."""
    return add_register(build_site())


def read(client: Client, query: str = "") -> str:
    """Return the text of a page of the register that must answer."""
    response = client.get(REGISTER + query)
    assert response.status_code == 200
    return response.content.decode()


def titles(client: Client, query: str = "") -> list[str]:
    """Return the subjects of the documents that a page of the register shows."""
    return re.findall(r'class="document__link"[^>]*>([^<]+)<', read(client, query))


def test_newest_document_comes_first_and_twenty_stand_on_a_page(
    client: Client, register: DocumentIndexPage
) -> None:
    kind, issuer = DocumentTypeFactory(), DocumentIssuerFactory()
    for day in range(DOCUMENTS_A_PAGE + 2):
        issued_on = date(2022, 1, 1) + timedelta(days=day)
        add_document(register, title=f"Số {day}", issued_on=issued_on, document_type=kind, issuer=issuer)
    assert titles(client)[:2] == ["Số 21", "Số 20"]
    assert len(titles(client)) == DOCUMENTS_A_PAGE
    assert titles(client, "?trang=2") == ["Số 1", "Số 0"]
    assert f'href="?loai={kind.slug}&amp;trang=2"' in read(client, f"?loai={kind.slug}")


def test_a_document_is_an_item_of_a_list_with_all_that_it_is_known_by(
    client: Client, register: DocumentIndexPage
) -> None:
    issuer, kind = DocumentIssuerFactory(name="UBND quận Thử"), DocumentTypeFactory(name="Kế hoạch")
    add_document(
        register, title="Một kế hoạch", number="12", symbol="KH-UBND", issuer=issuer, document_type=kind
    )
    page = read(client)
    assert '<ul class="documents" aria-label="' in page
    assert "<table" not in page
    item = re.sub(r"<[^>]+>", " ", page.split('<li class="document">')[1].split("</li>")[0])
    words = ["12/KH-UBND", "Một kế hoạch", "Kế hoạch · UBND quận Thử", "Còn hiệu lực", "Chưa có tệp"]
    assert [word for word in words if word not in " ".join(item.split())] == []


def test_every_filter_narrows_and_they_can_be_combined(client: Client, register: DocumentIndexPage) -> None:
    kind, issuer, field = DocumentTypeFactory(), DocumentIssuerFactory(), ReformFieldFactory(slug="so")
    add_document(register, title="Loại", document_type=kind)
    add_document(register, title="Cơ quan", issuer=issuer, group=DocumentGroup.LEGAL)
    add_document(register, title="Lĩnh vực", reform_field=field, issued_on=date(2021, 2, 3))
    assert titles(client, f"?loai={kind.slug}") == ["Loại"]
    assert titles(client, f"?co-quan={issuer.slug}") == ["Cơ quan"]
    assert titles(client, "?linh-vuc=so") == ["Lĩnh vực"]
    assert titles(client, "?nam=2021") == ["Lĩnh vực"]
    assert titles(client, "?nhom=phap-quy") == ["Cơ quan"]
    assert titles(client, "?nhom=phap-quy&nam=2021") == []


def test_validity_filter_follows_replacements_ends_and_beginnings(
    client: Client, register: DocumentIndexPage
) -> None:
    today = timezone.localdate()
    old = add_document(register, title="Cũ", issued_on=date(2020, 1, 1))
    new = add_document(register, title="Mới", issued_on=date(2021, 1, 1))
    relate(new, DocumentRelationKind.REPLACES, old)
    amended = add_document(register, title="Được sửa", issued_on=date(2019, 1, 1))
    relate(new, DocumentRelationKind.AMENDS, amended)
    add_document(register, title="Hết hạn", issued_on=date(2018, 1, 1), expires_on=date(2019, 1, 1))
    add_document(register, title="Chưa", issued_on=today, effective_on=today + timedelta(days=9))
    assert titles(client, "?hieu-luc=con") == ["Mới", "Được sửa"]
    assert titles(client, "?hieu-luc=khong-con") == ["Chưa", "Cũ", "Hết hạn"]


@pytest.mark.parametrize("words", ["655/UBND-NV", "655", "khac phuc", "Khắc phục", "ubnd-nv khac phuc"])
def test_search_box_finds_number_and_words_without_diacritics(
    client: Client, register: DocumentIndexPage, words: str
) -> None:
    add_document(register, title="Về việc khắc phục tồn tại", number="655", symbol="UBND-NV")
    add_document(register, title="Văn bản khác", number="1655", symbol="QĐ-UBND")
    assert titles(client, f"?tu-khoa={words}") == ["Về việc khắc phục tồn tại"]


def test_search_and_filters_keep_each_other(client: Client, register: DocumentIndexPage) -> None:
    kind = DocumentTypeFactory()
    add_document(register, title="Kế hoạch một", document_type=kind)
    add_document(register, title="Kế hoạch hai")
    page = read(client, f"?tu-khoa=ke+hoach&loai={kind.slug}")
    assert titles(client, f"?tu-khoa=ke+hoach&loai={kind.slug}") == ["Kế hoạch một"]
    assert f'<input type="hidden" name="loai" value="{kind.slug}">' in page
    assert f'href="?tu-khoa=ke+hoach&amp;loai={kind.slug}&amp;nam=2022"' in page


def test_search_that_finds_nothing_says_so_and_leads_back(
    client: Client, register: DocumentIndexPage
) -> None:
    add_document(register)
    for query in ("?tu-khoa=khongthayco", "?tu-khoa=%21%21"):
        page = read(client, query)
        assert 'class="empty' in page
        assert f'<a href="{REGISTER}">' in page


@pytest.mark.parametrize("query", ["nhom=x", "loai=x", "nam=1", "hieu-luc=x", "trang=9", "linh-vuc=x"])
def test_filter_that_means_nothing_is_not_found(
    client: Client, register: DocumentIndexPage, query: str
) -> None:
    add_document(register)
    assert client.get(f"{REGISTER}?{query}").status_code == 404


def test_counts_and_rows_are_of_published_documents_of_this_register(client: Client) -> None:
    register, foreign = add_register(build_site()), add_register(build_site(hostname="khac.example.vn"))
    kind = DocumentTypeFactory(name="Kế hoạch")
    add_document(register, title="Công khai", document_type=kind)
    add_document(register, title="Bản nháp", document_type=kind, live=False)
    add_document(foreign, title="Của nơi khác", document_type=kind)
    closed = add_document(register, title="Nội bộ", document_type=kind)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    page = read(client)
    assert titles(client) == ["Công khai"]
    assert re.search(r'Kế hoạch <span class="filters__count">1</span>', page)


def test_queries_do_not_grow_with_the_rows(
    client: Client, register: DocumentIndexPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = add_document(register)
    for _ in range(DOCUMENTS_A_PAGE + 1):
        relate(add_document(register), DocumentRelationKind.AMENDS, first)
    pages = {}
    for query in ("", "?hieu-luc=con&nam=2022&trang=2", "?tu-khoa=van+ban"):
        client.get(REGISTER + query)
        cache.clear()
        with django_assert_max_num_queries(12):
            pages[query] = read(client, query)
    assert html_faults(pages) == []
