"""The page editor takes, shows and publishes no page, picture or file of another authority."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import (
    ArticlePage,
    CampaignIndexPage,
    RelatedArticle,
    ServiceLegalBasis,
    ServicePage,
    ShortLink,
)
from home.promotion.links import ensure_links_of
from home.promotion.prints import _points_and_facts
from reform.organisation.capabilities import Role
from tests.home.documents.factories import add_document, add_register
from tests.home.editing.people import person_with
from tests.home.factories import (
    PublicSite,
    add_article,
    add_campaign,
    add_service,
    build_site,
    make_image,
    section_of,
)
from tests.home.test_lost_files import make_file

pytestmark = pytest.mark.django_db
SECRET = "Chưa công bố"


@dataclass(frozen=True)
class Side:
    """One authority's site with one record of each kind."""

    public: PublicSite
    article: ArticlePage
    service: ServicePage
    document: Page
    image: Any
    file: Any


def side_of(hostname: str, title: str, *, live: bool) -> Side:
    """Create a site whose records all have one title."""
    public = build_site(hostname=hostname)
    image, file = make_image(title), make_file(title)
    for record in (image, file):
        record.collection = public.authority.collection
        record.save()
    return Side(
        public=public,
        article=add_article(public, title=title, live=live),
        service=add_service(public, title=title, live=live),
        document=add_document(add_register(public), title=title, live=live),
        image=image,
        file=file,
    )


@pytest.fixture
def own() -> Side:
    """Return the editor's own site, with drafts."""
    return side_of("testserver", "Của mình", live=False)


@pytest.fixture
def foreign() -> Side:
    """Return another authority's site, with drafts."""
    return side_of("khac.example.vn", SECRET, live=False)


@pytest.fixture
def editor(own: Side, client: Client) -> Client:
    """Return the browser of an editor of the own site."""
    client.force_login(person_with(own.public.authority, Role.CULTURE_EDITOR))
    return client


def article_form(**values: Any) -> dict[str, Any]:
    """Return what the editor sends of an article."""
    quote = ("quote", {"text": "Lời", "speaker": "Người nói"})
    plain: dict[str, Any] = {
        "title": "Bài mới", "slug": "bai-moi", "published_on": "2022-11-20", "body": streamfield([quote]),
        "related_articles": inline_formset([]), "comments": inline_formset([]),
    }  # fmt: skip
    return dict(nested_form_data(plain | values))


def with_article(side: Side) -> dict[str, Any]:
    """Choose a related article."""
    return article_form(related_articles=inline_formset([{"article": str(side.article.pk)}]))


def with_picture(side: Side) -> dict[str, Any]:
    """Choose a lead picture."""
    return article_form(lead_image=str(side.image.pk), lead_image_alt="Quầy")


def with_block_of_picture(side: Side) -> dict[str, Any]:
    """Choose a picture of the text."""
    return article_form(
        body=streamfield([("picture", {"image": str(side.image.pk), "alt_text": "Quầy", "caption": ""})])
    )


def with_block_of_files(side: Side) -> dict[str, Any]:
    """Choose a file of the text."""
    item = {
        "deleted": "",
        "order": "0",
        "type": "",
        "id": "",
        "value": {"document": str(side.file.pk), "title": ""},
    }
    return article_form(body=streamfield([("files", {"files": {"count": "1", "0": item}})]))


@pytest.mark.parametrize("chosen", [with_article, with_picture])
def test_an_article_takes_and_shows_nothing_foreign(
    editor: Client, own: Side, foreign: Side, chosen: Any
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["home", "articlepage", own.public.news.pk])
    refused = editor.post(address, chosen(foreign))
    assert refused.status_code == 200
    assert SECRET not in refused.content.decode()
    assert not ArticlePage.objects.filter(slug="bai-moi").exists()
    answer = editor.post(address, chosen(own))
    assert answer.status_code == 302, answer.context["form"].errors


@pytest.mark.parametrize("chosen", [with_block_of_picture, with_block_of_files])
def test_a_piece_of_a_text_holds_nothing_foreign(
    editor: Client, own: Side, foreign: Side, chosen: Any
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["home", "articlepage", own.public.news.pk])
    submitted = editor.post(address, chosen(foreign) | {"action-submit": "1"})
    assert submitted.status_code == 200
    assert SECRET not in submitted.content.decode()
    # A draft may wait for its picture or file: it is saved with an empty place.
    for side in (foreign, own):
        answer = editor.post(address, chosen(side))
        assert answer.status_code == 302, answer.context["form"].errors
        body = ArticlePage.objects.get(slug="bai-moi").get_latest_revision_as_object().body
        assert len(list(body.stream_block.extract_references(body))) == (1 if side is own else 0)
        ArticlePage.objects.get(slug="bai-moi").delete()


def campaign_form(side: Side) -> dict[str, Any]:
    """Return what the editor sends of a campaign that promotes a service."""
    plain = {
        "title": "Chiến dịch", "slug": "chien-dich-moi", "starts_on": "2022-11-01", "ends_on": "2022-12-01",
        "body": streamfield([]),
        "print_runs": inline_formset([]), "comments": inline_formset([]),
    }  # fmt: skip
    return {**nested_form_data(plain), "services": [str(side.service.pk)]}


def test_a_campaign_offers_and_takes_services_of_the_own_site(
    editor: Client, own: Side, foreign: Side
) -> None:
    index = section_of(own.public, CampaignIndexPage, "chien-dich")
    address = reverse("wagtailadmin_pages:add", args=["home", "campaignpage", index.pk])
    offered = editor.get(address).content.decode()
    assert "Của mình" in offered
    assert SECRET not in offered
    refused = editor.post(address, campaign_form(foreign))
    assert refused.status_code == 200
    assert SECRET not in refused.content.decode()
    answer = editor.post(address, campaign_form(own))
    assert answer.status_code == 302, answer.context["form"].errors


def service_form(own: Side, side: Side) -> dict[str, Any]:
    """Return what the editor sends of a service with a legal basis."""
    service = own.service
    bases = inline_formset([{"name": "Nghị định", "document_page": str(side.document.pk)}])
    names = ("papers", "steps", "service_forms", "questions", "figures", "comments")
    plain = {
        "title": "Dịch vụ mới", "slug": "dich-vu-moi", "service_field": service.service_field_id,
        "government_level": service.government_level, "level": service.level_id, "fee": "Miễn phí",
        "time_limit": "Trong ngày", "online_url": "https://dichvucong.gov.vn/",
        "public_post": service.public_post, "review_months": "12",
        "who_for": "null", "at_counter": "null", "by_post": "null",
        **{name: inline_formset([]) for name in names},
        "legal_bases": bases,
    }  # fmt: skip
    return dict(nested_form_data(plain))


def test_a_service_rests_on_documents_of_the_own_register(editor: Client, own: Side, foreign: Side) -> None:
    address = reverse("wagtailadmin_pages:add", args=["home", "servicepage", own.service.get_parent().pk])
    refused = editor.post(address, service_form(own, foreign))
    assert refused.status_code == 200
    assert SECRET not in refused.content.decode()
    answer = editor.post(address, service_form(own, own))
    assert answer.status_code == 302, answer.context["form"].errors


def home_form(side: Side) -> dict[str, Any]:
    """Return what the editor sends of a front page that promotes a service."""
    item = {"deleted": "", "order": "0", "type": "", "id": "", "value": str(side.service.pk)}
    section = ("services", {"title": "", "services": {"count": "1", "0": item}})
    plain = {
        "title": "Trang chủ", "slug": side.public.home.slug, "question": "Bạn cần gì?",
        "sections": streamfield([section]), "comments": inline_formset([]),
    }  # fmt: skip
    return dict(nested_form_data(plain))


def test_a_front_page_promotes_services_of_the_own_site(editor: Client, own: Side, foreign: Side) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[own.public.home.pk])
    refused = editor.post(address, home_form(foreign))
    assert refused.status_code == 200
    assert SECRET not in refused.content.decode()
    assert not own.public.home.revisions.exists()
    answer = editor.post(address, home_form(own))
    assert answer.status_code == 302, answer.context["form"].errors


def test_what_stands_in_a_text_already_is_shown_when_it_is_public_or_a_file(
    editor: Client, own: Side, foreign: Side
) -> None:
    picture = {"image": foreign.image.pk, "alt_text": "Quầy", "caption": ""}
    article = add_article(own.public, body=[{"type": "picture", "value": picture}])
    RelatedArticle.objects.create(page=article, article=foreign.article)
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    get_image_model().objects.filter(pk=foreign.image.pk).update(title="Hình dùng chung")
    shown = editor.get(address).content.decode()
    assert SECRET not in shown
    assert "H\\u00ecnh d\\u00f9ng chung" in shown
    ArticlePage.objects.filter(pk=foreign.article.pk).update(live=True)
    assert SECRET in editor.get(address).content.decode()
    assert get_document_model().objects.filter(title=SECRET).exists()


@pytest.mark.parametrize("which", ["draft", "foreign"])
def test_no_public_page_shows_a_service_or_document_that_is_foreign_or_a_draft(
    client: Client, rf: RequestFactory, which: str
) -> None:
    live = side_of("khac.example.vn", SECRET, live=True)
    here = build_site()
    side = live if which == "foreign" else side_of("ba.example.vn", SECRET, live=False)
    service, document = side.service, side.document
    if which == "draft":
        service.move(add_service(here).get_parent(), "last-child")
        document.move(add_register(here), "last-child")
    service, document = ServicePage.objects.get(pk=service.pk), Page.objects.get(pk=document.pk).specific
    home = here.home
    home.sections = [("services", {"title": "", "services": [service]}), ("campaign", {"title": ""})]
    home.save()
    campaign = add_campaign(here, services=[service], starts_on=date(2022, 1, 1))
    resting = add_service(here, title="Dịch vụ có căn cứ")
    ServiceLegalBasis.objects.create(page=resting, name="Nghị định", document_page=document)
    ensure_links_of(campaign)
    for page in (home, campaign, resting):
        answer = client.get(page.get_url())
        assert answer.status_code == 200
        shown = answer.content.decode()
        assert SECRET not in shown
        assert service.slug not in shown
        assert document.slug not in shown
    assert not ShortLink.objects.filter(page_id=service.pk).exists()
    assert _points_and_facts(campaign)[1] == []


def test_a_service_published_after_its_campaign_gets_the_short_addresses_of_it() -> None:
    here = build_site()
    service = add_service(here, live=False)
    campaign = add_campaign(here, services=[service])
    ensure_links_of(campaign)
    assert not ShortLink.objects.filter(page_id=service.pk).exists()
    service.save_revision().publish()
    assert ShortLink.objects.filter(page_id=service.pk, campaign=campaign).count() == 3
