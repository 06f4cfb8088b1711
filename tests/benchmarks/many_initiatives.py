"""Initiatives by the thousand over years, with councils and score sheets, written in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connection
from django.utils import timezone

from reform.initiatives.enums import (
    RECOGNISED_STATES,
    CouncilState,
    DecisionState,
    InitiativeState,
    ReviewState,
    SheetState,
)
from reform.initiatives.models import (
    Adoption,
    Council,
    CouncilMember,
    Initiative,
    InitiativeAuthor,
    InitiativeEffect,
    InitiativeSubmission,
    RecognitionDecision,
    Review,
    ReviewScore,
    ScoreCriterion,
    ScoreSheet,
)
from reform.organisation.capabilities import Role
from reform.organisation.enums import ReformField
from reform.organisation.models import Authority, Unit, User
from reform.registers.history import build_history
from reform.registers.models import HistoryEntry
from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of, user_with_role

YEARS = 10
UNITS = 24
MEMBERS = 5
BATCH = 1000
# An average: most files have been decided.
STATES = (
    *[InitiativeState.RECOGNISED] * 5,
    InitiativeState.CITY_RECOGNISED,
    InitiativeState.NOMINATED,
    InitiativeState.NOT_RECOGNISED,
    InitiativeState.SCORING,
    InitiativeState.COUNCIL,
    InitiativeState.SUBMITTED,
    InitiativeState.RECEIVED,
    InitiativeState.DRAFT,
    InitiativeState.WITHDRAWN,
)
SCORED = RECOGNISED_STATES | {
    InitiativeState.NOT_RECOGNISED,
    InitiativeState.SCORING,
    InitiativeState.COUNCIL,
}
SUBJECTS = (
    "Trả kết quả tại nhà qua bưu chính",
    "Hẹn giờ làm việc qua điện thoại",
    "Số hóa sổ theo dõi hồ sơ đất đai",
    "Mã QR tra cứu thành phần hồ sơ",
    "Nhắc hạn xử lý hồ sơ bằng tin nhắn",
)


@dataclass(frozen=True)
class FullRegister:
    """What the benchmark looks at, and who looks."""

    authority: Authority
    unit: Unit
    officer: User
    economics: User
    member: User
    initiative: Initiative
    council: Council
    decision: RecognitionDecision
    review: Review


def fill_initiatives(initiatives: int) -> FullRegister:
    """Write so many initiatives over ten years, a tenth of them scored by five members in each year."""
    authority = AuthorityFactory()
    units: list[Unit] = [UnitFactory(authority=authority, ward=number % 3 == 0) for number in range(UNITS)]
    root = root_of(authority)
    economics = user_with_role(Role.ECONOMICS, root, include_sub_units=True)
    officer = user_with_role(Role.UNIT_OFFICER, units[0])
    sheet = _sheet(root)
    members = [user_with_role(Role.UNIT_HEAD, units[-1 - number]) for number in range(MEMBERS)]
    last = timezone.localdate().year
    councils = [_council(root, sheet, year, members, is_last=year == last) for year in _years(last)]
    decisions = [_decision(council) for council in councils[:-1]]
    _write(Initiative, _initiatives(initiatives, units, councils, decisions))
    _write_what_belongs(units, councils, economics)
    with connection.cursor() as cursor:
        # What both engines do by themselves in the background of a site that is in use.
        cursor.execute("ANALYZE")
    council = councils[-1]
    scored = Initiative.objects.filter(council=council, state=InitiativeState.SCORING).order_by("pk")[0]
    return FullRegister(
        authority=authority,
        unit=units[0],
        officer=officer,
        economics=economics,
        member=members[0],
        initiative=scored,
        council=council,
        decision=decisions[-1],
        review=Review.objects.filter(member__user=members[0]).order_by("pk")[0],
    )


def _years(last: int) -> range:
    return range(last - YEARS + 1, last + 1)


def _write(model: Any, rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def _sheet(root: Unit) -> ScoreSheet:
    sheet = ScoreSheet.objects.create(
        unit=root, name="Phiếu chấm", pass_mark=Decimal(70), state=SheetState.IN_USE
    )
    for place, (name, maximum) in enumerate((("Tính mới", 40), ("Khả năng áp dụng", 25), ("Hiệu quả", 35))):
        ScoreCriterion.objects.create(sheet=sheet, position=place, name=name, maximum=maximum)
    return sheet


def _council(root: Unit, sheet: ScoreSheet, year: int, members: list[User], *, is_last: bool) -> Council:
    council = Council.objects.create(
        unit=root,
        year=year,
        name=f"Hội đồng sáng kiến năm {year}",
        decision_number=f"{year % 100}/QĐ-UBND",
        decision_date=date(year, 3, 1),
        sheet=sheet,
        state=CouncilState.SCORING if is_last else CouncilState.CLOSED,
        score_by=date(year, 10, 1),
        met_on=None if is_last else date(year, 10, 15),
    )
    roles = ("chair", "secretary", *["member"] * (MEMBERS - 2))
    for user, role in zip(members, roles, strict=True):
        CouncilMember.objects.create(council=council, user=user, role=role, was_present=not is_last)
    return council


def _decision(council: Council) -> RecognitionDecision:
    return RecognitionDecision.objects.create(
        unit=council.unit,
        council=council,
        year=council.year,
        number=100 + council.year % 100,
        issued_on=date(council.year, 11, 1),
        signer_name="Trần Văn Chủ",
        signer_title="Chủ tịch",
        state=DecisionState.ISSUED,
    )


def _initiatives(
    number_of_all: int, units: list[Unit], councils: list[Council], decisions: list[RecognitionDecision]
) -> Iterator[Initiative]:
    fields = ReformField.values
    for number in range(number_of_all):
        council, unit = councils[number % YEARS], units[number // YEARS % UNITS]
        state = _state(number, is_last=council is councils[-1])
        is_recognised = state in RECOGNISED_STATES
        initiative = Initiative(
            unit=unit,
            code=f"SK-{council.year}-{unit.code}-{number:04d}",
            year=council.year,
            title=f"{SUBJECTS[number % len(SUBJECTS)]} tại đơn vị, phương án {number}",
            reform_field=fields[number % len(fields)],
            state=state,
            problem=f"Người dân phải đi lại nhiều lần khi thực hiện thủ tục nhóm {number}.",
            solution=f"Cán bộ một cửa hướng dẫn một lần, theo dõi bằng sổ điện tử số {number}.",
            applied_from=date(council.year, 1, 5),
            submitted_on=date(council.year, 4, 1),
            council=council if state in SCORED else None,
            decision=decisions[number % YEARS] if is_recognised else None,
            final_score=Decimal(70 + number % 30) if is_recognised else None,
            recognised_on=date(council.year, 11, 1) if is_recognised else None,
            city_recognised_on=date(council.year, 12, 1)
            if state == InitiativeState.CITY_RECOGNISED
            else None,
            is_public=is_recognised and number % 2 == 0,
            public_summary="Người dân nhận kết quả tại nhà.",
            public_effect="Giảm một lần đi lại.",
        )
        initiative.set_clock(date(council.year, 4, 1) + timedelta(days=number % 200))
        initiative.keep_search_text()
        yield initiative


def _state(number: int, *, is_last: bool) -> str:
    state = STATES[number // YEARS % len(STATES)]
    # Nothing of the running year is decided: its council still scores.
    if is_last and state in RECOGNISED_STATES | {InitiativeState.NOT_RECOGNISED, InitiativeState.COUNCIL}:
        return InitiativeState.SCORING
    return state


def _write_what_belongs(units: list[Unit], councils: list[Council], actor: User) -> None:
    _write(InitiativeAuthor, _authors(units))
    _write(InitiativeEffect, _effects(units))
    _write(InitiativeSubmission, _submissions(units, actor))
    _write(Review, _reviews(councils))
    _write(ReviewScore, _scores(councils))
    _write(Adoption, _adoptions(units))
    _write(HistoryEntry, _history(units, actor))


def _all(units: list[Unit]) -> Iterator[Initiative]:
    return Initiative.objects.filter(unit__in=units).order_by("pk").iterator(BATCH)


def _authors(units: list[Unit]) -> Iterator[InitiativeAuthor]:
    for number, initiative in enumerate(_all(units)):
        for place, share in enumerate((60, 40)):
            yield InitiativeAuthor(
                initiative=initiative,
                name=f"Nguyễn Văn {number}-{place}",
                unit_id=initiative.unit_id,
                share=Decimal(share),
            )


def _effects(units: list[Unit]) -> Iterator[InitiativeEffect]:
    for initiative in _all(units):
        yield InitiativeEffect(
            initiative=initiative,
            indicator="Số ngày chờ",
            measure="ngày",
            before=Decimal(10),
            after=Decimal(4),
        )


def _submissions(units: list[Unit], actor: User) -> Iterator[InitiativeSubmission]:
    for initiative in _all(units):
        if initiative.state != InitiativeState.DRAFT:
            yield InitiativeSubmission(
                initiative=initiative,
                number=1,
                submitted_at=timezone.make_aware(datetime(initiative.year, 4, 1)),
                submitted_by=actor,
                content={"title": initiative.title, "solution": initiative.solution},
            )


def _reviews(councils: list[Council]) -> Iterator[Review]:
    seats: dict[int, list[CouncilMember]] = {}
    for seat in CouncilMember.objects.filter(council__in=councils).order_by("pk"):
        seats.setdefault(seat.council_id, []).append(seat)
    sent = InitiativeSubmission.objects.filter(initiative__council__in=councils).select_related("initiative")
    # Every member has scored one in five of a year's files: 500 sheets where a year has 500 initiatives.
    for number, submission in enumerate(sent.order_by("pk").iterator(BATCH)):
        for place, seat in enumerate(seats[submission.initiative.council_id or 0]):
            if (number + place) % MEMBERS == 0 or submission.initiative.state != InitiativeState.SCORING:
                yield Review(
                    initiative=submission.initiative,
                    submission=submission,
                    member=seat,
                    state=ReviewState.FINAL,
                    no_interest=True,
                    total=Decimal(60 + (number * 7 + place * 11) % 40),
                    handed_in_at=submission.submitted_at,
                )


def _scores(councils: list[Council]) -> Iterator[ReviewScore]:
    criteria = list(ScoreCriterion.objects.filter(sheet=councils[0].sheet))
    for review in Review.objects.filter(member__council__in=councils).order_by("pk").iterator(BATCH):
        for criterion in criteria:
            yield ReviewScore(review=review, criterion=criterion, points=Decimal(10))


def _adoptions(units: list[Unit]) -> Iterator[Adoption]:
    for number, initiative in enumerate(_all(units)):
        unit = units[number % UNITS]
        if initiative.is_public and unit.pk != initiative.unit_id:
            yield Adoption(
                initiative=initiative,
                unit=unit,
                applied_from=date(initiative.year, 12, 1),
                result="Đã áp dụng.",
            )


def _history(units: list[Unit], actor: User) -> Iterator[HistoryEntry]:
    for initiative in _all(units):
        for action in ("create", "endorse", "submit", "receive"):
            yield build_history(initiative, actor=actor, action=action, to_state=initiative.state)
