"""Factories of public sites: an authority's front page, its news, articles and pictures."""

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Site

from home.models import ArticlePage, HomePage, NewsIndexPage, ReformField, StandardPage
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


def make_image(title: str = "Hình vẽ") -> AbstractImage:
    """Create a small picture."""
    content = BytesIO()
    Pillow.new("RGB", (60, 40), "#0f4c81").save(content, "PNG")
    file = SimpleUploadedFile("hinh.png", content.getvalue(), "image/png")
    image = get_image_model()(title=title, file=file)
    image.save()
    return image
