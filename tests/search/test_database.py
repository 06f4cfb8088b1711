"""Search in ordinary columns of folded text."""

import pytest
from django.contrib.auth.models import Group
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from search.database import build_search_text, folded_contains
from tests.search.test_backend import HOSTILE


def names(query: str | None) -> set[str]:
    """Return the names of the groups that `query` finds."""
    return set(folded_contains(Group.objects.all(), "name", query).values_list("name", flat=True))


@pytest.fixture
def groups(db: None) -> None:
    Group.objects.all().delete()
    for parts in (("Phường Đằng Hải", "UBND-01"), ("Phòng Nội vụ", None, 12), ("100%", "")):
        Group.objects.create(name=build_search_text(*parts))


def test_search_text_is_folded_and_leaves_out_what_is_empty() -> None:
    assert build_search_text("Phường Đằng Hải", None, "", 12, "QĐ-UBND") == "phuong dang hai 12 qd ubnd"
    assert build_search_text(0) == "0"
    assert build_search_text() == ""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("đằng hải", {"phuong dang hai ubnd 01"}),
        ("HAI DANG", {"phuong dang hai ubnd 01"}),
        ("noi vu", {"phong noi vu 12"}),
        ("ph", {"phuong dang hai ubnd 01", "phong noi vu 12"}),
        ("ubnd/01", {"phuong dang hai ubnd 01"}),
        ("dang vu", set()),
        ("100%", {"100"}),
        ("%", set()),
        ("_", set()),
        ("---", set()),
    ],
)
@pytest.mark.usefixtures("groups")
def test_every_word_must_occur(query: str, found: set[str]) -> None:
    assert names(query) == found


@pytest.mark.parametrize("query", ["", "  ", None, "\x00", "\t"])
@pytest.mark.usefixtures("groups")
def test_a_blank_search_box_hides_nothing(query: str | None) -> None:
    assert len(names(query)) == 3


@pytest.mark.parametrize("query", HOSTILE, ids=lambda text: repr(text[:12]))
@pytest.mark.usefixtures("groups")
def test_no_query_makes_a_search_box_fail(query: str) -> None:
    assert len(names(query)) <= 3


class AnyQuery(HypothesisTestCase):
    """Queries nobody would think of."""

    @settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(max_size=60))
    def test_what_was_stored_is_found_again(self, text: str) -> None:
        Group.objects.all().delete()
        stored = Group.objects.create(name=build_search_text(text)[:150])
        if stored.name:
            assert list(folded_contains(Group.objects.all(), "name", text)) == [stored]
