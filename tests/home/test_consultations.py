"""Drafts for comment: what is open, what is over, what became of it."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from home.models import ConsultationIndexPage
from home.models.consultation import CLOSED_A_PAGE
from reform.organisation.models import Authority
from tests.feedback.factories import CitizenMessageFactory
from tests.home.factories import add_draft, build_site
from tests.home.markup import html_faults
from tests.organisation.factories import UnitFactory

pytestmark = pytest.mark.django_db
LIST = "/gop-y-du-thao/"


@pytest.fixture
def index() -> ConsultationIndexPage:
    """Return the empty list of drafts of a site."""
    page = ConsultationIndexPage(title="Góp ý dự thảo", slug="gop-y-du-thao")
    build_site().home.add_child(instance=page)
    return page


def read(client: Client, address: str) -> str:
    """Return the text of a page that must answer."""
    response = client.get(address)
    assert response.status_code == 200
    page = response.content.decode()
    assert html_faults(page) == []
    return page


def test_open_drafts_come_first_with_the_days_left_then_coming_then_closed(
    client: Client, index: ConsultationIndexPage
) -> None:
    add_draft(index, opens=-40, closes=-10, title="Đã xong")
    add_draft(index, opens=5, closes=30, title="Sắp mở")
    add_draft(index, opens=-2, closes=9, title="Còn lâu")
    add_draft(index, opens=-2, closes=3, title="Sắp hết")
    add_draft(index, opens=-2, closes=0, title="Ngày cuối")
    add_draft(index, opens=-2, closes=3, title="Bản nháp", live=False)
    page = read(client, LIST)
    order = [page.index(f">{title}<") for title in ("Ngày cuối", "Sắp hết", "Còn lâu", "Sắp mở", "Đã xong")]
    assert order == sorted(order)
    for words in ("Còn 3 ngày", "Còn 9 ngày", "Hôm nay là ngày cuối", "Đã hết hạn góp ý"):
        assert words in page
    assert "Bản nháp" not in page


def test_list_without_open_drafts_says_so_and_goes_on_with_closed_ones(
    client: Client, index: ConsultationIndexPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(CLOSED_A_PAGE + 1):
        add_draft(index, opens=-90, closes=-10 - number)
    read(client, LIST)
    cache.clear()
    with django_assert_max_num_queries(12):
        assert 'class="empty"' in read(client, LIST)
    assert "Dự thảo 21" in read(client, f"{LIST}?trang=2")
    assert client.get(f"{LIST}?trang=3").status_code == 404


def test_open_draft_shows_its_full_text_and_where_to_comment(
    client: Client, index: ConsultationIndexPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    outcome = [{"type": "text", "value": "<p>Chưa được công bố</p>"}]
    draft = add_draft(index, opens=-1, closes=4, contact="Phòng Thử, Lô 11", outcome=outcome)
    read(client, f"{LIST}{draft.slug}/")
    cache.clear()
    with django_assert_max_num_queries(12):
        page = read(client, f"{LIST}{draft.slug}/")
    for words in ("Nội dung bài viết.", "Phòng Thử, Lô 11", "Còn 4 ngày"):
        assert words in page
    assert "Chưa được công bố" not in page


def test_closed_draft_says_so_and_shows_the_outcome(client: Client, index: ConsultationIndexPage) -> None:
    outcome = [{"type": "text", "value": "<p>Đã tiếp thu 3 ý kiến</p>"}]
    draft = add_draft(index, opens=-40, closes=-1, contact="Phòng Thử", outcome=outcome)
    page = read(client, f"{LIST}{draft.slug}/")
    assert "Đã hết hạn góp ý" in page
    assert "Đã tiếp thu 3 ý kiến" in page
    assert "Phòng Thử" not in page
    assert 'class="button"' not in page


def test_published_comments_stand_with_their_answers_as_plain_text_and_without_names(
    client: Client, index: ConsultationIndexPage
) -> None:
    draft = add_draft(index, opens=-1, closes=4)
    authority = Authority.objects.get(site__root_page=index.get_parent())
    told = {"authority": authority, "page": draft, "kind": "comment", "category": None}
    ward = UnitFactory(authority=authority, name="Phòng Thử")
    CitizenMessageFactory(
        **told, unit=ward, state="published", public_question="Đề nghị <b>rõ hơn</b>", answer="Đã sửa"
    )
    CitizenMessageFactory(**told, state="published", public_question="Không có ý kiến")
    CitizenMessageFactory(**told, state="received", public_question="Chưa được duyệt")
    page = read(client, f"{LIST}{draft.slug}/")
    assert "Đề nghị &lt;b&gt;rõ hơn&lt;/b&gt;" in page
    assert "Phòng Thử trả lời" in page
    assert page.count('class="comment__answer"') == 1
    assert "Chưa được duyệt" not in page
    assert "Bí Mật" not in page


def test_consultation_that_ends_before_it_begins_is_refused(index: ConsultationIndexPage) -> None:
    with pytest.raises(ValidationError):
        add_draft(index, opens=3, closes=1)


def test_a_draft_with_many_comments_says_how_many_are_not_shown(
    client: Client, index: ConsultationIndexPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("home.consultation_comments.COMMENTS_SHOWN", 2)
    draft = add_draft(index, opens=-9, closes=9)
    for number in range(3):
        CitizenMessageFactory(
            authority=Authority.objects.get(), page=draft, kind="comment", category=None, state="published",
            public_question=f"Góp ý {number}", published_on=date(2026, 11, number + 1),
        )  # fmt: skip
    page = read(client, f"{LIST}{draft.slug}/")
    assert "Góp ý 2" in page
    assert "Góp ý 0" not in page
    assert "2 góp ý mới nhất; còn 1 góp ý" in page
