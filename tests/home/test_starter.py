"""The public starter content."""

import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import html5lib
import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.models import Manager, Q, Sum
from django.test import Client, override_settings
from django.utils import timezone
from docx import Document
from PIL import Image as Pillow
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker
from wagtail.models import Page, Site, Workflow

from home.models import ArticlePage, HomePage, ReformField, ServicePage
from home.models.service import add_months
from home.starter import load_public_starter_content
from home.starter.draw_papers import WRITTEN, write_paper
from home.starter.reading import read_text
from reform.feedback.models import PageRating, PageRemark, SatisfactionCount
from reform.feedback.starter import load_feedback_starter
from reform.feedback.starter.opinions import DATA as OPINIONS
from reform.organisation.models import Authority
from reform.organisation.starter import load_organisation
from tests.home.factories import build_site, make_image
from tests.organisation.factories import AuthorityFactory

FOLDER = Path(read_text.__code__.co_filename).parent
QUERIES_A_PAGE = 14
# Each of its seven sections asks for what it shows.
QUERIES_OF_THE_FRONT_PAGE = 16


@pytest.fixture(scope="module")
def loaded_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Authority]:
    """Load the sample authority with its public site once for all tests of this file."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("starter")),
        transaction.atomic(),
    ):
        authority = load_organisation(with_demo_accounts=False)
        load_public_starter_content(authority=authority)
        yield authority
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once: Authority, db: None) -> Authority:
    """Return the sample authority as it is in the database; what a test changes is undone after it."""
    return Authority.objects.get(pk=loaded_once.pk)


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
    assert kinds == {"heading", "text", "picture", "quote", "table", "files", "video", "call_out"}


@pytest.mark.once
def test_every_sample_page_opens_within_its_queries_uncached(
    loaded: Authority, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    loaded.logo = make_image("Biểu trưng")
    loaded.save()
    for address in [*addresses(), "/tin-cai-cach/?linh-vuc=so&nam=2022", "/tin-cai-cach/?trang=2"]:
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
    links: dict[str, str] = {}
    for address in visited:
        page = client.get(address).content.decode()
        html5lib.HTMLParser(strict=True).parse(page)
        for link in re.findall(r'(?:href|action)="(/[^"#]*)', page):
            links.setdefault(unescape(link).partition("?")[0], address)
    for link, found_on in links.items():
        # Files lie in the folder that the site was loaded into, not in this test's own.
        if link not in visited and not link.startswith(("/static/", "/tai-lieu/", "/media/")):
            assert client.get(link).status_code in (200, 302, 405), (link, found_on)


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


def test_most_sample_services_have_a_form_that_opens_and_says_that_it_is_only_an_example(
    loaded: Authority, client: Client
) -> None:
    with_form = ServicePage.objects.filter(service_forms__isnull=False).distinct()
    assert with_form.count() >= 17
    for service in with_form:
        for form in service.service_forms.all():
            page = client.get(service.get_url()).content.decode()
            assert form.document.url in page
            assert "bản minh họa" in form.document.title
            kept = FOLDER / "files" / form.document.filename
            words = [paragraph.text for paragraph in Document(str(kept)).paragraphs]
            assert words[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
            assert words[2].startswith("(Bản minh họa của trang mẫu. Mẫu chính thức kèm theo ")
            # A form without places to fill in is none.
            assert sum(line.count("\t") for line in words) > 10


def test_files_hold_what_their_texts_say_and_writing_them_again_changes_no_byte(tmp_path: Path) -> None:
    for source in sorted((FOLDER / "papers").glob("*.txt")):
        kept, first, again = (
            FOLDER / "files" / f"{source.stem}.docx",
            tmp_path / "1.docx",
            tmp_path / "2.docx",
        )
        if kept.with_suffix(".pdf").exists():
            continue
        write_paper(source, first)
        write_paper(source, again)
        assert first.read_bytes() == again.read_bytes()
        days = {entry.date_time for path in (kept, first) for entry in ZipFile(path).infolist()}
        assert days == {WRITTEN.timetuple()[:6]}
        texts = [[line.text for line in Document(str(path)).paragraphs] for path in (kept, first)]
        assert texts[0] == texts[1], source.name


def test_steps_of_sample_services_have_described_pictures(loaded: Authority) -> None:
    illustrated = [
        (service, step)
        for service in ServicePage.objects.all()
        for step in service.steps.all()
        if step.image_id
    ]
    assert len({service.pk for service, _step in illustrated}) >= 6
    for service, step in illustrated:
        step.full_clean()
        assert step.image_alt.startswith("Hình vẽ "), (service, step.title)


def test_every_sample_service_rests_on_documents_of_the_register(loaded: Authority, client: Client) -> None:
    services = list(ServicePage.objects.all())
    assert len(services) == 25
    for service in services:
        bases = list(service.legal_bases.select_related("document_page"))
        assert bases, service
        for basis in bases:
            assert basis.document_page is not None, (service, basis.name)
            # The link leads to the document that it names.
            assert basis.document_page.full_symbol in basis.name, (service, basis.name)
    page = client.get("/dich-vu-cong/dang-ky-khai-sinh/").content.decode()
    assert '<a href="/van-ban/luat-ho-tich-2014/">Luật Hộ tịch số 60/2014/QH13</a>' in page
    assert "Đăng ký khai sinh" in client.get("/van-ban/luat-ho-tich-2014/").content.decode()


def test_reviews_of_sample_services_are_recent_but_for_two_overdue_and_one_never_done(
    loaded: Authority, client: Client
) -> None:
    today = timezone.localdate()
    reviewed = ServicePage.objects.exclude(reviewed_on=None)
    assert list(ServicePage.objects.filter(reviewed_on=None).values_list("slug", flat=True)) == [
        "xac-dinh-muc-do-khuyet-tat"
    ]
    overdue = reviewed.filter(review_by__lt=today)
    assert len({service.unit_id for service in overdue}) == overdue.count() == 2
    for service in reviewed:
        assert add_months(service.reviewed_on, 15) > today > add_months(service.reviewed_on, 1)
    assert "cần kiểm tra lại" in client.get(overdue[0].get_url()).content.decode()


def test_pictures_are_1200_by_800_and_light() -> None:
    pictures = list((FOLDER / "pictures").glob("*.png"))
    assert len(pictures) >= 8
    for path in pictures:
        with Pillow.open(path) as picture:
            assert picture.size == (1200, 800)
        assert path.stat().st_size <= 100_000


def test_text_is_read_into_pieces(tmp_path: Path) -> None:
    path = tmp_path / "03-mot-bai.md"
    path.write_text(
        "title: Một bài\nsummary: Tóm: tắt\n---\n"
        "Đoạn **đậm** & thường.\n\n### Mục nhỏ\n\n- một\n- hai\n\n1. a\n2. b\n\n> Lời nói — Người nói\n\n"
        "| Cột | Số | Tỷ lệ\n| x | #1 | #2.5\n= Tên bảng\n\n! Lưu ý\n! Hai dòng\n! liền nhau",
        encoding="utf-8",
    )
    text = read_text(path)
    assert text.slug == "mot-bai"
    assert text.about == {"title": "Một bài", "summary": "Tóm: tắt"}
    assert [piece["value"] for piece in text.pieces] == [
        "<p>Đoạn <b>đậm</b> &amp; thường.</p>",
        {"text": "Mục nhỏ", "level": "3"},
        "<ul><li>một</li><li>hai</li></ul>",
        "<ol><li>a</li><li>b</li></ol>",
        {"text": "Lời nói", "speaker": "Người nói"},
        {
            "columns": [
                {"type": "text", "heading": "Cột"},
                {"type": "number", "heading": "Số"},
                {"type": "decimal", "heading": "Tỷ lệ"},
            ],
            "rows": [{"values": ["x", 1, 2.5]}],
            "caption": "Tên bảng",
        },
        {"title": "Lưu ý", "text": "<p>Hai dòng liền nhau</p>"},
    ]


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
