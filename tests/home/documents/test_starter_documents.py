"""The starter register and the starter drafts for comment."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from home.enums import Validity
from home.models import ConsultationPage, DocumentIssuer, DocumentRelation, DocumentType, LegalDocumentPage
from home.starter.consultations import create_consultations
from home.starter.content import create_reform_fields
from home.starter.documents import create_documents
from home.starter.media import StarterMedia
from tests.home.factories import PublicSite, build_site
from tests.home.markup import html_faults

pytestmark = pytest.mark.django_db
QUERIES_A_PAGE = 12


def load(public: PublicSite) -> None:
    """Load both parts of the starter content into a site."""
    create_reform_fields()
    media = StarterMedia(public.authority)
    create_documents(home=public.home, authority=public.authority, media=media)
    create_consultations(home=public.home, authority=public.authority)


def document(slug: str) -> LegalDocumentPage:
    """Return a starter document."""
    return LegalDocumentPage.objects.get(slug=slug)


def test_starter_content_is_true_complete_and_loaded_once(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    public = build_site()
    load(public)
    documents = list(LegalDocumentPage.objects.live())
    assert len(documents) >= 90
    assert DocumentType.objects.exclude(slug__in=("luat", "nghi-dinh", "thong-tu")).count() == 29
    assert sum(1 for one in documents if one.file_text) == 16
    for one in documents:
        one.full_clean()
    # What was compared with its text carries no sample mark; what was not, or was made up, does.
    assert not document("nghi-dinh-30-2020").is_sample
    assert document("nghi-dinh-107-2021").is_sample
    assert document("quyet-dinh-1780-quy-che-mot-cua").is_sample
    assert document("nghi-dinh-43-2011").validity == Validity.REPLACED
    assert document("quyet-dinh-1045-quy-che-mot-cua-cu").validity == Validity.REPLACED
    assert document("nghi-dinh-63-2010").validity == Validity.AMENDED
    assert document("nghi-dinh-123-2015").validity == Validity.AMENDED
    assert document("luat-dat-dai-2013").validity == Validity.REPLACED
    assert document("luat-ho-tich-2014").validity == Validity.IN_FORCE
    assert document("chi-thi-07-quan-uy").full_symbol == "07-CT/QU"

    open_draft, closed_draft = ConsultationPage.objects.order_by("-closes_on")
    assert open_draft.is_open
    assert closed_draft.is_over
    assert closed_draft.outcome

    counts = [model.objects.count() for model in (LegalDocumentPage, DocumentRelation, DocumentIssuer)]
    load(public)
    assert counts == [
        model.objects.count() for model in (LegalDocumentPage, DocumentRelation, DocumentIssuer)
    ]

    pages = {}
    for address in (
        "/van-ban/",
        "/van-ban/?tu-khoa=655/UBND-NV",
        "/van-ban/nghi-dinh-61-2018/",
        "/van-ban/cong-van-tiep-tuc-khac-phuc-ton-tai/",
        "/gop-y-du-thao/",
        f"/gop-y-du-thao/{open_draft.slug}/",
        f"/gop-y-du-thao/{closed_draft.slug}/",
    ):
        client.get(address)
        cache.clear()
        with django_assert_max_num_queries(QUERIES_A_PAGE, info=address):
            pages[address] = client.get(address).content.decode()
    assert html_faults(pages) == []
