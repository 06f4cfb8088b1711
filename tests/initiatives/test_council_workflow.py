"""What a council must be, and when it may meet."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from reform.initiatives.enums import CouncilRole, CouncilState, SheetState
from reform.initiatives.models import Council, CouncilMember
from reform.initiatives.workflow import INITIATIVES, SHEETS
from reform.registers.models import HistoryEntry
from tests.organisation.factories import UnitFactory, UserFactory

from .bench import (
    build_bench,
    new_council,
    new_sheet,
    score,
    seat_for,
    send_again,
    tomorrow,
)
from .meetings import meet, open_scoring

pytestmark = pytest.mark.django_db

# --- Setting up ---


@pytest.mark.parametrize("role", [CouncilRole.CHAIR, CouncilRole.SECRETARY])
def test_a_council_without_chair_or_secretary_does_not_score(role: str) -> None:
    bench = build_bench(state=CouncilState.PREPARING)
    bench.council.members.filter(role=role).update(role=CouncilRole.MEMBER)
    with pytest.raises(ValidationError):
        open_scoring(bench)


def test_a_council_has_at_least_five_members_and_no_more_than_all_of_them_for_its_quorum() -> None:
    bench = build_bench(state=CouncilState.PREPARING)
    Council.objects.filter(pk=bench.council.pk).update(quorum=6)
    with pytest.raises(ValidationError):
        open_scoring(bench)
    Council.objects.filter(pk=bench.council.pk).update(quorum=4)
    seat = bench.council.members.filter(role=CouncilRole.MEMBER).first()
    assert seat is not None
    seat.delete()
    with pytest.raises(ValidationError):
        open_scoring(bench)


@pytest.mark.parametrize("state", [SheetState.DRAFT, SheetState.RETIRED])
def test_a_council_scores_by_a_sheet_that_is_in_use(state: str) -> None:
    bench = build_bench(state=CouncilState.PREPARING)
    type(bench.sheet).objects.filter(pk=bench.sheet.pk).update(state=state)
    with pytest.raises(ValidationError):
        open_scoring(bench)


def test_nobody_of_another_authority_sits_in_a_council_whose_scoring_opens() -> None:
    bench = build_bench(state=CouncilState.PREPARING)
    stranger = UserFactory()
    seat = CouncilMember.objects.create(council=bench.council, user=stranger)
    with pytest.raises(ValidationError, match=str(stranger)):
        open_scoring(bench)
    seat.delete()
    open_scoring(bench)


def test_a_council_scores_by_no_sheet_of_another_authority() -> None:
    bench, abroad = build_bench(state=CouncilState.PREPARING), build_bench()
    Council.objects.filter(pk=bench.council.pk).update(sheet=abroad.sheet)
    with pytest.raises(ValidationError):
        open_scoring(bench)


def test_a_sheet_without_criteria_or_with_a_pass_mark_out_of_reach_is_not_put_in_use() -> None:
    bench = build_bench()
    empty = new_sheet(bench.sheet.unit, state=SheetState.DRAFT)
    empty.criteria.all().delete()
    too_high = new_sheet(bench.sheet.unit, pass_mark=101, state=SheetState.DRAFT)
    for sheet in (empty, too_high):
        with pytest.raises(ValidationError):
            SHEETS.perform(sheet, "put_in_use", actor=bench.economics)


# --- Before a council ---


def test_no_council_of_another_authority_and_none_that_has_met_takes_an_initiative() -> None:
    bench, abroad = build_bench(), build_bench()
    met = new_council(bench.sheet, state=CouncilState.MET)
    closed = new_council(bench.sheet, state=CouncilState.CLOSED)
    initiative = bench.initiative("eligible")
    for council in (abroad.council, met, closed, "1"):
        with pytest.raises(ValidationError):
            INITIATIVES.perform(
                initiative, "put_before_council", actor=bench.economics, inputs={"council": council}
            )


def test_a_council_judges_initiatives_of_its_year_and_of_the_december_before() -> None:
    bench = build_bench()
    for council_year, is_possible in (
        (2020, False),
        (2021, False),
        (2022, True),
        (2023, True),
        (2024, False),
    ):
        council = new_council(bench.sheet, year=council_year)
        initiative = bench.initiative("eligible", year=2022)
        given = {"council": council}
        if is_possible:
            INITIATIVES.perform(initiative, "put_before_council", actor=bench.economics, inputs=given)
            continue
        with pytest.raises(ValidationError, match=str(council_year)):
            INITIATIVES.perform(initiative, "put_before_council", actor=bench.economics, inputs=given)


def test_a_council_that_met_while_the_form_was_open_takes_nothing() -> None:
    bench = build_bench()
    seen = Council.objects.get(pk=bench.council.pk)
    bench.let_meet()
    with pytest.raises(ValidationError):
        INITIATIVES.perform(
            bench.initiative("eligible"),
            "put_before_council",
            actor=bench.economics,
            inputs={"council": seen},
        )


def test_what_was_put_before_the_wrong_council_is_taken_back() -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    INITIATIVES.perform(
        initiative, "take_from_council", actor=bench.economics, inputs={"reason": "Nhầm hội đồng"}
    )
    assert (initiative.state, initiative.council) == ("eligible", None)


# --- The meeting ---


def test_a_meeting_fixes_the_mean_and_notes_who_was_there() -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    score(initiative, *bench.members[:3])
    score(initiative, bench.members[3], given=(40, 25, 15, 17))
    meet(bench, present=bench.seats(*bench.members[:4]))
    initiative.refresh_from_db()
    assert (initiative.state, initiative.final_score) == ("council", Decimal("84.25"))
    there = bench.council.members.order_by("pk").values_list("was_present", flat=True)
    assert list(there) == [True, True, True, True, False]


def test_history_tells_by_name_who_was_present() -> None:
    bench = build_bench()
    score(bench.initiative("scoring"), *bench.members)
    meet(bench, present=list(bench.council.members.all()))
    changes = HistoryEntry.objects.of(bench.council).filter(action="meet").get().changes
    told = next(change["new"] for change in changes if change["field"] == "present")
    assert told == ", ".join(str(member) for member in bench.members)


def test_a_council_below_its_quorum_does_not_meet() -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    score(initiative, *bench.members)
    with pytest.raises(ValidationError) as told:
        meet(bench, present=bench.seats(*bench.members[:3]))
    assert "present" in told.value.message_dict
    initiative.refresh_from_db()
    assert (initiative.state, bench.council.state) == ("scoring", CouncilState.SCORING)


def test_seats_of_another_council_do_not_count_for_the_quorum() -> None:
    bench = build_bench()
    other = new_council(bench.sheet)
    strangers = [seat_for(other).pk for _number in range(4)]
    score(bench.initiative("scoring"), *bench.members)
    with pytest.raises(ValidationError):
        meet(bench, present=[*bench.seats(bench.members[0]), *strangers])


def test_chair_or_vice_chair_must_be_there() -> None:
    bench = build_bench()
    bench.council.members.create(user=UserFactory(unit=bench.bench_unit))
    score(bench.initiative("scoring"), *bench.members)
    others = bench.council.members.exclude(role__in=[CouncilRole.CHAIR, CouncilRole.VICE_CHAIR])
    assert others.count() == 4
    with pytest.raises(ValidationError) as told:
        meet(bench, present=[seat.pk for seat in others])
    assert "present" in told.value.message_dict
    vice = bench.council.members.get(role=CouncilRole.VICE_CHAIR)
    meet(bench, present=[vice.pk, *(seat.pk for seat in others)])


def test_a_meeting_lies_not_ahead_and_has_something_to_decide() -> None:
    bench = build_bench()
    with pytest.raises(ValidationError):
        meet(bench)
    score(bench.initiative("scoring"), *bench.members)
    with pytest.raises(ValidationError) as told:
        meet(bench, met_on=tomorrow())
    assert "met_on" in told.value.message_dict


def test_a_council_does_not_meet_before_the_decision_that_set_it_up() -> None:
    bench = build_bench()
    score(bench.initiative("scoring"), *bench.members)
    set_up = bench.council.decision_date
    with pytest.raises(ValidationError) as told:
        meet(bench, met_on=set_up - timedelta(days=1))
    assert set(told.value.message_dict) == {"met_on"}
    assert bench.council.state == CouncilState.SCORING
    meet(bench, met_on=set_up)


def test_one_initiative_with_too_few_sheets_keeps_the_whole_council_from_meeting() -> None:
    bench = build_bench()
    whole, lacking = bench.initiative("scoring"), bench.initiative("scoring")
    score(whole, *bench.members)
    score(lacking, *bench.members[:3])
    with pytest.raises(ValidationError, match=lacking.code):
        meet(bench)
    whole.refresh_from_db()
    assert (whole.state, whole.final_score) == ("scoring", None)


def test_members_who_are_tied_are_not_waited_for() -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    for member in bench.members[:2]:
        initiative.authors.create(name=str(member), user=member, share=Decimal(10))
    for number, member in enumerate(bench.members[2:]):
        member.unit = UnitFactory(authority=bench.house.authority, name=f"Phòng {number}")
        member.save()
    score(initiative, *bench.members[2:])
    meet(bench)
    initiative.refresh_from_db()
    assert initiative.final_score == Decimal(80)


def test_sheets_for_an_earlier_submission_do_not_count() -> None:
    bench = build_bench()
    initiative = bench.initiative("scoring")
    score(initiative, *bench.members)
    send_again(initiative)
    with pytest.raises(ValidationError, match=initiative.code):
        meet(bench)
