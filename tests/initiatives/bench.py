"""An authority with people of every role, a council of five, and initiatives written straight into any state.

`factories` leads through the workflow; here a record stands where a refusal is to be tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from reform.initiatives.enums import (
    RECOGNISED_STATES,
    UNSENT_STATES,
    CouncilRole,
    CouncilState,
    DecisionState,
    InitiativeState,
    SheetState,
)
from reform.initiatives.models import (
    Council,
    CouncilMember,
    Initiative,
    InitiativeSubmission,
    RecognitionDecision,
    Review,
    ScoreSheet,
)
from reform.initiatives.scoring import open_review, save_review
from reform.initiatives.submissions import content_of
from reform.organisation.capabilities import Role
from reform.organisation.models import Unit, User
from tests.directives.roles import House, build_house
from tests.organisation.factories import UnitFactory, UserFactory, root_of

from .factories import InitiativeFactory

State = InitiativeState
NUMBERS = count(1)
MEETING = date(2022, 11, 10)
# Before the council has met the file has no result; from here on it belongs to one.
WITH_COUNCIL = frozenset(
    {State.SCORING, State.COUNCIL, State.RECOMMENDED, State.NOT_RECOMMENDED, State.NOT_RECOGNISED}
)
CRITERIA = (("Tính mới", 40), ("Khả năng áp dụng", 25), ("Hiệu quả kinh tế", 15), ("Hiệu quả xã hội", 20))


@dataclass
class Bench:
    """An authority that appraises initiatives.

    Attributes:
        members: chair, vice-chair, secretary and two more, all of `bench_unit`, without any role.
    """

    house: House
    bench_unit: Unit
    sheet: ScoreSheet
    council: Council
    members: list[User] = field(default_factory=list)

    @property
    def economics(self) -> User:
        """Who appraises for the authority."""
        return self.house.people[Role.ECONOMICS]

    def initiative(self, state: str = State.DRAFT, **fields: Any) -> Initiative:
        """Return an initiative of the house's unit; one that a council had belongs to this bench's."""
        if state in WITH_COUNCIL:
            fields = {"council": self.council} | fields
        return put_in_state(fields.pop("unit", self.house.unit), state, **fields)

    def decision(self, *initiatives: Initiative, **fields: Any) -> RecognitionDecision:
        """Return a decision of the authority that names initiatives."""
        decision = new_decision(fields.pop("council", self.council), **fields)
        for initiative in initiatives:
            Initiative.objects.filter(pk=initiative.pk).update(decision=decision)
            initiative.refresh_from_db()
        return decision

    def let_meet(self, *, present: Iterable[User] | None = None) -> None:
        """Note that the council has met with the given members, all of them when not given."""
        there = {user.pk for user in (self.members if present is None else present)}
        for seat in self.council.members.all():
            seat.was_present = seat.user_id in there
            seat.save()
        Council.objects.filter(pk=self.council.pk).update(state=CouncilState.MET, met_on=MEETING)
        self.council.refresh_from_db()

    def seats(self, *users: User) -> list[int]:
        """Return the keys of the seats of members, of everybody when nobody is named."""
        rows = self.council.members.filter(user__in=users or self.members)
        return list(rows.values_list("pk", flat=True))


def build_bench(*, state: str = CouncilState.SCORING, pass_mark: int | None = 70) -> Bench:
    """Return a new authority with a council of five whose quorum is four."""
    house = build_house()
    bench_unit = UnitFactory(authority=house.authority)
    sheet = new_sheet(root_of(house.authority), pass_mark=pass_mark)
    council = new_council(sheet, state=state)
    bench = Bench(house, bench_unit, sheet, council)
    roles = (CouncilRole.CHAIR, CouncilRole.VICE_CHAIR, CouncilRole.SECRETARY, CouncilRole.MEMBER)
    for role in (*roles, CouncilRole.MEMBER):
        bench.members.append(seat_for(council, role=role, unit=bench_unit).user)
    return bench


def new_sheet(root: Unit, *, pass_mark: int | None = 70, state: str = SheetState.IN_USE) -> ScoreSheet:
    """Return the sample sheet A: four criteria, 100 points."""
    sheet = ScoreSheet.objects.create(
        unit=root, name=f"Phiếu {next(NUMBERS)}", pass_mark=pass_mark, state=state
    )
    for position, (name, maximum) in enumerate(CRITERIA):
        sheet.criteria.create(position=position, name=name, maximum=maximum)
    return sheet


def new_council(sheet: ScoreSheet, **fields: Any) -> Council:
    """Return a council of the sheet's authority, without members."""
    return Council.objects.create(
        **{
            "unit": sheet.unit,
            "year": 2022,
            "name": "Hội đồng sáng kiến năm 2022",
            "decision_number": "112/QĐ-UBND",
            "decision_date": date(2022, 9, 1),
            "sheet": sheet,
            "quorum": 4,
        }
        | fields
    )


def seat_for(council: Council, *, role: str = CouncilRole.MEMBER, unit: Unit | None = None) -> CouncilMember:
    """Return the seat of a new user without any role of the portal."""
    return CouncilMember.objects.create(
        council=council, role=role, user=UserFactory(unit=unit or UnitFactory(parent=council.unit))
    )


def put_in_state(unit: Unit, state: str = State.DRAFT, **fields: Any) -> Initiative:
    """Return a whole application of a unit, written into a state; one that was sent has its submission."""
    dates = {
        "recognised_on": date(2022, 12, 1) if state in RECOGNISED_STATES else None,
        "nominated_on": date(2022, 12, 5) if state == State.NOMINATED else None,
    }
    days = {"year": 2022, "applied_from": date(2022, 3, 1), "held_since": date(2022, 9, 1)}
    initiative: Initiative = InitiativeFactory(unit=unit, state=state, **(dates | days | fields))
    if state not in UNSENT_STATES:
        send_again(initiative)
    return initiative


def send_again(initiative: Initiative) -> InitiativeSubmission:
    """Keep one more submission of an application."""
    return initiative.submissions.create(
        number=initiative.submissions.count() + 1,
        submitted_at=timezone.now(),
        content=content_of(initiative),
    )


def new_decision(council: Council, **fields: Any) -> RecognitionDecision:
    """Return a decision of a council's authority that names nothing yet."""
    issued = {"number": next(NUMBERS), "issued_on": date(2022, 12, 1)}
    numbered = issued if fields.get("state") == DecisionState.ISSUED else {}
    return RecognitionDecision.objects.create(
        **{
            "unit": council.unit,
            "council": council,
            "year": 2022,
            "signer_name": "Phạm Văn Chủ",
            "signer_title": "Chủ tịch",
        }
        | numbered
        | fields
    )


def points(sheet: ScoreSheet, *given: int | None) -> dict[int, tuple[Decimal | None, str]]:
    """Return what a member gives, criterion by criterion; 80 in all when nothing is said."""
    values = given or (32, 20, 12, 16)
    return {
        criterion.pk: (None if value is None else Decimal(value), "")
        for criterion, value in zip(sheet.criteria.all(), values, strict=True)
    }


def fill_in(review: Review, *given: int | None, actor: User, hand_in: bool = True, **fields: Any) -> Review:
    """Save a member's sheet as that member, handed in unless told otherwise."""
    saved: dict[str, Any] = {
        "points": points(review.member.council.sheet, *given),
        "remark": "",
        "no_interest": True,
        "hand_in": hand_in,
        "actor": actor,
        "expected_version": review.version,
    } | fields
    return save_review(review, **saved)


def score(initiative: Initiative, *members: User, given: tuple[int, ...] = ()) -> list[Review]:
    """Let members score an initiative, each alone."""
    return [fill_in(open_review(initiative, actor=member), *given, actor=member) for member in members]


def tomorrow() -> date:
    """Return a day that has not come."""
    return timezone.localdate() + timedelta(days=1)
