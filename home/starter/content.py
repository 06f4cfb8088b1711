"""The public starter content: page tree, fields of reform, forty sample articles, the approval workflow."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from home.approval import create_workflow
from home.models import (
    ArticlePage,
    HomePage,
    NewsIndexPage,
    QuestionsPage,
    ReformField,
    ServiceIndexPage,
    ServicePage,
    StandardPage,
)
from home.starter.consultations import create_consultations
from home.starter.documents import create_documents
from home.starter.initiatives import create_initiatives
from home.starter.media import StarterMedia
from home.starter.promotion import create_campaigns
from home.starter.publishing import keep_published_texts, publish
from home.starter.reading import Piece, StarterText, read_text
from home.starter.results import create_results
from home.starter.services import create_services, link_legal_bases
from home.starter.units import create_units
from reform.organisation.models import Authority, Unit

FOLDER = Path(__file__).resolve().parent

# Chapter II of Nghị quyết 76/NQ-CP of 15/7/2021 names the six contents of reform for 2021-2030.
REFORM_FIELDS = (
    ("the-che", "Cải cách thể chế", "Thể chế"),
    ("thu-tuc", "Cải cách thủ tục hành chính", "Thủ tục hành chính"),
    ("to-chuc", "Cải cách tổ chức bộ máy", "Tổ chức bộ máy"),
    ("cong-vu", "Cải cách chế độ công vụ", "Chế độ công vụ"),
    ("tai-chinh", "Cải cách tài chính công", "Tài chính công"),
    ("so", "Xây dựng, phát triển chính quyền điện tử, chính quyền số", "Chính quyền số"),
)
POPULAR_SEARCHES = ("Đăng ký khai sinh", "Chứng thực bản sao", "Hộ kinh doanh", "Giấy phép xây dựng")
PROMOTED_SERVICES = (
    "dang-ky-khai-sinh",
    "cap-giay-phep-xay-dung-nha-o",
    "dang-ky-ho-kinh-doanh",
    "chung-thuc-ban-sao-dien-tu",
)


@transaction.atomic
def load_public_starter_content(*, authority: Authority) -> None:
    """Give an authority without a public site the sample one.

    Idempotent: an authority whose site has a home page keeps everything as it is, edited or not.

    Args:
        authority: whose site it becomes; units named in the articles are looked up among its own.
    """
    create_reform_fields()
    if authority.site and authority.site.root_page.specific_class is HomePage:
        keep_published_texts(authority.site.root_page)
        return
    home = _create_home(authority)
    _claim_site(authority, home)
    media = StarterMedia(authority)
    services = create_services(home=home, authority=authority, media=media)
    index = _create_news_index(home)
    create_workflow(authority, index)
    for path in sorted((FOLDER / "articles").glob("*.md")):
        _create_article(index, read_text(path), authority, media)
    register = create_documents(home=home, authority=authority, media=media)
    link_legal_bases(services=services, register=register)
    create_results(home=home)
    create_initiatives(home=home)
    create_units(home=home, authority=authority, media=media)
    _create_questions(home)
    create_consultations(home=home, authority=authority)
    create_campaigns(home=home, authority=authority)
    _compose_front_page(home, services)
    for name in ("gioi-thieu", "kha-nang-tiep-can", "bao-ve-du-lieu", "lien-he"):
        _create_standard_page(home, read_text(FOLDER / "pages" / f"{name}.md"), media)
    keep_published_texts(home)


def create_reform_fields() -> None:
    """Create the six fields of reform when there is none yet."""
    if ReformField.objects.exists():
        return
    for position, (slug, name, short_name) in enumerate(REFORM_FIELDS):
        field = ReformField(slug=slug, name=name, short_name=short_name, position=position)
        field.full_clean()
        field.save()


def _create_home(authority: Authority) -> HomePage:
    home = HomePage(
        title="Trang chủ",
        slug=f"trang-chu-{authority.code}",
        summary=f"Tin tức, số liệu và hướng dẫn về cải cách hành chính của {authority.name}.",
        question="Bạn cần làm thủ tục gì?",
        question_help="Tìm thủ tục, xem giấy tờ cần chuẩn bị và nộp hồ sơ trực tuyến, không phải đi lại.",
        search_example="Ví dụ: khai sinh, cấp phép xây dựng…",
        popular_searches="\n".join(POPULAR_SEARCHES),
    )
    publish(Page.get_first_root_node(), home)
    return home


def _create_questions(home: HomePage) -> None:
    questions = QuestionsPage(
        title="Hỏi đáp",
        slug="hoi-dap",
        summary="Câu hỏi người dân đã gửi và câu trả lời của các phòng, ban, phường.",
        show_in_menus=True,
    )
    publish(home, questions)


def _compose_front_page(home: HomePage, services: ServiceIndexPage) -> None:
    """Put the sections on the front page: services first, as people came for them."""
    promoted = {page.slug: page.pk for page in ServicePage.objects.child_of(services)}
    chosen = [promoted[slug] for slug in PROMOTED_SERVICES if slug in promoted]
    sections: list[dict[str, Any]] = [
        {"type": "services", "value": {"title": "Dịch vụ được dùng nhiều", "services": chosen}},
        {"type": "campaign", "value": {"title": ""}},
        {"type": "news", "value": {"title": "", "number": 4}},
        {"type": "figures", "value": {"title": ""}},
        {"type": "life_events", "value": {"title": ""}},
        {"type": "consultations", "value": {"title": ""}},
        {"type": "units", "value": {"title": ""}},
    ]
    home.sections = json.dumps(sections)
    home.save()


def _claim_site(authority: Authority, home: HomePage) -> None:
    """Make the home page the root of the authority's site: its own, the unclaimed default, or a new one."""
    site = (
        authority.site or _unclaimed_default_site() or Site(hostname=f"{authority.code}.localhost", port=80)
    )
    placeholder = site.root_page if site.pk else None
    site.root_page = home
    site.site_name = authority.name[:255]
    site.full_clean()
    site.save()
    authority.site = site
    authority.full_clean()
    authority.save()
    if placeholder and placeholder.specific_class is Page and not placeholder.get_children().exists():
        placeholder.delete()


def _unclaimed_default_site() -> Site | None:
    site = Site.objects.filter(is_default_site=True, authority=None).first()
    return site if site and site.root_page.specific_class is Page else None


def _create_news_index(home: HomePage) -> NewsIndexPage:
    index = NewsIndexPage(
        title="Tin cải cách",
        slug="tin-cai-cach",
        summary="Việc quận và các phường đang làm để phục vụ người dân nhanh hơn, rõ hơn.",
        show_in_menus=True,
    )
    publish(home, index)
    return index


def _create_article(
    index: NewsIndexPage, text: StarterText, authority: Authority, media: StarterMedia
) -> None:
    about = text.about
    published_on = _day(about)
    article = ArticlePage(
        title=about["title"],
        slug=text.slug,
        summary=about["summary"],
        published_on=published_on,
        first_published_at=timezone.make_aware(datetime.combine(published_on, time(8))),
        author_unit=Unit.objects.filter(authority=authority, code=about["unit"]).first(),
        lead_image=media.image(about["picture"], about["alt"]),
        lead_image_alt=about["alt"],
        body=_body(text.pieces, media),
        is_sample=True,
    )
    article.reform_fields = ReformField.objects.filter(slug__in=about["fields"].split())
    article.tags.set(about["tags"].split(", ") if "tags" in about else [])
    publish(index, article)


def _day(about: dict[str, str]) -> date:
    """Return when an article came out: on a day, or some days before the site was made."""
    if "days_ago" in about:
        return timezone.localdate() - timedelta(days=int(about["days_ago"]))
    return date.fromisoformat(about["date"])


def _create_standard_page(home: HomePage, text: StarterText, media: StarterMedia) -> None:
    page = StandardPage(
        title=text.about["title"],
        slug=text.slug,
        summary=text.about["summary"],
        show_in_menus=text.about["menu"] == "yes",
        shows_contact=text.about["contact"] == "yes",
        body=_body(text.pieces, media),
    )
    publish(home, page)


def _body(pieces: list[Piece], media: StarterMedia) -> str:
    """Return the pieces as a stream field stores them, names of pictures and files replaced by uploads."""
    return json.dumps([{"type": piece["type"], "value": _value(piece, media)} for piece in pieces])


def _value(piece: Piece, media: StarterMedia) -> Any:
    value = piece["value"]
    if piece["type"] == "picture":
        return _picture(value, media)
    if piece["type"] == "gallery":
        return {"pictures": [_picture(picture, media) for picture in value["pictures"]]}
    if piece["type"] == "files":
        document = media.document(value["document"], value["title"])
        return {"files": [{"document": document.pk, "title": ""}]}
    return value


def _picture(value: dict[str, str], media: StarterMedia) -> dict[str, Any]:
    return {**value, "image": media.image(value["image"], value["alt_text"]).pk}
