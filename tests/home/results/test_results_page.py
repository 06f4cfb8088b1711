"""The results page."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import ResultsPage
from reform.directives.enums import AssignmentState
from reform.directives.models import Directive
from reform.organisation.models import Unit
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory
from tests.home.factories import PublicSite, build_site
from tests.home.markup import html_faults
from tests.organisation.factories import UnitFactory


@pytest.fixture
def public(db: None) -> PublicSite:
    """Return a site with a results page."""
    public = build_site(short_name="UBND quận Thử")
    public.home.add_child(
        instance=ResultsPage(title="Kết quả", slug="ket-qua", introduction="<p>Lời dẫn.</p>")
    )
    return public


@pytest.fixture
def dispatch(public: PublicSite) -> Directive:
    """Return a dispatch whose figures are public."""
    return DirectiveFactory(authority=public.authority, figures_public=True)


def give(unit: Unit, directive: Directive, **how: object) -> None:
    """Give a unit a task of its own of a dispatch."""
    AssignmentFactory(unit=unit, task=TaskFactory(directive=directive), **how)


def read(client: Client, query: str = "") -> str:
    """Return the page, which must answer."""
    response = client.get(f"/ket-qua/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_approved_is_said_in_a_sentence(public: PublicSite, client: Client) -> None:
    give(UnitFactory(authority=public.authority), DirectiveFactory(authority=public.authority), overdue=True)
    page = read(client)
    assert "Chưa có số liệu được duyệt công khai." in page
    assert "so-lieu/" not in page


def test_figure_has_chart_table_meaning_source_day_and_downloads(
    public: PublicSite, dispatch: Directive, client: Client
) -> None:
    for name in ("Phòng Một", "Phòng Hai"):
        give(UnitFactory(authority=public.authority, name=name), dispatch, overdue=True, is_sample=True)
    page = read(client)
    assert html_faults(page) == []
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    section = page.split('id="nhiem-vu-qua-han"')[1].split("</section>")[0]
    for words in (
        "<svg",
        'class="bar__tick"',
        '<th scope="row">Phòng Một</th>',
        "<caption",
        "UBND quận Thử",
        f"{timezone.localdate():%d/%m/%Y}",
        "tag--sample",
        "/so-lieu/nhiem-vu-qua-han.csv",
        "/so-lieu/nhiem-vu-qua-han.xlsx",
        "/so-lieu/nhiem-vu-qua-han.json",
    ):
        assert words in section


def test_real_figures_carry_no_sample_mark(public: PublicSite, dispatch: Directive, client: Client) -> None:
    give(UnitFactory(authority=public.authority), dispatch, overdue=True)
    assert "tag--sample" not in read(client)


def test_reader_narrows_by_unit_and_year(public: PublicSite, dispatch: Directive, client: Client) -> None:
    for code in ("P-CATBI", "LĐ"):
        give(
            UnitFactory(authority=public.authority, code=code, name=f"Đơn vị {code}"), dispatch, overdue=True
        )
    page = read(client, "?don-vi=p-catbi")
    assert '<th scope="row">Đơn vị P-CATBI</th>' in page
    assert '<th scope="row">Đơn vị LĐ</th>' not in page
    assert '<th scope="row">Đơn vị LĐ</th>' in read(client, "?don-vi=ld")
    assert "Đơn vị LĐ" in read(client, f"?nam={timezone.localdate().year}")
    for query in ("?don-vi=khong-co", "?nam=1999", "?nam=abc"):
        assert client.get(f"/ket-qua/{query}").status_code == 404


def test_months_without_values_stand_between_those_that_have_some(
    public: PublicSite, dispatch: Directive, client: Client
) -> None:
    unit = UnitFactory(authority=public.authority, code="MOT", name="Đơn vị Một")
    today = timezone.localdate()
    for day in (date(2022, 8, 20), date(2022, 11, 20), today):
        give(unit, dispatch, state=AssignmentState.COMPLETED, due=day, reported_on=day, completed_on=day)

    def columns(query: str) -> list[str]:
        table = read(client, query).split('id="nhiem-vu-dung-han"')[1].split("</thead>")[0]
        return re.findall(r'<th scope="col" class="number">([^<]*)</th>', table)

    assert columns("?nam=2022") == ["08/2022", "09/2022", "10/2022", "11/2022"]
    assert columns("") == [f"{today:%m/%Y}"]
    assert "11/2022" not in read(client)


def test_stale_figure_is_hidden_with_a_sentence_that_says_since_when(
    public: PublicSite, dispatch: Directive, client: Client
) -> None:
    give(UnitFactory(authority=public.authority, name="Phòng Cũ"), dispatch, completed_on_time=True)
    page = read(client)
    assert "30/09/2022" in page
    assert "Phòng Cũ" not in page
    assert client.get("/so-lieu/nhiem-vu-dung-han.csv").status_code == 404


def test_page_costs_ten_queries_at_most_whatever_it_holds(
    public: PublicSite,
    dispatch: Directive,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    today = timezone.localdate()
    for _number in range(6):
        unit = UnitFactory(authority=public.authority)
        give(unit, dispatch, overdue=True)
        give(unit, dispatch, completed_on_time=True, completed_on=today)
    read(client)
    cache.clear()
    with django_assert_max_num_queries(10):
        read(client)
