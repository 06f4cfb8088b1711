"""The sample site: its pages, news, units, drafts and documents."""

import re
import tomllib
from collections import Counter
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import Manager, Q, Sum
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site, Workflow

from home.models import (
    ArticlePage,
    ConsultationPage,
    HomePage,
    LegalDocumentPage,
    ReformField,
    UnitPage,
)
from home.starter import load_public_starter_content
from home.starter.reading import read_text
from reform.feedback.enums import MessageState
from reform.feedback.models import CitizenMessage, PageRating, PageRemark, SatisfactionCount
from reform.feedback.starter import load_feedback_starter
from reform.feedback.starter.opinions import DATA as OPINIONS
from reform.organisation.enums import UnitKind
from reform.organisation.models import Authority
from tests.home.factories import build_site, make_image
from tests.home.markup import html_faults, roles_in_tables
from tests.organisation.factories import AuthorityFactory

FOLDER = Path(read_text.__code__.co_filename).parent
QUERIES_A_PAGE = 14
# Each of its seven sections asks for what it shows.
QUERIES_OF_THE_FRONT_PAGE = 16


def addresses() -> list[str]:
    """Return the addresses of every page of the sample site."""
    home = HomePage.objects.get()
    pages = Page.objects.descendant_of(home, inclusive=True)
    return ["/" + page.url_path[len(home.url_path) :] for page in pages]


def test_forty_sample_articles_with_units_fields_and_described_pictures(loaded: Authority) -> None:
    articles = list(ArticlePage.objects.live().select_related("author_unit"))
    assert len(articles) == 40
    assert ReformField.objects.count() == 6
    for article in articles:
        article.full_clean()
        assert article.is_sample
        assert article.author_unit is not None
        assert article.author_unit.authority == loaded
        assert article.reform_fields.exists()
        assert article.lead_image_alt
        assert article.first_published_at.date() == article.published_on


def test_sample_texts_use_every_kind_of_block(loaded: Authority) -> None:
    kinds = {block.block_type for article in ArticlePage.objects.all() for block in article.body}
    assert kinds == {
        "heading", "text", "picture", "gallery", "quote", "table", "files", "video", "call_out",
    }  # fmt: skip


@pytest.mark.once
def test_every_sample_page_opens_within_its_queries_uncached(
    loaded: Authority, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    loaded.logo = make_image("Biểu trưng")
    loaded.save()
    lists = ("?linh-vuc=so&nam=2022", "?nhan=một-cửa", "?trang=2")
    for address in [*addresses(), *(f"/tin-cai-cach/{words}" for words in lists)]:
        client.get(address)
        cache.clear()
        most = QUERIES_OF_THE_FRONT_PAGE if address == "/" else QUERIES_A_PAGE
        with django_assert_max_num_queries(most, info=address):
            assert client.get(address).status_code == 200


@pytest.mark.once
def test_every_sample_page_is_valid_html_and_every_link_leads_somewhere(
    loaded: Authority, client: Client
) -> None:
    visited = {*addresses(), "/tin-cai-cach/?linh-vuc=so", "/tim-kiem/?q=cai+cach", "/khong-co/"}
    pages = {address: client.get(address).content.decode() for address in visited}
    assert html_faults(pages) == []
    links: dict[str, str] = {}
    for address, page in pages.items():
        assert roles_in_tables(page) == [], address
        for link in re.findall(r'(?:href|action)="(/[^"#]*)', page):
            links.setdefault(unescape(link).partition("?")[0], address)
    for link, found_on in links.items():
        # Files lie in the folder that the site was loaded into, not in this test's own.
        if link not in visited and not link.startswith(("/static/", "/tai-lieu/", "/media/")):
            assert client.get(link).status_code in (200, 302, 405), (link, found_on)


def test_the_text_of_a_sample_page_stays_until_its_next_one_is_due(loaded: Authority, client: Client) -> None:
    article = ArticlePage.objects.order_by("pk")[0]
    title, address = article.title, f"/tin-cai-cach/{article.slug}/"
    article.title = "Bài hẹn giờ"
    article.go_live_at = timezone.now() + timedelta(minutes=5)
    article.save_revision().publish()
    cache.clear()
    assert title in client.get(address).content.decode()
    assert not Page.objects.live().filter(live_revision=None, depth__gt=1).exists()
    kept = ArticlePage.objects.get(pk=article.pk).live_revision.as_object()
    assert kept.title == title
    assert kept.tags.count() == article.tags.count()
    assert len(kept.body) == len(article.body)
    assert kept.reform_fields.count() == article.reform_fields.count() > 0


def test_second_load_changes_nothing_that_was_edited_or_removed(loaded: Authority) -> None:
    article = ArticlePage.objects.first()
    assert article is not None
    article.title = "Do người dùng sửa"
    article.save()
    ArticlePage.objects.exclude(pk=article.pk).first().delete()
    ReformField.objects.filter(articles=None).delete()
    load_public_starter_content(authority=loaded)
    assert ArticlePage.objects.count() == 39
    assert ArticlePage.objects.get(pk=article.pk).title == "Do người dùng sửa"
    assert Workflow.objects.filter(name__contains=loaded.short_name).count() == 1


@pytest.mark.once
def test_second_authority_gets_a_site_of_its_own(loaded: Authority) -> None:
    other = AuthorityFactory()
    load_public_starter_content(authority=other)
    assert other.site != loaded.site
    assert Site.objects.filter(is_default_site=True).count() == 1
    assert other.site.root_page.specific_class is HomePage
    assert ArticlePage.objects.descendant_of(other.site.root_page).filter(author_unit=None).count() == 40


@pytest.mark.django_db
def test_site_that_somebody_built_is_left_alone() -> None:
    public = build_site()
    load_public_starter_content(authority=public.authority)
    assert not ArticlePage.objects.descendant_of(public.home).exists()


def test_pictures_are_1200_by_800_and_light() -> None:
    pictures = list((FOLDER / "pictures").glob("*.png"))
    assert len(pictures) >= 8
    for path in pictures:
        with Pillow.open(path) as picture:
            assert picture.size == (1200, 800)
        assert path.stat().st_size <= 100_000


def test_sample_opinions_belong_to_pages_that_exist_and_are_marked(loaded: Authority) -> None:
    load_feedback_starter(authority=loaded)
    listed = tomllib.loads(OPINIONS.read_text(encoding="utf-8"))["opinions"]
    total = PageRating.objects.aggregate(useful=Sum("useful"), not_useful=Sum("not_useful"))
    assert total == {name: sum(values[name] for values in listed) for name in total}
    assert PageRemark.objects.count() == sum(len(values.get("remarks", [])) for values in listed)
    for model in (PageRating, PageRemark, SatisfactionCount):
        opinions: Manager[Any] = model._default_manager
        assert opinions.exists()
        assert not opinions.filter(Q(is_sample=False) | Q(day__gte=timezone.localdate())).exists()


def test_news_on_the_front_page_is_new_and_names_no_year_that_passes(loaded: Authority) -> None:
    today = timezone.localdate()
    recent = list(ArticlePage.objects.filter(published_on__gt=today - timedelta(weeks=10)))
    assert len(recent) >= 8
    assert max(article.published_on for article in recent) >= today - timedelta(days=7)
    for article in recent:
        words = f"{article.title} {article.summary} {article.body}".replace("ISO 9001:2015", "")
        assert not re.search(r"\b20[12]\d\b|\d/\d+/\d|tháng \d", words), article.title


def test_sample_news_has_tags_that_several_articles_share(loaded: Authority, client: Client) -> None:
    tags = Counter(ArticlePage.objects.filter(tags__isnull=False).values_list("tags__name", flat=True))
    assert len(tags) >= 10
    assert min(tags.values()) >= 2
    page = client.get("/tin-cai-cach/?nhan=một-cửa").content.decode()
    assert f"{tags['một cửa']} bài viết" in page


def test_every_sample_unit_can_be_reached_and_no_number_rings_with_anybody(
    loaded: Authority, client: Client
) -> None:
    pages = list(UnitPage.objects.select_related("unit"))
    assert len(pages) == 20
    wards = [page for page in pages if page.unit.kind == UnitKind.WARD]
    assert len({page.coordinates for page in wards}) == len({page.map_image_id for page in wards}) == 8
    for ward in wards:
        assert ward.title == ward.unit.name.replace("Ủy ban nhân dân", "UBND")
        assert 20.80 <= ward.latitude <= 20.87
        assert 106.68 <= ward.longitude <= 106.77
        assert ward.map_alt
    for page in pages:
        assert page.is_sample
        assert page.opening_hours
        assert page.leaders.count() >= 2
        assert all(leader.name.endswith("(tên mẫu)") for leader in page.leaders.all())
        for one in [page.unit, *page.contacts.all(), loaded]:
            # No subscriber's number begins with 000, and nobody owns the domain .example.
            assert one.phone.startswith("0225 000 ")
            assert one.email == "" or one.email.endswith(".example")


def test_saturday_hours_are_the_same_on_the_contact_page_and_on_those_of_the_units(
    loaded: Authority, client: Client
) -> None:
    contact = client.get("/lien-he/").content.decode()
    line = re.search(r"Thứ Bảy.*?</tr>", contact, re.DOTALL)
    assert line
    assert "8:00 – 11:30" in line[0]
    for page in UnitPage.objects.filter(unit__kind=UnitKind.WARD):
        ward = page.title.removeprefix("UBND phường ")
        assert ("Sáng thứ Bảy, từ 8 giờ đến 11 giờ 30" in page.opening_hours) == (ward in line[0]), ward
    assert 'href="/gui-cau-hoi/"' in contact[contact.index("Gửi ý kiến") :]


def test_footer_names_who_is_responsible(loaded: Authority, client: Client) -> None:
    page = client.get("/").content.decode()
    footer = page[page.index("<footer") :]
    assert loaded.responsible_person in footer
    assert "tên mẫu" in loaded.responsible_person


def test_closed_draft_is_of_the_coming_year_and_shows_the_comments_that_it_counts(
    loaded: Authority, client: Client
) -> None:
    load_feedback_starter(authority=loaded)
    closed = ConsultationPage.objects.get(slug="ke-hoach-cchc")
    assert closed.is_over
    assert f"năm {closed.opens_on.year + 1}" in closed.title
    page = client.get("/gop-y-du-thao/ke-hoach-cchc/").content.decode()
    assert "{" not in closed.title + closed.summary
    counted = re.search(r"Có 14 ý kiến: (\d+) ý kiến của người dân gửi qua trang này", page)
    assert counted
    assert page.count('<li class="comment">') == page.count('class="comment__answer"') == int(counted[1])
    assert "Phòng Nội vụ" in page[page.index('class="comment__answer"') :]


def test_open_draft_shows_comments_and_one_waits_to_be_read(loaded: Authority, client: Client) -> None:
    load_feedback_starter(authority=loaded)
    draft = ConsultationPage.objects.get(slug="quy-che-mot-cua")
    page = client.get("/gop-y-du-thao/quy-che-mot-cua/").content.decode()
    comments = CitizenMessage.objects.filter(page=draft)
    assert page.count('<li class="comment">') == comments.count() - 1
    assert 'class="comment__answer"' not in page
    waiting = comments.get(state=MessageState.RECEIVED)
    assert waiting.text not in page
    assert all(one.is_sample and draft.opens_on <= one.received_on for one in comments)


def test_sample_documents_have_signers_that_say_so_and_real_ones_none(loaded: Authority) -> None:
    entries = tomllib.loads((FOLDER / "documents.toml").read_text(encoding="utf-8"))["document"]
    real = [entry for entry in entries if not entry.get("sample")]
    assert not any("signer" in entry for entry in real)
    for entry in entries:
        if entry.get("sample"):
            assert entry["position"]
            # The one letter that is known by its text keeps the name under it.
            known = entry["slug"] == "cong-van-tiep-tuc-khac-phuc-ton-tai"
            assert known or entry["signer"].endswith("(tên mẫu)"), entry["slug"]
    assert LegalDocumentPage.objects.exclude(file=None).count() >= 16
