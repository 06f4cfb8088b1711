"""Pages whose day of review has come stand in a report."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.editing.reports import pages_to_review
from reform.organisation.capabilities import Role
from tests.home.editing.people import person_with
from tests.home.factories import PublicSite, add_article, add_service, add_standard_page, build_site

pytestmark = pytest.mark.django_db
DAY = date(2022, 11, 20)
REPORT = reverse("wagtailadmin_content_reports:review")


@pytest.fixture
def public() -> PublicSite:
    """Return a public site with pages of two kinds that are due, and others that are not."""
    public = build_site()
    add_article(public, title="Đến hạn sau", review_by=DAY)
    add_standard_page(public.home, title="Đến hạn trước", slug="a", review_by=date(2022, 1, 1))
    add_standard_page(public.home, title="Chưa đến hạn", slug="b", review_by=date(2099, 1, 1))
    add_standard_page(public.home, title="Bản nháp", slug="c", review_by=DAY, live=False)
    add_standard_page(public.home, title="Không hẹn", slug="d")
    foreign = build_site(hostname="khac.example.vn")
    add_article(foreign, title="Của nơi khác", review_by=DAY)
    return public


def test_pages_that_are_due_come_the_longest_overdue_first_whatever_their_kind_in_one_query(
    public: PublicSite, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    editor = person_with(public.authority, Role.CULTURE_EDITOR)
    list(pages_to_review(editor, DAY))
    with django_assert_num_queries(1):
        assert [page.title for page in pages_to_review(editor, DAY)] == ["Đến hạn trước", "Đến hạn sau"]


def test_services_that_nobody_reviewed_yet_come_first_and_say_so(public: PublicSite, client: Client) -> None:
    add_service(public, title="Chưa ai rà soát")
    add_service(public, title="Mới rà soát", reviewed_on=timezone.localdate())
    editor = person_with(public.authority, Role.CULTURE_EDITOR)
    titles = [page.title for page in pages_to_review(editor, DAY)]
    assert titles == ["Chưa ai rà soát", "Đến hạn trước", "Đến hạn sau"]
    client.force_login(editor)
    page = client.get(REPORT).content.decode()
    assert "chưa rà soát lần nào" in page
    assert "01/01/2022" in page
    for export_format in ("csv", "xlsx"):
        assert client.get(REPORT, {"export": export_format}).status_code == 200
    table: Any = client.get(REPORT, {"export": "csv"})
    assert "chưa rà soát lần nào" in b"".join(table.streaming_content).decode()


def test_the_report_and_its_spreadsheet_show_the_own_pages_only(public: PublicSite, client: Client) -> None:
    client.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    for query in ({}, {"export": "csv"}):
        answer: Any = client.get(REPORT, query)
        shown = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Đến hạn trước" in shown
        assert "Chưa đến hạn" not in shown
        assert "Của nơi khác" not in shown


def test_who_writes_no_pages_has_no_report(public: PublicSite, client: Client) -> None:
    client.force_login(person_with(public.authority, Role.HOME_AFFAIRS))
    assert client.get(REPORT).status_code == 302
    assert REPORT not in client.get(reverse("wagtailadmin_home")).content.decode()
