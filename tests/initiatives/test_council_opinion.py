"""What a council says of an initiative, and what follows."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from reform.initiatives.enums import CouncilState, ReviewState
from reform.initiatives.models import Review
from reform.initiatives.scoring import open_review
from reform.initiatives.workflow import COUNCILS, INITIATIVES
from reform.organisation.models import User
from reform.registers.models import HistoryEntry
from reform.registers.workflow import TransitionRefused
from tests.organisation.factories import UnitFactory

from .bench import build_bench, fill_in, score, send_again
from .meetings import brought_to_the_meeting, meet, record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("event", ["recommend", "not_recommend"])
@pytest.mark.parametrize(
    ("votes_for", "votes_against"),
    [(3, 3), (6, 0), (0, 6), (Decimal("2.5"), 1), (1, Decimal("0.5")), (-1, 0)],
)
def test_votes_that_the_members_present_cannot_have_given_are_refused(
    event: str, votes_for: Any, votes_against: Any
) -> None:
    bench = build_bench(pass_mark=None)
    initiative = brought_to_the_meeting(bench)
    with pytest.raises(ValidationError):
        record(bench, initiative, event, votes_for=votes_for, votes_against=votes_against)
    initiative.refresh_from_db()
    assert (initiative.state, initiative.votes_for) == ("council", None)


def test_who_was_absent_has_no_vote() -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    score(initiative, *bench.members)
    meet(bench, present=bench.seats(*bench.members[:4]))
    initiative.refresh_from_db()
    with pytest.raises(ValidationError, match="4"):
        record(bench, initiative, votes_for=5, votes_against=0)
    record(bench, initiative, votes_for=4, votes_against=0)


def test_a_member_who_is_tied_to_the_initiative_has_no_vote_on_it() -> None:
    bench = build_bench()
    tied = bench.members[0]
    tied.unit = UnitFactory(authority=bench.house.authority)
    tied.save()
    initiative, other = bench.initiative("scoring"), bench.initiative("scoring")
    initiative.authors.create(name="Đồng tác giả", user=tied, share=Decimal(10))
    score(initiative, *bench.members[1:])
    score(other, *bench.members)
    meet(bench)
    for row in (initiative, other):
        row.refresh_from_db()
    with pytest.raises(ValidationError, match="4"):
        record(bench, initiative, votes_for=5, votes_against=0)
    record(bench, initiative, votes_for=4, votes_against=0)
    record(bench, other, votes_for=5, votes_against=0)


@pytest.mark.parametrize(("votes_for", "votes_against"), [(2, 2), (2, 3), (0, 0)])
def test_without_a_majority_nothing_is_recommended(votes_for: int, votes_against: int) -> None:
    bench = build_bench()
    initiative = brought_to_the_meeting(bench)
    with pytest.raises(ValidationError) as told:
        record(bench, initiative, votes_for=votes_for, votes_against=votes_against)
    assert "votes_for" in told.value.message_dict
    record(bench, initiative, "not_recommend", votes_for=votes_for, votes_against=votes_against)
    assert initiative.refusal == "Chưa đạt"


def test_below_the_pass_mark_nothing_is_recommended_whatever_the_votes() -> None:
    bench = build_bench(pass_mark=70)
    initiative = brought_to_the_meeting(bench, given=(20, 20, 14, 15))
    assert initiative.final_score == Decimal(69)
    with pytest.raises(ValidationError):
        record(bench, initiative, votes_for=5, votes_against=0)
    record(bench, initiative, "not_recommend", votes_for=5, votes_against=0)


def test_exactly_the_pass_mark_is_enough_and_without_one_the_vote_decides() -> None:
    for pass_mark, given in ((70, (20, 20, 15, 15)), (None, (1, 1, 1, 1))):
        bench = build_bench(pass_mark=pass_mark)
        initiative = brought_to_the_meeting(bench, given=given)
        record(bench, initiative, votes_for=3, votes_against=2)
        assert (initiative.state, initiative.votes_for, initiative.votes_against) == ("recommended", 3, 2)


def test_what_was_carried_cannot_be_recorded_as_not_recommended() -> None:
    bench = build_bench()
    initiative = brought_to_the_meeting(bench)
    with pytest.raises(ValidationError) as told:
        record(bench, initiative, "not_recommend", votes_for=5, votes_against=0)
    assert "votes_for" in told.value.message_dict


def test_a_refusal_says_why() -> None:
    bench = build_bench()
    initiative = brought_to_the_meeting(bench)
    for reason in (None, "", "   "):
        with pytest.raises(ValidationError):
            record(bench, initiative, "not_recommend", votes_for=1, votes_against=4, reason=reason)


# --- Once more, and locked ---


def test_a_result_is_locked_once_everything_is_decided() -> None:
    bench = build_bench()
    initiative = brought_to_the_meeting(bench)
    with pytest.raises(ValidationError, match=initiative.code):
        COUNCILS.perform(bench.council, "close", actor=bench.economics)
    record(bench, initiative)
    COUNCILS.perform(bench.council, "close", actor=bench.economics)
    assert bench.council.state == CouncilState.CLOSED


def test_scored_again_the_sheets_are_open_and_the_result_is_forgotten() -> None:
    bench = build_bench()
    initiative = brought_to_the_meeting(bench)
    COUNCILS.perform(bench.council, "score_again", actor=bench.economics, inputs={"reason": "Chênh lệch"})
    initiative.refresh_from_db()
    assert (initiative.state, initiative.final_score) == ("scoring", None)
    assert set(initiative.reviews.values_list("state", flat=True)) == {ReviewState.DRAFT}
    assert not bench.council.members.exclude(was_present=None).exists()
    review = open_review(initiative, actor=bench.members[0])
    fill_in(review, 40, 25, 15, 20, actor=bench.members[0])


def test_once_an_opinion_is_recorded_the_meeting_stands_and_the_rest_goes_to_another_council() -> None:
    bench = build_bench()
    decided, open_one = bench.initiative("scoring"), bench.initiative("scoring")
    for initiative in (decided, open_one):
        score(initiative, *bench.members)
    meet(bench)
    for initiative in (decided, open_one):
        initiative.refresh_from_db()
    record(bench, decided)
    with pytest.raises(ValidationError, match=decided.code):
        COUNCILS.perform(bench.council, "score_again", actor=bench.economics, inputs={"reason": "Chênh lệch"})
    assert not bench.council.members.filter(was_present=None).exists()
    INITIATIVES.perform(open_one, "take_from_council", actor=bench.economics, inputs={"reason": "Chênh lệch"})
    assert (open_one.state, open_one.council, open_one.final_score) == ("eligible", None, None)
    COUNCILS.perform(bench.council, "close", actor=bench.economics)


def test_the_sheet_of_a_member_who_has_moved_to_the_authors_unit_does_not_count() -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    score(initiative, *bench.members[:4])
    [moved] = score(initiative, bench.members[4], given=(0, 0, 0, 0))
    User.objects.filter(pk=bench.members[4].pk).update(unit=bench.house.unit)
    meet(bench)
    initiative.refresh_from_db()
    moved.refresh_from_db()
    assert (initiative.final_score, moved.state) == (Decimal(80), ReviewState.DRAFT)
    assert HistoryEntry.objects.of(moved).latest("pk").reason


def test_scored_again_sheets_of_an_earlier_submission_or_council_stay_as_they_were_handed_in() -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    earlier = [review.pk for review in score(initiative, *bench.members)]
    send_again(initiative)
    brought_back = score(initiative, *bench.members)
    meet(bench)
    COUNCILS.perform(bench.council, "score_again", actor=bench.economics, inputs={"reason": "Chênh lệch"})
    assert set(Review.objects.filter(pk__in=earlier).values_list("state", flat=True)) == {ReviewState.FINAL}
    again = Review.objects.filter(pk__in=[review.pk for review in brought_back])
    assert set(again.values_list("state", flat=True)) == {ReviewState.DRAFT}


def test_when_everything_is_decided_nothing_is_scored_again() -> None:
    bench = build_bench()
    record(bench, brought_to_the_meeting(bench))
    with pytest.raises(ValidationError):
        COUNCILS.perform(bench.council, "score_again", actor=bench.economics, inputs={"reason": "Thử lại"})


def test_a_supplement_asked_for_by_the_council_starts_the_appraisal_anew() -> None:
    bench = build_bench()
    initiative = brought_to_the_meeting(bench)
    INITIATIVES.perform(
        initiative, "request_supplement", actor=bench.economics, inputs={"reason": "Thiếu số liệu"}
    )
    assert (initiative.council, initiative.final_score) == (None, None)
    INITIATIVES.perform(initiative, "submit_supplement", actor=bench.house.head)
    assert (initiative.submissions.count(), initiative.received_on) == (2, None)


@pytest.mark.parametrize("state", ["council", "recommended", "not_recommended", "recognised"])
def test_from_the_council_on_nothing_is_withdrawn(state: str) -> None:
    bench = build_bench()
    with pytest.raises(TransitionRefused):
        INITIATIVES.perform(
            bench.initiative(state), "withdraw", actor=bench.house.head, inputs={"reason": "Rút"}
        )
