"""Factories of public sites: an authority's front page, its news, articles and pictures."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Site

from home.enums import GovernmentLevel, OnlineKind
from home.models import (
    ArticlePage,
    CampaignIndexPage,
    CampaignPage,
    ConsultationIndexPage,
    ConsultationPage,
    HomePage,
    NewsIndexPage,
    ReformField,
    ServiceField,
    ServiceIndexPage,
    ServiceLevel,
    ServiceLevelScheme,
    ServicePage,
    ServicePaper,
    StandardPage,
)
from reform.organisation.models import Authority
from tests.organisation.factories import AuthorityFactory, UnitFactory

PARAGRAPH = [{"type": "text", "value": "<p>Nội dung bài viết.</p>"}]


@dataclass(frozen=True)
class PublicSite:
    """An authority's site with an empty news list."""

    authority: Authority
    site: Site
    home: HomePage
    news: NewsIndexPage


class ReformFieldFactory(DjangoModelFactory[ReformField]):
    """A field of reform."""

    class Meta:
        model = ReformField

    slug = factory.Sequence(lambda n: f"linh-vuc-{n}")
    name = factory.Sequence(lambda n: f"Lĩnh vực cải cách số {n}")
    short_name = factory.Sequence(lambda n: f"Lĩnh vực {n}")
    position = factory.Sequence(int)


def build_site(*, hostname: str = "testserver", **authority_values: Any) -> PublicSite:
    """Create an authority with a public site that answers to ``hostname``."""
    authority = AuthorityFactory(**authority_values)
    home = HomePage(title="Trang chủ", slug=f"trang-chu-{authority.code}", question="Bạn cần làm thủ tục gì?")
    Page.get_first_root_node().add_child(instance=home)
    news = NewsIndexPage(title="Tin cải cách", slug="tin-cai-cach", show_in_menus=True)
    home.add_child(instance=news)
    site = Site.objects.create(hostname=hostname, root_page=home, site_name=authority.name)
    authority.site = site
    authority.save()
    return PublicSite(authority=authority, site=site, home=home, news=news)


def add_article(public: PublicSite, *, fields: tuple[ReformField, ...] = (), **values: Any) -> ArticlePage:
    """Create an article in the news of a site, published unless ``live=False``."""
    number = ArticlePage.objects.count() + 1
    values = {"title": f"Bài viết số {number}", "slug": f"bai-viet-{number}", "body": PARAGRAPH} | values
    values["body"] = json.dumps(values["body"])
    if "author_unit" not in values:
        values["author_unit"] = UnitFactory(authority=public.authority)
    article = ArticlePage(**values)
    article.reform_fields = list(fields)
    public.news.add_child(instance=article)
    return article


def add_standard_page(parent: Page, **values: Any) -> StandardPage:
    """Create a standard page."""
    page = StandardPage(
        **{"title": "Giới thiệu", "slug": "gioi-thieu", "body": json.dumps(PARAGRAPH)} | values
    )
    parent.add_child(instance=page)
    return page


def make_image(title: str = "Hình vẽ", *, size: tuple[int, int] = (60, 40)) -> AbstractImage:
    """Create a picture, a small one unless its size in pixels is told."""
    content = BytesIO()
    Pillow.new("RGB", size, "#0f4c81").save(content, "PNG")
    file = SimpleUploadedFile("hinh.png", content.getvalue(), "image/png")
    image = get_image_model()(title=title, file=file)
    image.save()
    return image


def section_of(public: PublicSite, kind: type[Page], slug: str) -> Any:
    """Return the page of a kind right below the front page, made if it is the first time."""
    found = kind.objects.child_of(public.home).first()
    if found is None:
        found = kind(title=slug, slug=slug, show_in_menus=True)
        public.home.add_child(instance=found)
    return found


def add_service(public: PublicSite, *, papers: Sequence[str] = (), **values: Any) -> ServicePage:
    """Create a service that is wholly online, with the papers given."""
    index = section_of(public, ServiceIndexPage, "dich-vu")
    number = ServicePage.objects.count() + 1
    usual: dict[str, Any] = {
        "title": f"Dịch vụ số {number}",
        "slug": f"dich-vu-so-{number}",
        "government_level": GovernmentLevel.WARD,
        "fee": "Miễn phí",
        "time_limit": "Trong ngày",
        "online_url": "https://dichvucong.gov.vn/",
    }
    if "service_field" not in values:
        named = {"name": "Hộ tịch"}
        usual["service_field"] = ServiceField.objects.get_or_create(slug="ho-tich", defaults=named)[0]
    if "level" not in values:
        usual["level"] = full_level()
    service = ServicePage(**usual | values)
    service.papers = [ServicePaper(name=name) for name in papers]
    index.add_child(instance=service)
    return service


def full_level() -> ServiceLevel:
    """Return the level of services that are wholly online, in the scheme of Nghị định 42/2022/NĐ-CP."""
    scheme, _made = ServiceLevelScheme.objects.get_or_create(
        name="Toàn trình và một phần",
        defaults={"legal_basis": "Nghị định 42/2022/NĐ-CP", "valid_from": date(2022, 8, 15)},
    )
    values = {"name": "Toàn trình", "scheme": scheme, "online_kind": OnlineKind.FULL}
    return ServiceLevel.objects.get_or_create(slug="toan-trinh", defaults=values)[0]


def add_campaign(public: PublicSite, *, services: Sequence[Any] = (), **values: Any) -> CampaignPage:
    """Create a campaign for the services given."""
    index = section_of(public, CampaignIndexPage, "chien-dich")
    number = CampaignPage.objects.count() + 1
    usual = {"title": f"Chiến dịch {number}", "slug": f"chien-dich-{number}", "ends_on": date(2030, 1, 1)}
    campaign = CampaignPage(**usual | values)
    campaign.services = list(services)
    index.add_child(instance=campaign)
    return campaign


def add_draft(index: ConsultationIndexPage, *, opens: int, closes: int, **values: Any) -> ConsultationPage:
    """Create a draft; its first and last day are counted from today."""
    today, number = timezone.localdate(), ConsultationPage.objects.count() + 1
    values = {"title": f"Dự thảo {number}", "slug": f"du-thao-{number}", "body": PARAGRAPH} | values
    for name in ("body", "outcome"):
        values[name] = json.dumps(values.get(name, []))
    draft = ConsultationPage(
        opens_on=today + timedelta(days=opens), closes_on=today + timedelta(days=closes), **values
    )
    index.add_child(instance=draft)
    return draft
