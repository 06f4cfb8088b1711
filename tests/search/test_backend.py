"""The search backend: what must be found, and in which order, is the same on both databases."""

import inspect
import unicodedata
from importlib import import_module
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from modelsearch.backends.base import BaseSearchBackend
from pytest_django import DjangoAssertNumQueries
from wagtail.documents.models import Document
from wagtail.models import Page, Site
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
from wagtail.search.query import MATCH_ALL, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from tests.search.factories import make_document, make_page, make_site, titles

NFD_TITLE = unicodedata.normalize("NFD", "Thủ tục đất đai")
HOSTILE = [
    *('"', 'dich "vu', "''", "'", "\\", "*", "a*", "(", ")", "a AND", "NOT", "OR", "NEAR(a b)", "{title}:a"),
    *("^a", "a:b", "-", "--", "%", "%s", "%(a)s", "_", "\x00", "a\x00b", " ", "\t\n", "", "\u200b", "\ud800"),
    *("&|!<->", "a & b", "!a", "a:*", "'; DROP TABLE x; --", "<script>", "ß", "İ", "١٢٣", "😀", "ﷺ", "¼"),
    *("từ " * 1500, '"' * 1500, '"a" ' * 1500, "a" * 100_000, "\u0301" * 500),
]


@pytest.fixture
def site(db: None) -> Site:
    return make_site()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("dich vu cong", "Dịch vụ công"),
        ("Dịch vụ công", "Dịch vụ công"),
        (unicodedata.normalize("NFD", "Dịch vụ công"), "Dịch vụ công"),
        ("DỊCH VỤ CÔNG", "Dịch vụ công"),
        ("dang hai", "Phường Đằng Hải"),
        ("đang hai", "Phường Đằng Hải"),
        ("Đằng Hải", "Phường Đằng Hải"),
        ("thu tuc dat dai", NFD_TITLE),
        ("thủ tục đất đai", NFD_TITLE),
        ("danh gia", "Kết quả đánh giá"),
        ("ủy ban", "Uỷ ban nhân dân quận"),
        ("uỷ ban", "Ủy ban nhân dân quận"),
        ("123/QĐ-UBND", "Số 123/QĐ-UBND"),
        ("qd-ubnd", "Số 123/QĐ-UBND"),
        ("QĐ UBND", "Số 123/QĐ-UBND"),
        ("covid-19", "Phòng, chống COVID-19"),
        ("covid 19", "Phòng, chống COVID-19"),
    ],
)
def test_a_page_is_found_however_its_title_is_typed(site: Site, query: str, title: str) -> None:
    page = make_page(site, title)
    make_page(site, "Tin khác")
    assert list(Page.objects.search(query)) == [page]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("truc tuy", "Dịch vụ công trực tuyến"),
        ("trực tuy", "Dịch vụ công trực tuyến"),
        ("12", "Số 123/QĐ-UBND"),
    ],
)
def test_suggestions_find_unfinished_words(site: Site, query: str, title: str) -> None:
    page = make_page(site, title)
    make_page(site, "Tin khác")
    assert list(Page.objects.autocomplete(query)) == [page]
    assert list(Page.objects.search(query)) == []


def test_a_phrase_is_found_only_with_its_words_side_by_side(site: Site) -> None:
    page = make_page(site, "Thủ tục đất đai")
    make_page(site, "Đất đai: thủ tục")
    assert list(Page.objects.search(Phrase("thu tuc dat"))) == [page]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (PlainText("dịch đai", operator="or"), {"dich vu", "dat dai"}),
        (And([PlainText("dịch"), PlainText("vụ")]), {"dich vu"}),
        (Or([PlainText("dịch"), Phrase("đất đai")]), {"dich vu", "dat dai"}),
        (And([PlainText("tin"), Not(PlainText("dịch"))]), {"dat dai"}),
        (And([Not(PlainText("đai")), Not(PlainText("chủ")), PlainText("tin")]), {"dich vu"}),
        (And([PlainText("tin"), Or([PlainText("dịch"), Not(PlainText("đai"))])]), {"dich vu"}),
        (And([PlainText("tin"), Not(And([PlainText("dịch"), PlainText("vụ")]))]), {"dat dai"}),
        (And([PlainText("tin"), Not(Not(PlainText("dịch")))]), {"dich vu"}),
        (And([PlainText("tin"), MATCH_ALL]), {"dich vu", "dat dai"}),
        (And([PlainText("tin"), PlainText("---")]), {"dich vu", "dat dai"}),
        (Or([PlainText("dịch"), Not(MATCH_ALL)]), {"dich vu"}),
        (And([PlainText("tin"), Not(MATCH_ALL)]), set()),
        (Boost(PlainText("dịch"), 2.0), {"dich vu"}),
        (Fuzzy("dịch"), {"dich vu"}),
        (And([]), set()),
        (Not(PlainText("")), set()),
        (Not(MATCH_ALL), set()),
    ],
)
def test_combined_queries_find_what_they_say(site: Site, query: Any, found: set[str]) -> None:
    make_page(site, "tin dich vu")
    make_page(site, "tin dat dai")
    assert {title.removeprefix("tin ") for title in titles(Page.objects.search(query))} == found


def test_not_and_everything_work_alone(site: Site) -> None:
    page, other = make_page(site, "Dịch vụ"), make_page(site, "Đất đai")
    below = Page.objects.child_of(site.root_page)
    assert list(below.search(Not(PlainText("dịch")))) == [other]
    assert below.search(Not(PlainText("dịch"))).count() == 1
    assert set(below.search(MATCH_ALL)) == {page, other}
    assert below.search(MATCH_ALL).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("query", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_query_makes_the_search_fail(query: str) -> None:
    for asked in (query, PlainText(query), Phrase(query), And([PlainText(query), Not(Phrase(query))])):
        results = Page.objects.search(asked)
        assert results.count() == len(list(results))
    list(Page.objects.autocomplete(query))
    list(Document.objects.search(query, operator="or"))


class AnyQuery(HypothesisTestCase):
    """Queries nobody would think of."""

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(alphabet=st.characters() | st.sampled_from("\"*()'\\:-&|!<>%^{}+~ "), max_size=40))
    def test_random_text_never_makes_the_search_fail(self, query: str) -> None:
        assert list(Page.objects.search(query)) is not None
        assert list(Page.objects.autocomplete(query)) is not None
        assert list(Page.objects.search(Phrase(query))) is not None


@pytest.mark.django_db
def test_a_tree_of_queries_deeper_than_python_can_walk_does_not_fail() -> None:
    query: Any = PlainText("a")
    for _ in range(3000):
        query = And([query, PlainText("b")])
    assert list(Page.objects.search(query)) == []


def test_only_the_first_sixteen_words_count(site: Site) -> None:
    words = " ".join(f"tu{number}" for number in range(16))
    page = make_page(site, words)
    assert list(Page.objects.search(f"{words} thua")) == [page]


def test_titles_decide_the_order_before_dates(site: Site) -> None:
    elsewhere = make_document("Báo cáo", tags=("dịch vụ công",))
    words = make_document("Công tác dịch vụ")
    folded = make_document("Dich vu cong")
    accented = make_document("Về dịch vụ công")
    make_document("Báo cáo khác")
    assert list(Document.objects.search("dịch vụ công")) == [accented, folded, words, elsewhere]
    assert list(Document.objects.search("dich vu cong")) == [folded, accented, words, elsewhere]


def test_equal_titles_come_newest_first(site: Site) -> None:
    old, middle, new = (make_page(site, "Tin cải cách") for _ in range(3))
    for day, page in ((3, new), (2, middle), (1, old)):
        Page.objects.filter(pk=page.pk).update(first_published_at=f"2022-06-0{day}T00:00:00Z")
    undated = make_page(site, "Tin cải cách")
    Page.objects.filter(pk=undated.pk).update(first_published_at=None)
    assert list(Page.objects.search("cai cach")) == [new, middle, old, undated]


def test_suggestions_are_ordered_by_title_too(site: Site) -> None:
    other = make_page(site, "Tuyến trực")
    page = make_page(site, "Trực tuyến")
    assert list(Page.objects.autocomplete("trực tuyế")) == [page, other]
    assert list(Page.objects.autocomplete("tuyến tr")) == [other, page]


def test_an_order_that_the_caller_wants_is_kept(site: Site) -> None:
    later, earlier = make_page(site, "Tin B"), make_page(site, "Tin A")
    ordered = Page.objects.child_of(site.root_page).order_by("title")
    assert list(ordered.search("tin", order_by_relevance=False)) == [earlier, later]


def test_filters_slices_and_counts_agree(site: Site) -> None:
    pages = [make_page(site, "Tin tức", live=number % 2 == 0) for number in range(8)]
    results = Page.objects.live().descendant_of(site.root_page).search("tin tuc")
    assert results.count() == len(results) == 4
    expected = sorted((page for page in pages if page.live), key=lambda page: -page.pk)
    assert list(results) == expected
    assert list(results[1:3]) == expected[1:3]
    assert results[1:3].count() == 2
    assert results[0] == expected[0]
    assert list(results[10:20]) == []


def test_results_beyond_the_ordered_head_are_neither_lost_nor_doubled(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("ranking", "results", connection.vendor):
        monkeypatch.setattr(f"search.{module}.HEAD_SIZE", 4)
    pages = {make_page(site, f"Tin tức {number}") for number in range(9)}
    results = Page.objects.search("tin tuc")
    parts = [*results[0:3], *results[3:6], *results[6:9]]
    assert len(parts) == 9
    assert set(parts) == pages
    assert list(results) == parts


def test_specific_pages_and_related_rows_come_along(site: Site) -> None:
    page = make_page(site, "Tin tức")
    assert list(Page.objects.specific().search("tin tuc")) == [page.specific]
    assert list(Page.objects.select_related("content_type").search("tin tuc")) == [page]


def test_results_can_be_counted_by_a_field(site: Site) -> None:
    for live in (True, True, False):
        make_page(site, "Tin tức", live=live)
    assert dict(Page.objects.search("tin tuc").facet("live")) == {True: 2, False: 1}


def test_scores_are_noted_where_asked_for(site: Site) -> None:
    make_page(site, "Tin tức")
    assert Page.objects.search("tin tuc").annotate_score("score")[0].score > 0


def test_a_restriction_to_fields_searches_the_whole_index(site: Site) -> None:
    page = make_page(site, "Dịch vụ công")
    assert list(Page.objects.search("dich vu", fields=["title"])) == [page]
    assert list(Page.objects.autocomplete("dich v", fields=["title"])) == [page]


def test_update_index_folds_what_is_already_there(site: Site) -> None:
    page = make_page(site, "Đằng Hải")
    IndexEntry.objects.all().delete()
    assert list(Page.objects.search("dang hai")) == []
    call_command("update_index", verbosity=0)
    assert list(Page.objects.search("dang hai")) == [page]


def test_a_page_that_is_renamed_or_deleted_is_no_longer_found_by_its_old_title(site: Site) -> None:
    page = make_page(site, "Đằng Hải")
    page.title = "Nam Hải"
    page.save()
    call_command("update_index", verbosity=0)
    assert list(Page.objects.search("dang hai")) == []
    assert list(Page.objects.search("nam hai")) == [page]
    page.delete()
    assert list(Page.objects.search("nam hai")) == []


def test_the_number_of_queries_does_not_grow_with_the_results(
    site: Site, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make_page(site, "Tin tức")
    list(Page.objects.search("tin tuc"))
    with django_assert_max_num_queries(4):
        results = Page.objects.search("tin tuc")
        assert results.count() == len(results[:10]) == 3
    for _ in range(27):
        make_page(site, "Tin tức")
    with django_assert_max_num_queries(4):
        results = Page.objects.search("tin tuc")
        assert results.count() == 30
        assert len(results[:10]) == 10


@pytest.mark.django_db
def test_the_names_that_are_replaced_in_modelsearch_are_still_there() -> None:
    backend = get_search_backend()
    ours = import_module(type(backend).__module__)
    stock = ours.stock
    assert stock.ObjectIndexer is ours.ObjectIndexer
    # The stock index must still look its indexer up by the name that is replaced.
    stock_index = type(backend).index_class
    assert stock_index.__module__ == stock.__name__
    assert "ObjectIndexer(obj, self.backend)" in inspect.getsource(stock_index.add_items)
    stock_indexer = next(base for base in ours.ObjectIndexer.__mro__ if base.__module__ == stock.__name__)
    stock_results = next(base for base in ours.SearchResults.__mro__ if base.__module__ == stock.__name__)
    stock_compiler = next(
        base for base in ours.SearchQueryCompiler.__mro__ if base.__module__ == stock.__name__
    )
    assert "prepare_value" in vars(stock_indexer)
    assert {"_do_search", "_do_count", "get_queryset", "facet"} <= set(vars(stock_results))
    assert {"search", "get_config", "LAST_TERM_IS_PREFIX"} <= set(vars(stock_compiler))
    assert {"_search"} <= set(vars(BaseSearchBackend))


@pytest.mark.django_db
def test_a_database_has_the_index_that_its_searches_ask_for() -> None:
    if connection.vendor == "postgresql":
        question = "SELECT indexdef FROM pg_indexes WHERE indexname = 'search_title_and_body_gin'"
        expected = "(title || body)"
    else:
        question = "SELECT sql FROM sqlite_master WHERE name = 'wagtailsearch_indexentry_fts'"
        expected = "fts5(autocomplete, body, title)"
    with connection.cursor() as cursor:
        cursor.execute(question)
        assert expected in cursor.fetchone()[0]
