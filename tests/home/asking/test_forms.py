"""What citizens send through the public forms, and what comes of wrong and hostile input."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from home.asking import guards
from home.models import ConsultationIndexPage
from home.promotion.links import ensure_links_of
from reform.feedback.models import CitizenMessage, PageRating, PageRemark, SatisfactionCount
from tests.feedback.factories import ANSWER, CategoryFactory, CitizenMessageFactory
from tests.home.factories import PublicSite, add_article, add_draft, add_service, build_site, section_of
from tests.home.markup import html_faults

pytestmark = pytest.mark.django_db

ASK = "/gui-cau-hoi/"


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> PublicSite:
    """Return a site with a category, whose forms were opened a while ago."""
    monkeypatch.setattr("home.asking.forms.FASTEST_SECONDS", -1)
    public = build_site()
    CategoryFactory(authority=public.authority, name="Hộ tịch")
    return public


def filled(**values: Any) -> dict[str, Any]:
    """Return the form as a careful citizen fills it in."""
    from reform.feedback.models import Category

    usual = {
        "kind": "question",
        "category": Category.objects.get(name="Hộ tịch").pk,
        "subject": "Khai sinh",
        "text": "Nộp ở đâu?",
        "stamp": guards.make_stamp(),
    }
    return usual | values


def test_question_gets_a_code_by_which_its_answer_is_found(public: PublicSite, client: Client) -> None:
    response = client.post(ASK, filled(), follow=True)
    page = response.content.decode()
    code = re.search(r'receipt__code">([^<]+)<', page)
    assert code
    message = CitizenMessage.objects.get()
    assert (message.subject, message.text, message.authority) == ("Khai sinh", "Nộp ở đâu?", public.authority)
    CitizenMessage.objects.update(state="answered", answer=ANSWER, answered_on=message.received_on)
    found = client.get("/tra-cuu-tra-loi/", {"ma": code[1].lower().replace("-", " ")})
    assert ANSWER in found.content.decode()
    assert found.headers["Referrer-Policy"] == "no-referrer"


def test_forms_set_no_cookie(public: PublicSite, client: Client) -> None:
    assert not client.get(ASK).cookies
    assert not client.post(ASK, filled()).cookies


def test_question_about_a_service_keeps_the_service(public: PublicSite, client: Client) -> None:
    service = add_service(public)
    assert service.title in client.get(f"{ASK}?ve={service.pk}").content.decode()
    client.post(f"{ASK}?ve={service.pk}", filled())
    assert CitizenMessage.objects.get().page_id == service.pk


def test_page_of_another_site_is_not_what_a_question_is_about(public: PublicSite, client: Client) -> None:
    foreign = add_article(build_site(hostname="khac.example.vn"), title="Bài của nơi khác")
    for about in (foreign.pk, "x", "9" * 30, "-1"):
        assert "Bài của nơi khác" not in client.get(f"{ASK}?ve={about}").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "", "Nội dung"),
        ("text", "x" * 5001, "5000"),
        ("text", "y" * 1_000_000, "5000"),
        ("subject", "", "Tóm tắt"),
        ("category", "999999", "Về việc gì"),
        ("phone", "gọi tôi nhé", "chữ số"),
        ("email", "khong-phai", "Thư điện tử"),
        ("website", "http://spam.example", "ô ẩn"),
        ("stamp", "giả", "Biểu mẫu đã mở quá lâu"),
    ],
)
def test_wrong_input_is_told_by_a_sentence_and_nothing_typed_is_lost(
    public: PublicSite, client: Client, field: str, value: str, words: str
) -> None:
    response = client.post(ASK, filled(contact="", name="Bà Hoa", **{field: value}))
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'value="Bà Hoa"' in page
    assert not CitizenMessage.objects.exists()


def test_markup_in_a_question_stays_text(public: PublicSite, client: Client) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    page = client.post(ASK, filled(text=hostile, subject=hostile), follow=True).content.decode()
    assert CitizenMessage.objects.get().text == hostile
    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page.replace("&gt;", "")


def test_program_named_like_a_photo_is_refused(public: PublicSite, client: Client) -> None:
    for name in ("anh.jpg", "giay-to.pdf", "virus.exe", "hinh.svg"):
        file = SimpleUploadedFile(name, b"MZ\x90\x00<svg onload='alert(1)'/>")
        cache.clear()
        assert client.post(ASK, filled(attachment=file)).status_code == 422
    assert not CitizenMessage.objects.exists()


def test_kind_of_file_that_is_not_taken_is_answered_with_the_kinds_of_the_form(
    public: PublicSite, client: Client
) -> None:
    page = client.post(ASK, filled(attachment=SimpleUploadedFile("anh.heic", b"abc"))).content.decode()
    assert "Chỉ gửi được ảnh (JPG, PNG), PDF hoặc DOCX." in page
    assert ".csv" not in page


def test_form_that_is_shown_again_keeps_the_time_at_which_it_was_opened(
    public: PublicSite, client: Client
) -> None:
    sent = filled(text="")
    page = client.post(ASK, sent).content.decode()
    assert f'name="stamp" value="{sent["stamp"]}"' in page


def test_time_for_a_comment_runs_from_the_day_on_which_the_draft_closes(
    public: PublicSite, client: Client
) -> None:
    draft = add_draft(section_of(public, ConsultationIndexPage, "gop-y-du-thao"), opens=-1, closes=30)
    sent = {"text": "Nên rõ hơn.", "stamp": guards.make_stamp()}
    receipt = client.post(f"/gop-y/{draft.pk}/", sent, follow=True).content.decode()
    assert CitizenMessage.objects.get().due_on > draft.closes_on
    assert "được đọc trước khi đăng" in receipt


def test_a_comment_that_comes_too_late_is_told_so_and_gets_its_words_back(
    public: PublicSite, client: Client
) -> None:
    index = section_of(public, ConsultationIndexPage, "gop-y-du-thao")
    over = add_draft(index, opens=-30, closes=-1)
    coming = add_draft(index, opens=3, closes=30)
    sent = {"text": "Nên rõ <b>hơn</b>.", "stamp": guards.make_stamp()}
    answer = client.post(f"/gop-y/{over.pk}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Nên rõ &lt;b&gt;hơn&lt;/b&gt;." in page
    assert html_faults(page) == []
    assert not CitizenMessage.objects.exists()
    assert client.get(f"/gop-y/{over.pk}/").status_code == 410
    assert client.post(f"/gop-y/{coming.pk}/", sent).status_code == 404


def test_file_of_fifty_megabytes_ends_in_a_sentence(public: PublicSite, client: Client) -> None:
    file = SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff" + b"0" * (50 * 1024 * 1024))
    response = client.post(ASK, filled(attachment=file))
    assert response.status_code == 413
    assert "5 MB" in response.content.decode()
    assert not CitizenMessage.objects.exists()


def test_two_hundred_messages_from_one_address_end_after_five(public: PublicSite, client: Client) -> None:
    answers = [client.post(ASK, filled()).status_code for _number in range(200)]
    assert answers == [302] * 5 + [429] * 195
    assert CitizenMessage.objects.count() == 5
    other = client.post(ASK, filled(), REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 302


def test_address_behind_our_proxies_is_the_one_that_they_saw(
    public: PublicSite, client: Client, settings: Any
) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    for number in range(7):
        forged = f"10.0.0.{number}, 203.0.113.7"
        last = client.post(ASK, filled(), headers={"X-Forwarded-For": forged})
    assert last.status_code == 429


def test_wrong_code_is_told_and_reveals_nothing(public: PublicSite, client: Client) -> None:
    foreign = CitizenMessageFactory(subject="Của nơi khác")
    for code in ("khong co", foreign.shown_code, "<script>"):
        response = client.get("/tra-cuu-tra-loi/", {"ma": code})
        assert response.status_code == 404
        assert "Của nơi khác" not in response.content.decode()


def test_page_is_rated_and_a_no_asks_what_was_missing(public: PublicSite, client: Client) -> None:
    article = add_article(public, slug="bai")
    address = f"/danh-gia/{article.pk}/"
    assert address in client.get("/tin-cai-cach/bai/").content.decode()
    client.post(address, {"huu-ich": "co"})
    page = client.post(address, {"huu-ich": "khong"}).content.decode()
    assert 'name="remark"' in page
    client.post(address, {"remark": "Thiếu giờ làm việc"})
    rating = PageRating.objects.get()
    assert (rating.useful, rating.not_useful) == (1, 1)
    assert PageRemark.objects.get().text == "Thiếu giờ làm việc"
    assert client.post(address, {"huu-ich": "x"}).status_code == 404
    again = client.get(address)
    assert (again.status_code, again["Location"]) == (302, "/tin-cai-cach/bai/")


def test_screens_outside_the_tree_are_rated_too(public: PublicSite, client: Client) -> None:
    draft = add_draft(section_of(public, ConsultationIndexPage, "gop-y-du-thao"), opens=-1, closes=9)
    service = add_service(public)
    ensure_links_of(service)
    screens = {
        "search": "/tim-kiem/",
        "ask": "/gui-cau-hoi/",
        "answer": "/tra-cuu-tra-loi/",
        "comment": f"/gop-y/{draft.pk}/",
        "prints": f"/an-pham/{service.pk}/",
        "site_map": "/so-do-trang/",
        "display": "/hien-thi/",
        "not_found": "/khong-co/",
    }
    for screen, address in screens.items():
        assert f'action="/danh-gia/{screen}/"' in client.get(address).content.decode(), screen
        thanks = client.post(f"/danh-gia/{screen}/", {"huu-ich": "khong"}).content.decode()
        assert f'action="/danh-gia/{screen}/"' in thanks
        client.post(f"/danh-gia/{screen}/", {"remark": f"Thiếu ở {screen}"})
    ratings = PageRating.objects.values_list("screen", "page", "not_useful")
    assert set(ratings) == {(screen, public.home.pk, 1) for screen in screens}
    remarks = PageRemark.objects.values_list("screen", "text")
    assert set(remarks) == {(screen, f"Thiếu ở {screen}") for screen in screens}
    assert client.post("/danh-gia/gi-do/", {"huu-ich": "co"}).status_code == 404


def test_satisfaction_has_three_grades(public: PublicSite, client: Client) -> None:
    service = add_service(public)
    for grade in ("rat-hai-long", "hai-long", "chua-hai-long", "gi-do"):
        client.post(f"/hai-long/{service.pk}/", {"muc": grade})
    assert sorted(SatisfactionCount.objects.values_list("grade", flat=True)) == ["not", "satisfied", "very"]
