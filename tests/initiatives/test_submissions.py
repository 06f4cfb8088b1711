"""What was sent is kept word for word, and two submissions are compared field by field."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from reform.initiatives.models import Initiative
from reform.initiatives.submissions import differences_between, latest_submission
from reform.initiatives.workflow import INITIATIVES
from reform.registers.records import update_record

from .bench import build_bench, tomorrow
from .factories import AuthorFactory, EffectFactory

pytestmark = pytest.mark.django_db


def submit(initiative: Initiative) -> Initiative:
    """Endorse and submit a draft."""
    INITIATIVES.perform(initiative, "endorse", actor=None)
    INITIATIVES.perform(initiative, "submit", actor=None)
    return initiative


def supplement(initiative: Initiative) -> Initiative:
    """Let the appraiser ask for a supplement."""
    INITIATIVES.perform(initiative, "request_supplement", actor=None, inputs={"reason": "Thiếu số liệu"})
    return initiative


def send_supplement(initiative: Initiative) -> Initiative:
    """Send the application once more."""
    INITIATIVES.perform(initiative, "submit_supplement", actor=None)
    return initiative


def test_what_was_sent_stays_as_it_was_whatever_is_changed_later() -> None:
    initiative = supplement(submit(build_bench().initiative(solution="Cách cũ")))
    initiative.solution = "Cách mới"
    update_record(initiative, actor=None, expected_version=initiative.version)
    submission = latest_submission(initiative)
    assert submission is not None
    assert (submission.number, submission.content["solution"]) == (1, "Cách cũ")


def test_only_what_differs_is_shown_in_the_order_of_the_form_with_authors_and_figures() -> None:
    initiative = build_bench().initiative(title="Tên cũ", money_saved=Decimal(1000000))
    supplement(submit(initiative))
    initiative.title, initiative.scope = "Tên mới", "Toàn quận"
    update_record(initiative, actor=None, expected_version=initiative.version)
    author = initiative.authors.get()
    author.share = Decimal(60)
    author.save()
    AuthorFactory(initiative=initiative, name="Lê Văn Mới", share=Decimal(40))
    EffectFactory(initiative=initiative, indicator="Số ngày chờ")
    send_supplement(initiative)
    older, newer = initiative.submissions.order_by("number")
    found = differences_between(older, newer)
    assert [difference.name for difference in found] == ["title", "scope", "authors", "effects"]
    assert (found[0].before, found[0].after) == ("Tên cũ", "Tên mới")
    assert "Lê Văn Mới (40 %)" in found[2].after
    assert "Lê Văn Mới" not in found[2].before
    assert (found[3].before, found[3].after) == ("", "Số ngày chờ: 5 → 2 ngày")


def test_sent_unchanged_nothing_differs() -> None:
    initiative = send_supplement(supplement(submit(build_bench().initiative())))
    assert differences_between(*initiative.submissions.order_by("number")) == []


def test_the_clocks_count_anew_from_what_was_sent_last() -> None:
    initiative = submit(build_bench().initiative())
    INITIATIVES.perform(initiative, "receive", actor=None)
    supplement(initiative)
    send_supplement(initiative)
    assert initiative.received_on is None
    assert initiative.answer_due is not None
    assert initiative.submitted_on == initiative.held_since


@pytest.mark.parametrize(
    "name", ["applied_from", "applied_at", "problem", "solution", "novelty", "benefit_by_author", "scope"]
)
def test_a_part_of_the_form_that_is_missing_is_named(name: str) -> None:
    missing: dict[str, Any] = {name: None if name == "applied_from" else ""}
    initiative = build_bench().initiative(**missing)
    with pytest.raises(ValidationError) as told:
        INITIATIVES.perform(initiative, "endorse", actor=None)
    label = str(Initiative._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    assert any(label in message for message in told.value.messages)


def test_everything_that_is_missing_is_said_at_once() -> None:
    initiative = build_bench().initiative(problem="", novelty="", truth_stated=False)
    initiative.authors.all().delete()
    with pytest.raises(ValidationError) as told:
        INITIATIVES.perform(initiative, "endorse", actor=None)
    assert len(told.value.messages) == 5


@pytest.mark.parametrize("shares", [(99,), (60, 41), ("33.33", "33.33", "33.33")])
@pytest.mark.parametrize("event", ["endorse", "submit", "submit_supplement"])
def test_shares_that_do_not_add_up_are_neither_endorsed_nor_sent(
    event: str, shares: tuple[str | int, ...]
) -> None:
    states = {"endorse": "draft", "submit": "endorsed", "submit_supplement": "supplement_requested"}
    initiative = build_bench().initiative(states[event])
    initiative.authors.all().delete()
    for share in shares:
        AuthorFactory(initiative=initiative, share=Decimal(share))
    with pytest.raises(ValidationError):
        INITIATIVES.perform(initiative, event, actor=None)
    initiative.refresh_from_db()
    assert initiative.state == states[event]


def test_a_plan_is_endorsed_and_sent_only_once_it_is_applied() -> None:
    initiative = build_bench().initiative(applied_from=tomorrow())
    INITIATIVES.perform(initiative, "endorse", actor=None)
    with pytest.raises(ValidationError):
        INITIATIVES.perform(initiative, "submit", actor=None)
    assert not initiative.submissions.exists()
    Initiative.objects.filter(pk=initiative.pk).update(applied_from=date(2022, 3, 1))
    INITIATIVES.perform(initiative, "submit", actor=None)
