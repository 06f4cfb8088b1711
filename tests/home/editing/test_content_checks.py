"""What editors are told to look at again, and what keeps a page from being published."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from home.blocks import BodyBlock
from home.content_checks import check_body, check_page, check_summary, check_title
from home.content_texts import (
    Finding,
    Level,
    check_alternative_text,
    check_headings,
    check_links,
)
from home.editing.checks import PortalCheckerItem
from home.models import ArticlePage, ServicePage, StandardPage
from reform.organisation.capabilities import Role
from tests.home.editing.people import person_with
from tests.home.factories import PublicSite, add_article, add_standard_page, build_site, make_image


@pytest.fixture(autouse=True)
def _english(settings: Any) -> Any:
    """Read the sentences as the source has them."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def told(findings: Any) -> str:
    """Return all problems as one text."""
    return " ".join(finding.problem for finding in findings)


@pytest.mark.parametrize(
    "words",
    ["tại đây", "Xem thêm", "TẠI ĐÂY.", "Xem chi tiết »", "https://example.vn/van-ban", "www.a.vn", " "],
)
def test_a_link_that_does_not_say_where_it_leads_is_found(words: str) -> None:
    assert len(list(check_links("x", f'<p><a href="https://example.vn">{words}</a></p>'))) == 1


@pytest.mark.parametrize(
    "link",
    [
        '<a linktype="page" id="3">Thủ tục đăng ký khai sinh</a>',
        '<a href="https://example.vn">Quyết định 45/2016/QĐ-TTg</a>',
        '<a href="mailto:a@example.vn">a@example.vn</a>',
    ],
)
def test_a_link_in_plain_words_is_fine(link: str) -> None:
    assert not list(check_links("x", f"<p>{link}</p>"))


def test_a_link_that_is_not_encrypted_is_found() -> None:
    assert "not encrypted" in told(check_links("x", '<a href="http://example.vn">Cổng thông tin</a>'))


@pytest.mark.parametrize("words", ["ảnh", "Hình minh họa.", "IMG_2034.JPG", "dsc 0012", "anh_bia_1", "zalo1"])
def test_alternative_text_that_says_nothing_is_a_warning(words: str) -> None:
    (finding,) = check_alternative_text("x", words)
    assert finding.level == Level.WARNING


def test_a_missing_alternative_text_is_an_error_and_a_good_one_is_fine() -> None:
    (finding,) = check_alternative_text("x", " ")
    assert finding.level == Level.ERROR
    assert not list(check_alternative_text("x", "Công chức hướng dẫn người dân nộp hồ sơ"))


def test_headings_go_down_one_step_at_a_time_and_have_words() -> None:
    assert "skips a level" in told(check_headings("x", [(3, "Nhỏ"), (2, "Lớn")]))
    assert "is empty" in told(check_headings("x", [(2, " ")]))
    assert not list(check_headings("x", [(2, "Một"), (3, "Hai"), (2, "Ba"), (3, "Bốn")]))


def test_titles_are_short_and_not_in_capitals() -> None:
    assert "111 characters" in told(check_title("a" * 111))
    assert "capitals" in told(check_title("QUẬN HẢI AN TỔ CHỨC HỘI NGHỊ"))
    assert not list(check_title("UBND quận họp giao ban"))
    assert not list(check_title("ISO 9001"))


def test_summaries_are_there_short_and_in_short_sentences() -> None:
    assert "no summary" in told(check_summary(" ", is_expected=True))
    assert not list(check_summary("", is_expected=False))
    assert "characters" in told(check_summary("Một câu. " * 30, is_expected=True))
    assert "41 words" in told(check_summary("a " * 41, is_expected=True))
    assert not list(check_summary("Từ ngày mai, quận nhận hồ sơ qua mạng.", is_expected=True))


def body_findings(*pieces: dict[str, Any]) -> list[Finding]:
    """Return the findings in a text of these pieces."""
    return list(check_body("Text", BodyBlock().to_python(list(pieces))))


def test_a_table_without_headings_or_caption_is_found_with_its_place() -> None:
    table = {
        "columns": [{"type": "text", "heading": "Phường"}, {"type": "text", "heading": ""}],
        "rows": [{"values": ["Cát Bi", "1"]}],
        "caption": "",
    }
    found = body_findings({"type": "text", "value": "<p>Một</p>"}, {"type": "table", "value": table})
    assert [finding.where for finding in found] == ["Text, piece 2"] * 2
    assert "without a heading" in told(found)
    assert "no caption" in told(found)


def test_half_written_pieces_are_no_error() -> None:
    assert not body_findings(
        {"type": "text", "value": ""},
        {"type": "quote", "value": {"text": "", "speaker": ""}},
        {"type": "table", "value": None},
        {"type": "call_out", "value": {"title": "", "text": ""}},
    )


@pytest.mark.django_db
def test_a_service_without_papers_steps_and_legal_basis_is_found() -> None:
    found = told(check_page(ServicePage(title="Khai sinh", summary="Đăng ký khai sinh cho trẻ.")))
    assert "No paper" in found
    assert "no steps" in found
    assert "No legal basis" in found


@pytest.mark.django_db
def test_a_lead_picture_without_words_is_an_error_that_comes_first() -> None:
    page = ArticlePage(title="BÀI VIẾT IN HOA", lead_image=make_image())
    assert [finding.level for finding in check_page(page)] == [Level.ERROR, Level.WARNING, Level.WARNING]


def test_wagtails_checker_tells_every_rule_in_our_words() -> None:
    checker = PortalCheckerItem(in_editor=True)
    assert set(checker.axe_run_only) <= set(checker.axe_messages)
    assert {"image-alt", "color-contrast", "heading-order"} <= set(checker.axe_run_only)


# --- on the screens ---


@pytest.fixture
def public(db: None) -> PublicSite:
    """Return a public site."""
    return build_site()


def unclear_page(public: PublicSite) -> StandardPage:
    """Create a draft with an unclear link and without a summary, made by an editor."""
    body = [{"type": "text", "value": '<p><a href="https://example.vn">tại đây</a></p>'}]
    page = add_standard_page(public.home, live=False, body=json.dumps(body))
    page.save_revision(user=person_with(public.authority, Role.CULTURE_EDITOR))
    return page


def test_the_editor_lists_what_to_look_at_again_and_says_so_when_it_is_sent(
    public: PublicSite, client: Client
) -> None:
    page = unclear_page(public)
    client.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = client.get(edit).content.decode()
    assert "does not say where it leads" in shown
    assert "2 points in the version saved last" in shown
    form = {
        "title": "Trang",
        "slug": page.slug,
        "summary": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-submit": "1",
    }
    assert "1 point to be looked at again" in client.post(edit, form, follow=True).content.decode()
    assert Page.objects.get(pk=page.pk).current_workflow_state


def test_the_publisher_reads_them_before_approving_and_warnings_do_not_keep_the_page_back(
    public: PublicSite, client: Client
) -> None:
    page = unclear_page(public)
    page.get_workflow().start(page, None)
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    state = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert "does not say where it leads" in client.get(approve).content.decode()
    client.post(approve, {"comment": ""})
    assert Page.objects.get(pk=page.pk).live


def test_a_page_with_a_picture_nobody_describes_cannot_be_approved(
    public: PublicSite, client: Client
) -> None:
    body = [{"type": "picture", "value": {"image": make_image().pk, "alt_text": "", "caption": ""}}]
    page = add_standard_page(public.home, live=False, body=json.dumps(body))
    page.save_revision(user=person_with(public.authority, Role.CULTURE_EDITOR))
    page.get_workflow().start(page, None)
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    state = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    answer = client.post(approve, {"comment": ""}, follow=True)
    assert "cannot be published" in answer.content.decode()
    assert not Page.objects.get(pk=page.pk).live


def test_the_checks_run_in_the_preview_and_readers_are_sent_none_of_it(public: PublicSite) -> None:
    article = add_article(public)
    editor = Client()
    editor.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk])).content.decode()
    assert "<wagtail-userbar" in preview
    assert "wagtail" not in editor.get(f"/tin-cai-cach/{article.slug}/").content.decode()
