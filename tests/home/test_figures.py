"""The figures strip says in words what its bars show."""

from datetime import date

import pytest
from django.test import Client

from home.figures import key_figures
from reform.publication.figures import TaskFigures
from tests.home.factories import build_site

pytestmark = pytest.mark.django_db


def figures(**values: object) -> TaskFigures:
    """Return figures of 26 tasks as of the last of November 2022."""
    base = {"in_force": 9, "done_on_time": 14, "overdue": 3, "total": 26, "is_sample": False}
    return TaskFigures(**base | values, as_of=date(2022, 11, 30))  # type: ignore[arg-type]


def publish(monkeypatch: pytest.MonkeyPatch, published: TaskFigures | None) -> None:
    """Let the publication door hand out these figures."""
    monkeypatch.setattr("home.figures.task_figures", lambda authority: published)


def test_strip_shows_values_day_and_sample_mark(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    build_site()
    publish(monkeypatch, figures(is_sample=True))
    page = client.get("/").content.decode()
    assert "30/11/2022" in page
    assert 'class="tag tag--sample"' in page
    assert page.count('class="kpi kpi--') == 3


def test_approved_real_figures_carry_no_sample_mark(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    build_site()
    publish(monkeypatch, figures())
    assert "tag--sample" not in client.get("/").content.decode()


@pytest.mark.parametrize("published", [None, figures(total=0, in_force=0, done_on_time=0, overdue=0)])
def test_nothing_published_shows_no_strip(
    client: Client, monkeypatch: pytest.MonkeyPatch, published: TaskFigures | None
) -> None:
    build_site()
    publish(monkeypatch, published)
    assert 'class="kpis"' not in client.get("/").content.decode()


def test_states_follow_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = build_site().authority
    publish(monkeypatch, figures())
    strip = key_figures(authority)
    assert strip is not None
    assert [card.state for card in strip.cards] == ["watch", "plain", "late"]
    assert [card.percent for card in strip.cards] == [54, 35, 12]

    publish(monkeypatch, figures(done_on_time=26, in_force=0, overdue=0))
    strip = key_figures(authority)
    assert strip is not None
    assert [card.state for card in strip.cards] == ["good", "plain", "good"]
