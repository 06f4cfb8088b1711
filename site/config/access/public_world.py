"""The public sites of the world: pages, pictures, documents, banners and redirects with their marks."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from home.models import (
    AlertBanner,
    ArticlePage,
    CampaignIndexPage,
    CampaignPage,
    HomePage,
    NewsIndexPage,
    ServiceIndexPage,
)
from reform.feedback.models import PageRating, PageRemark
from reform.organisation.models import Authority

from .marks import mark
from .places import Place

if TYPE_CHECKING:
    from .world import World


def add_public_site(world: World, place: Place, authority: Authority) -> None:
    home = HomePage(title=world.token, slug=f"{world.token}-{place.value}", question="?")
    Page.get_first_root_node().add_child(instance=home)
    news = NewsIndexPage(title=world.token, slug="news")
    home.add_child(instance=news)
    authority.site = Site.objects.create(hostname=f"{world.token}-{place.value}.invalid", root_page=home)
    authority.save()
    words, person = mark("page", place), world.get("person", place)
    draft = ArticlePage(title=words, draft_title=words, slug="draft", live=False, owner=person)
    news.add_child(instance=draft)
    draft.save_revision(user=person, log_action=True)
    draft.locked = True
    draft.locked_by, draft.locked_at = person, timezone.now()
    draft.save()
    world.records.setdefault("page", {})[place] = draft
    _keep_beside_pages(world, place, authority.site)
    world.records.setdefault("opinion", {})[place] = _page_with_opinions(news, mark("opinion", place))
    world.records.setdefault("campaign", {})[place] = _campaign(home, mark("campaign", place))
    catalogue = ServiceIndexPage(title=mark("catalogue", place), slug="services", live=False)
    world.records.setdefault("catalogue", {})[place] = home.add_child(instance=catalogue)
    for kind, make in (("image", _image), ("document", _document)):
        record = make(mark(kind, place), authority)
        record.tags.add(mark("tag", place))
        world.records.setdefault(kind, {})[place] = record


def _keep_beside_pages(world: World, place: Place, site: Site) -> None:
    """Write a banner that is not shown yet, and a redirect."""
    begins = timezone.now() + timedelta(days=1)
    world.records.setdefault("alert", {})[place] = AlertBanner.objects.create(
        site=site, text=mark("alert", place), starts_at=begins, ends_at=begins + timedelta(days=1)
    )
    world.records.setdefault("redirect", {})[place] = Redirect.objects.create(
        site=site, old_path=f"/{mark('redirect', place)}", redirect_link="https://example.vn/"
    )


def _page_with_opinions(news: NewsIndexPage, words: str) -> ArticlePage:
    page = ArticlePage(title=words, slug="opinions", live=False)
    news.add_child(instance=page)
    PageRating.objects.create(page=page, day=timezone.localdate(), useful=1)
    PageRemark.objects.create(page=page, day=timezone.localdate(), text=words)
    return page


def _campaign(home: HomePage, words: str) -> CampaignPage:
    campaigns = CampaignIndexPage(title=words, slug="campaigns")
    home.add_child(instance=campaigns)
    campaign = CampaignPage(title=words, slug="campaign", ends_on=timezone.localdate(), live=False)
    campaigns.add_child(instance=campaign)
    return campaign


def _image(words: str, authority: Authority) -> Any:
    content = BytesIO()
    Drawing.new("RGB", (8, 8), "#0f4c81").save(content, "PNG")
    content.seek(0)
    file = ImageFile(content, name=f"{words}.png")
    return get_image_model().objects.create(title=words, file=file, collection=authority.collection)


def _document(words: str, authority: Authority) -> Any:
    file = ContentFile(b"-", name=f"{words}.txt")
    return get_document_model().objects.create(title=words, file=file, collection=authority.collection)
