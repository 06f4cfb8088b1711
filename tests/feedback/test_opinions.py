"""What readers think of pages, and who learns of it."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from reform.feedback.enums import Grade, Screen
from reform.feedback.models import PageRating, PageRemark, SatisfactionCount
from reform.feedback.selectors import pages_with_opinions
from reform.organisation.capabilities import Role
from tests.home.factories import PublicSite, add_article, build_site
from tests.organisation.factories import root_of, user_with_role

pytestmark = pytest.mark.django_db


def signed_in(public: PublicSite, role: Role) -> Client:
    """Return the browser of an officer of the site's authority."""
    client = Client()
    client.force_login(user_with_role(role, root_of(public.authority), include_sub_units=True))
    return client


def test_editor_reads_numbers_and_remarks_of_the_own_site_alone() -> None:
    own, foreign = build_site(hostname="own.vn"), build_site(hostname="foreign.vn")
    page, theirs = add_article(own, title="Bài của ta"), add_article(foreign, title="Bài của họ")
    today = timezone.localdate()
    for rated in (page, theirs):
        PageRating.objects.create(page=rated, day=today, useful=2, not_useful=5)
        PageRating.objects.create(page=rated, day=today - timedelta(days=1), useful=1)
        SatisfactionCount.objects.create(page=rated, day=today, grade=Grade.NOT, count=4)
        PageRemark.objects.create(page=rated, day=today, text=f"Thiếu lệ phí ở {rated.title}")
    editor = signed_in(own, Role.CULTURE_EDITOR)
    listed = editor.get(reverse("feedback_opinions")).content.decode()
    assert "Bài của ta" in listed
    assert "Bài của họ" not in listed
    shown = editor.get(reverse("feedback_opinions_of_page", args=[page.pk])).content.decode()
    assert "Thiếu lệ phí ở Bài của ta" in shown
    assert editor.get(reverse("feedback_opinions_of_page", args=[theirs.pk])).status_code == 404
    exported = editor.get(reverse("feedback_opinions"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(exported.getvalue())).active
    assert [cell.value for cell in sheet[2]] == ["Bài của ta", 3, 5, 0, 0, 4, 1, "không"]


@pytest.mark.parametrize("sample", [PageRating, SatisfactionCount, PageRemark])
def test_sample_data_among_the_numbers_are_named(sample: type[Model]) -> None:
    own = build_site()
    page, real = add_article(own, title="Có số liệu mẫu"), add_article(own, title="Chỉ có ý kiến thật")
    sample._default_manager.create(page=page, day=timezone.localdate(), is_sample=True)
    PageRating.objects.create(page=real, day=timezone.localdate(), useful=1)
    PageRating.objects.update(useful=1)
    SatisfactionCount.objects.update(grade=Grade.VERY, count=1)
    editor = signed_in(own, Role.CULTURE_EDITOR)
    assert editor.get(reverse("feedback_opinions")).content.decode().count("Dữ liệu mẫu") == 1
    for rated, marked in ((page, True), (real, False)):
        shown = editor.get(reverse("feedback_opinions_of_page", args=[rated.pk])).content.decode()
        assert ("Dữ liệu mẫu" in shown) is marked


def test_screens_outside_the_tree_stand_with_the_front_page_each_by_its_name() -> None:
    own = build_site()
    today = timezone.localdate()
    PageRating.objects.create(page=own.home, day=today, useful=7)
    for screen, number in ((Screen.SEARCH, 3), (Screen.NOT_FOUND, 5)):
        PageRating.objects.create(page=own.home, screen=screen, day=today, not_useful=number)
    PageRemark.objects.create(page=own.home, screen=Screen.SEARCH, day=today, text="Tìm không ra")
    PageRating.objects.create(page=add_article(own), day=today, useful=1)
    editor = signed_in(own, Role.CULTURE_EDITOR)
    listed = editor.get(reverse("feedback_opinions")).content.decode()
    assert listed.count("kể cả tìm kiếm") == 1
    shown = editor.get(reverse("feedback_opinions_of_page", args=[own.home.pk])).content.decode()
    rows = shown.split('aria-labelledby="screens"')[1].split("</table>")[0]
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t", rows.split("<tbody>")[1])
    assert cells == [own.home.title, "7", "0", "Địa chỉ không có trang", "0", "5", "Tìm kiếm", "0", "3"]
    assert "· Tìm kiếm" in shown


def test_home_affairs_reads_along_and_a_ward_officer_does_not() -> None:
    own = build_site()
    page = add_article(own)
    PageRating.objects.create(page=page, day=timezone.localdate(), useful=1)
    address = reverse("feedback_opinions_of_page", args=[page.pk])
    assert signed_in(own, Role.HOME_AFFAIRS).get(address).status_code == 200
    assert signed_in(own, Role.UNIT_OFFICER).get(address).status_code == 302


def test_opinions_older_than_a_year_and_pages_nobody_spoke_of_are_left_out() -> None:
    own = build_site()
    silent, old = add_article(own), add_article(own)
    day = timezone.localdate() - timedelta(days=400)
    PageRating.objects.create(page=old, day=day, useful=9)
    editor = user_with_role(Role.CULTURE_EDITOR, root_of(own.authority), include_sub_units=True)
    assert not pages_with_opinions(editor, timezone.localdate() - timedelta(days=365)).exists()
    assert [page.pk for page in pages_with_opinions(editor, day)] == [old.pk] != [silent.pk]


def test_report_asks_no_more_queries_for_many_pages(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    own = build_site()
    editor = signed_in(own, Role.CULTURE_EDITOR)
    for _number in range(12):
        PageRating.objects.create(page=add_article(own), day=timezone.localdate(), useful=1)
    editor.get(reverse("feedback_opinions"))
    with django_assert_max_num_queries(16):
        assert editor.get(reverse("feedback_opinions")).content.count(b"/admin/feedback/opinions/") >= 12
