"""Links that lead nowhere are found without asking anybody."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from home import link_check
from home.enums import Channel
from home.link_check import check_links
from home.models import ArticlePage, BrokenLink, LinkFault
from home.promotion.links import ensure_link
from reform.organisation.capabilities import Role
from tests.home.editing.people import person_with
from tests.home.factories import PublicSite, add_article, add_standard_page, build_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicSite:
    """Return a public site."""
    return build_site()


@pytest.fixture(autouse=True)
def _nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail when another site is asked."""

    def fail(address: str) -> bool:
        raise AssertionError(address)

    monkeypatch.setattr(link_check, "answers", fail)


def article_with(public: PublicSite, *links: str, **values: Any) -> ArticlePage:
    """Create a published article with these links."""
    text = "".join(f"<p>{link}</p>" for link in links)
    return add_article(public, body=[{"type": "text", "value": text}], **values)


def faults() -> dict[str, str]:
    """Return what the check found, by the words of the link."""
    check_links()
    return dict(BrokenLink.objects.values_list("text", "fault"))


def test_links_to_pages_that_are_gone_or_not_published_are_found(public: PublicSite) -> None:
    live = add_standard_page(public.home, slug="song")
    draft = add_standard_page(public.home, slug="nhap", live=False)
    article_with(
        public,
        f'<a linktype="page" id="{live.pk}">còn</a>',
        f'<a linktype="page" id="{draft.pk}">nháp</a>',
        '<a linktype="page" id="999999">mất</a>',
    )
    assert faults() == {"nháp": LinkFault.PAGE_HIDDEN, "mất": LinkFault.PAGE_GONE}


def test_links_to_files_that_are_gone_are_found(public: PublicSite) -> None:
    document = get_document_model().objects.create(title="Tệp", file=ContentFile(b"-", name="a.txt"))
    article_with(
        public,
        f'<a linktype="document" id="{document.pk}">còn</a>',
        f'<a href="{document.url}">địa chỉ còn</a>',
        '<a linktype="document" id="999999">mất</a>',
        '<a href="/tai-lieu/999999/a.txt">địa chỉ mất</a>',
    )
    add_standard_page(
        public.home,
        slug="tep",
        body=json.dumps([{"type": "files", "value": {"files": [{"document": 999999, "title": "biểu mẫu"}]}}]),
    )
    assert faults() == {
        "mất": LinkFault.DOCUMENT_GONE,
        "địa chỉ mất": LinkFault.NOT_FOUND,
        "biểu mẫu": LinkFault.DOCUMENT_GONE,
    }


def test_addresses_of_the_own_site_are_judged_by_its_routing(public: PublicSite) -> None:
    Redirect.objects.create(site=public.site, old_path="/cu", redirect_page=public.news)
    article_with(
        public,
        '<a href="/tin-cai-cach/?nam=2022#muc-1">danh sách</a>',
        f'<a href="http://{public.site.hostname}/tin-cai-cach/">đủ tên</a>',
        '<a href="/rss.xml">nguồn tin</a>',
        '<a href="/cu/">địa chỉ cũ</a>',
        '<a href="mailto:a@example.vn">thư</a>',
        '<a href="#muc-1">mục</a>',
        '<a href="/khong-co/">không có</a>',
        '<a href="http://[hỏng">hỏng</a>',
    )
    assert faults() == {"không có": LinkFault.NOT_FOUND, "hỏng": LinkFault.NOT_FOUND}


def test_addresses_that_name_a_record_are_judged_by_it_and_count_no_visit(public: PublicSite) -> None:
    article = article_with(public, "-")
    link = ensure_link(article, Channel.LEAFLET)
    article_with(
        public,
        f'<a href="/d/{link.code}">còn</a>',
        f'<a href="/an-pham/{article.pk}/">in</a>',
        '<a href="/d/khongco">mã mất</a>',
        '<a href="/an-pham/999999/">in mất</a>',
        '<a href="/so-lieu/khong-co.csv">số liệu mất</a>',
    )
    assert set(faults()) == {"mã mất", "in mất", "số liệu mất"}
    assert not link.counts.exists()


def test_other_sites_are_asked_only_where_an_installation_allows_it(
    public: PublicSite, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    article_with(public, '<a href="https://example.vn/a">a</a>', '<a href="https://example.vn/b">b</a>')
    assert not faults()
    settings.LINK_CHECK_OTHER_SITES = True
    monkeypatch.setattr(link_check, "answers", lambda address: address.endswith("a"))
    assert faults() == {"b": LinkFault.NO_ANSWER}


def test_drafts_are_passed_over_and_a_second_check_keeps_the_day_of_the_first(public: PublicSite) -> None:
    article_with(public, '<a href="/khong-co/">nháp</a>', live=False)
    article_with(public, '<a href="/khong-co/">không có</a>')
    assert faults() == {"không có": LinkFault.NOT_FOUND}
    first = BrokenLink.objects.get().found_at
    call_command("check_links", verbosity=0)
    assert BrokenLink.objects.get().found_at == first


def test_a_link_that_is_mended_is_gone_as_soon_as_the_page_is_published(
    public: PublicSite, django_capture_on_commit_callbacks: Any
) -> None:
    article = article_with(public, '<a href="/khong-co/">không có</a>')
    assert faults()
    article.body = json.dumps([{"type": "text", "value": '<p><a href="/">Trang chủ</a></p>'}])
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    assert not BrokenLink.objects.exists()


def test_the_report_shows_the_broken_links_of_ones_own_pages_only(public: PublicSite, client: Client) -> None:
    article_with(public, '<a href="/khong-co/">của mình</a>')
    article_with(build_site(hostname="khac.example.vn"), '<a href="/khong-co/">của nơi khác</a>')
    check_links()
    address = reverse("wagtailadmin_content_reports:broken_links")
    client.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    for query in ({}, {"export": "csv"}):
        answer: Any = client.get(address, query)
        shown = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "của mình" in shown
        assert "của nơi khác" not in shown
    client.force_login(person_with(public.authority, Role.HOME_AFFAIRS))
    assert client.get(address).status_code == 302
