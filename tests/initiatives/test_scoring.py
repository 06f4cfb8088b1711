"""Each member scores alone, once, whole, what was sent last; handed in, a sheet does not change."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from reform.initiatives.models import Review
from reform.initiatives.scoring import open_review, why_not_score
from reform.initiatives.workflow import INITIATIVES
from reform.organisation.models import User
from reform.registers.models import HistoryEntry
from reform.registers.records import StaleRecord
from reform.registers.workflow import TransitionRefused

from .bench import Bench, build_bench, fill_in, new_council, new_sheet, points, score, send_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    """Return an authority whose council of five scores."""
    return build_bench()


@pytest.fixture
def member(bench: Bench) -> User:
    """Return one of its members."""
    return bench.members[0]


def test_a_member_fills_in_a_sheet_step_by_step_and_hands_it_in(bench: Bench, member: User) -> None:
    review = open_review(bench.initiative("scoring"), actor=member)
    review = fill_in(review, 30, None, None, None, actor=member, hand_in=False)
    assert (review.state, review.total) == ("draft", Decimal(30))
    review = fill_in(review, 30, 20, 10, 15, actor=member)
    assert (review.state, review.total) == ("final", Decimal(75))
    assert review.handed_in_at is not None
    told = HistoryEntry.objects.of(review).order_by("pk").values_list("action", "actor")
    assert list(told) == [("create", member.pk), ("edit", member.pk), ("hand_in", member.pk)]


def test_opened_twice_it_is_one_sheet(bench: Bench, member: User) -> None:
    initiative = bench.initiative("scoring")
    assert open_review(initiative, actor=member) == open_review(initiative, actor=member)
    assert initiative.reviews.count() == 1


def test_the_database_keeps_one_sheet_a_member_and_submission(bench: Bench, member: User) -> None:
    review = open_review(bench.initiative("scoring"), actor=member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            initiative=review.initiative, submission=review.submission, member=review.member
        )


def test_a_handed_in_sheet_does_not_change_any_more(bench: Bench, member: User) -> None:
    (review,) = score(bench.initiative("scoring"), member)
    for hand_in in (False, True):
        with pytest.raises(TransitionRefused):
            fill_in(review, 40, 25, 15, 20, actor=member, hand_in=hand_in)
    review.refresh_from_db()
    assert review.total == Decimal(80)
    assert set(review.scores.values_list("points", flat=True)) == {32, 20, 12, 16}


def test_nobody_writes_on_another_members_sheet(bench: Bench, member: User) -> None:
    review = open_review(bench.initiative("scoring"), actor=member)
    for other in (bench.members[1], bench.economics, bench.house.chair):
        with pytest.raises(TransitionRefused):
            fill_in(review, actor=other)


def test_only_members_of_its_own_council_score_an_initiative(bench: Bench, member: User) -> None:
    initiative = bench.initiative("scoring", council=new_council(bench.sheet, state="scoring"))
    with pytest.raises(TransitionRefused):
        open_review(initiative, actor=member)


def test_a_sheet_of_a_council_that_does_not_have_the_file_any_more_is_not_handed_in(
    bench: Bench, member: User
) -> None:
    initiative = bench.initiative("scoring")
    review = open_review(initiative, actor=member)
    later = new_council(new_sheet(bench.sheet.unit), state="scoring")
    later.members.create(user=member)
    INITIATIVES.perform(initiative, "take_from_council", actor=bench.economics, inputs={"reason": "Nhầm"})
    INITIATIVES.perform(initiative, "put_before_council", actor=bench.economics, inputs={"council": later})
    with pytest.raises(TransitionRefused):
        fill_in(review, actor=member)
    assert open_review(initiative, actor=member) != review


def test_what_was_sent_anew_is_scored_anew(bench: Bench, member: User) -> None:
    initiative = bench.initiative("scoring")
    outdated = open_review(initiative, actor=member)
    send_again(initiative)
    with pytest.raises(TransitionRefused):
        fill_in(outdated, actor=member)
    newer = open_review(initiative, actor=member)
    assert (newer.submission.number, outdated.submission.number) == (2, 1)
    fill_in(newer, actor=member)


def test_a_sheet_is_not_saved_over_a_newer_one(bench: Bench, member: User) -> None:
    review = open_review(bench.initiative("scoring"), actor=member)
    fill_in(review, 1, 1, 1, 1, actor=member, hand_in=False)
    with pytest.raises(StaleRecord):
        fill_in(review, 2, 2, 2, 2, actor=member, hand_in=False)


@pytest.mark.parametrize("given", [(41, 1, 1, 1), (-1, 1, 1, 1), (1, Decimal("25.01"), 1, 1)])
def test_no_criterion_gives_more_than_its_maximum_or_less_than_nothing(
    bench: Bench, member: User, given: tuple[int, ...]
) -> None:
    review = open_review(bench.initiative("scoring"), actor=member)
    with pytest.raises(ValidationError) as told:
        fill_in(review, *given, actor=member, hand_in=False)
    wrong = [index for index, value in enumerate(given) if value != 1]
    criteria = list(bench.sheet.criteria.all())
    assert set(told.value.message_dict) == {f"points-{criteria[index].pk}" for index in wrong}
    review.refresh_from_db()
    assert (review.version, review.scores.count()) == (0, 0)


def test_an_unfinished_sheet_is_not_handed_in_and_zero_is_a_score(bench: Bench, member: User) -> None:
    review = open_review(bench.initiative("scoring"), actor=member)
    criterion = list(bench.sheet.criteria.all())[1]
    with pytest.raises(ValidationError) as told:
        fill_in(review, 30, None, 10, 15, actor=member)
    assert set(told.value.message_dict) == {f"points-{criterion.pk}"}
    assert fill_in(review, 0, 0, 0, 0, actor=member).total == 0


def test_without_the_declaration_of_no_interest_no_sheet_is_handed_in(bench: Bench, member: User) -> None:
    review = open_review(bench.initiative("scoring"), actor=member)
    with pytest.raises(ValidationError) as told:
        fill_in(review, actor=member, no_interest=False)
    assert set(told.value.message_dict) == {"no_interest"}
    fill_in(review, actor=member, no_interest=False, hand_in=False)


def test_points_for_criteria_of_another_sheet_are_not_kept(bench: Bench, member: User) -> None:
    review = open_review(bench.initiative("scoring"), actor=member)
    given = points(bench.sheet) | points(new_sheet(bench.sheet.unit), 40, 25, 15, 20)
    assert fill_in(review, actor=member, points=given).total == 80
    assert review.scores.count() == 4


def test_once_the_council_has_met_no_sheet_is_opened_or_saved(bench: Bench, member: User) -> None:
    initiative = bench.initiative("scoring")
    review = open_review(initiative, actor=member)
    score(initiative, *bench.members[1:])
    bench.let_meet()
    with pytest.raises(TransitionRefused):
        fill_in(review, actor=member)
    assert why_not_score(member, initiative)


def test_a_withdrawn_initiative_is_not_scored_on(bench: Bench, member: User) -> None:
    initiative = bench.initiative("scoring")
    review = open_review(initiative, actor=member)
    INITIATIVES.perform(initiative, "withdraw", actor=bench.house.head, inputs={"reason": "Rút"})
    with pytest.raises(TransitionRefused):
        fill_in(review, actor=member)


def test_a_member_who_has_scored_and_a_criterion_that_was_scored_cannot_be_removed(
    bench: Bench, member: User
) -> None:
    (review,) = score(bench.initiative("scoring"), member)
    for row in (review.member, bench.sheet.criteria.all()[0], review.submission):
        with pytest.raises(ProtectedError):
            row.delete()
