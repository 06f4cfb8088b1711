"""Factories of initiatives, their people and councils.

`make_house()` gives an authority with everybody who has a part in the appraisal; `ways.lead_to` takes
initiatives to a state by the workflow's own steps, each done by the right person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from reform.initiatives.enums import CouncilRole, InitiativeState, SheetState
from reform.initiatives.models import (
    Adoption,
    Council,
    CouncilMember,
    Initiative,
    InitiativeAuthor,
    InitiativeEffect,
    RecognitionDecision,
    Review,
    ScoreCriterion,
    ScoreSheet,
)
from reform.initiatives.scoring import open_review, save_review, why_not_score
from reform.initiatives.services import prepare_decision, register_initiative
from reform.initiatives.workflow import COUNCILS, DECISIONS
from reform.organisation.capabilities import Role
from reform.organisation.enums import ReformField
from reform.organisation.models import Authority, Unit, User
from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of, user_with_role

State = InitiativeState
# What the two criteria of the sheet give together is 100; so many points pass and so many do not.
GOOD_POINTS, POOR_POINTS = Decimal(80), Decimal(40)


def days_ago(days: int) -> date:
    """Return the day that lies so many days before today."""
    return timezone.localdate() - timedelta(days=days)


@dataclass
class House:
    """An authority with its units by letter, and who works where. Made by `make_house`.

    Attributes:
        units: the wards by their letters; `house.unit("B")` makes what is not there yet.
        officers, heads: who enters for a ward and who confirms in its name, by the same letters.
        economics: appraises for the whole authority, and works in a department of its own.
        leadership: decides for the whole authority.
        members: the accounts of five officers from five departments that have no initiative.
    """

    authority: Authority
    root: Unit
    economics: User
    leadership: User
    home_affairs: User
    auditor: User
    units: dict[str, Unit] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    heads: dict[str, User] = field(default_factory=dict)
    members: list[User] = field(default_factory=list)
    sheet: ScoreSheet | None = None

    def unit(self, letter: str = "A") -> Unit:
        """Return the ward of a letter, with its officer and head."""
        if letter not in self.units:
            ward = UnitFactory(
                authority=self.authority, ward=True, code=f"P-{letter}", name=f"Phường {letter}"
            )
            self.units[letter] = ward
            self.officers[letter] = user_with_role(Role.UNIT_OFFICER, ward)
            self.heads[letter] = user_with_role(Role.UNIT_HEAD, ward)
        return self.units[letter]

    def officer(self, letter: str = "A") -> User:
        """Return who enters initiatives for the ward."""
        self.unit(letter)
        return self.officers[letter]

    def head(self, letter: str = "A") -> User:
        """Return who endorses initiatives for the ward."""
        self.unit(letter)
        return self.heads[letter]


def make_house(*, letters: str = "AB") -> House:
    """Return an authority with a ward a letter, the appraising office, the leadership, five members."""
    authority = AuthorityFactory()
    root = root_of(authority)
    house = House(
        authority=authority,
        root=root,
        economics=user_with_role(Role.ECONOMICS, root, include_sub_units=True),
        leadership=user_with_role(Role.LEADERSHIP, root, include_sub_units=True),
        home_affairs=user_with_role(Role.HOME_AFFAIRS, root, include_sub_units=True),
        auditor=user_with_role(Role.AUDITOR, root, include_sub_units=True),
    )
    # The root is nobody's workplace: who works there would be tied to what the root itself applies for.
    house.economics.unit = UnitFactory(authority=authority, code="KT", name="Phòng Kinh tế")
    house.economics.save()
    house.members = [user_with_role(Role.UNIT_HEAD, UnitFactory(authority=authority)) for _ in range(5)]
    for letter in letters:
        house.unit(letter)
    return house


class InitiativeFactory(DjangoModelFactory[Initiative]):
    """A whole application of a unit with one author, written as it is told, past the workflow.

    `InitiativeFactory(unit=unit, authors=False)` has no author. `make_initiative` goes through the
    register's own service instead, and `lead_to` on through the workflow.
    """

    class Meta:
        model = Initiative
        skip_postgeneration_save = True

    unit = factory.SubFactory(UnitFactory)
    year = factory.LazyFunction(lambda: timezone.localdate().year)
    code = factory.LazyAttributeSequence(lambda made, n: f"SK-{made.year}-{made.unit.code}-{n + 1:02d}")
    title = factory.Sequence(lambda n: f"Trả kết quả qua bưu chính bằng một mã số {n + 1}")
    reform_field = ReformField.PROCEDURES
    applied_from = factory.LazyFunction(lambda: days_ago(200))
    applied_at = "Bộ phận Một cửa"
    problem = "Người dân phải đi lại nhiều lần để nhận kết quả."
    solution = "Gửi kết quả qua bưu chính, người dân tra cứu bằng một mã."
    novelty = "Lần đầu tiên áp dụng tại quận."
    benefit_by_author = "Giảm hai lần đi lại cho mỗi hồ sơ."
    scope = "Áp dụng được tại tất cả các phường."
    truth_stated = True
    held_since = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def authors(self: Initiative, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """Name one author with the whole share, unless `authors=False`."""
        if create and extracted is not False:
            AuthorFactory(initiative=self, **kwargs)


class AuthorFactory(DjangoModelFactory[InitiativeAuthor]):
    """An author from the applying unit with the whole share."""

    class Meta:
        model = InitiativeAuthor

    initiative = factory.SubFactory(InitiativeFactory, authors=False)
    name = factory.Sequence(lambda n: f"Trần Thị Bình {n + 1}")
    unit = factory.SelfAttribute("initiative.unit")
    birth_date = date(1985, 9, 2)
    position = "Công chức"
    share = Decimal(100)


class EffectFactory(DjangoModelFactory[InitiativeEffect]):
    """A figure before and after."""

    class Meta:
        model = InitiativeEffect

    initiative = factory.SubFactory(InitiativeFactory)
    indicator = "Số ngày chờ kết quả"
    measure = "ngày"
    before = Decimal(5)
    after = Decimal(2)


class AdoptionFactory(DjangoModelFactory[Adoption]):
    """Another unit of the same authority applies an initiative; past the service."""

    class Meta:
        model = Adoption

    initiative = factory.SubFactory(InitiativeFactory)
    unit = factory.SubFactory(UnitFactory, authority=factory.SelfAttribute("..initiative.unit.authority"))
    applied_from = factory.LazyFunction(lambda: days_ago(20))
    result = "Đã áp dụng, giảm một nửa thời gian chờ."


def make_initiative(
    house: House, letter: str = "A", *, authors: Iterable[Mapping[str, Any]] = ({},), **fields: Any
) -> Initiative:
    """Return a whole draft that the ward's officer entered by the register's own service.

    Arguments:
        authors: the fields of each author that differ from `AuthorFactory`'s.
    """
    initiative = InitiativeFactory.build(unit=house.unit(letter), code="", **fields)

    def name_authors() -> None:
        for author in authors:
            AuthorFactory(initiative=initiative, **author)

    return register_initiative(initiative, actor=house.officer(letter), save_related=name_authors)


def make_sheet(house: House, *, pass_mark: Decimal | None = Decimal(70), **fields: Any) -> ScoreSheet:
    """Return a sheet in use with two criteria that give 60 and 40 points."""
    given = {"unit": house.root, "name": "Phiếu chấm điểm", "state": SheetState.IN_USE} | fields
    sheet = ScoreSheet.objects.create(pass_mark=pass_mark, **given)
    for position, (name, maximum) in enumerate((("Tính mới", 60), ("Hiệu quả", 40)), start=1):
        ScoreCriterion.objects.create(sheet=sheet, position=position, name=name, maximum=maximum)
    return sheet


def make_council(
    house: House, *, members: Iterable[User] | None = None, opened: bool = True, **fields: Any
) -> Council:
    """Return a council with a chair, a vice-chair, a secretary and members, by default the house's five.

    Arguments:
        opened: whether its members can score already.
    """
    if house.sheet is None and "sheet" not in fields:
        house.sheet = make_sheet(house)
    given = {
        "unit": house.root,
        "year": timezone.localdate().year,
        "name": "Hội đồng sáng kiến, đợt 1",
        "decision_number": "112/QĐ-UBND",
        "decision_date": days_ago(90),
        "sheet": house.sheet,
        "quorum": 4,
    }
    council = Council.objects.create(**(given | fields))
    roles = (CouncilRole.CHAIR, CouncilRole.VICE_CHAIR, CouncilRole.SECRETARY)
    for place, user in enumerate(house.members if members is None else members):
        role = roles[place] if place < len(roles) else CouncilRole.MEMBER
        CouncilMember.objects.create(council=council, user=user, role=role)
    if opened:
        COUNCILS.perform(
            council, "open_scoring", actor=house.economics, inputs={"score_by": timezone.localdate()}
        )
    return council


def score(
    initiative: Initiative, member: User, *, total: Decimal = GOOD_POINTS, hand_in: bool = True
) -> Review:
    """Return the member's sheet for an initiative, with `total` points spread over its criteria."""
    review = open_review(initiative, actor=member)
    criteria = list(review.member.council.sheet.criteria.all())
    most = sum(criterion.maximum for criterion in criteria)
    points = {
        criterion.pk: ((criterion.maximum * total / most).quantize(Decimal("0.01")), "")
        for criterion in criteria
    }
    return save_review(
        review,
        points=points,
        remark="",
        no_interest=True,
        hand_in=hand_in,
        actor=member,
        expected_version=review.version,
    )


def score_by_all(initiative: Initiative, *, total: Decimal = GOOD_POINTS) -> None:
    """Let every member who may score the initiative hand a sheet in."""
    initiative.refresh_from_db()
    assert initiative.council is not None
    for seat in initiative.council.members.select_related("user"):
        if not why_not_score(seat.user, initiative):
            score(initiative, seat.user, total=total)


def hold_meeting(house: House, council: Council, **inputs: Any) -> Council:
    """Record the council's meeting, with every member present."""
    given = {
        "met_on": timezone.localdate(),
        "met_at": "Phòng họp số 2",
        "present": [str(pk) for pk in council.members.values_list("pk", flat=True)],
        "minutes_number": "01/BB-HĐSK",
        "minutes": "Hội đồng thống nhất.",
    }
    COUNCILS.perform(council, "meet", actor=house.economics, inputs=given | inputs)
    return council


def make_decision(
    house: House, initiatives: Iterable[Initiative], *, council: Council, **fields: Any
) -> RecognitionDecision:
    """Return the draft decision that names recommended initiatives."""
    given = {"signer_name": "Nguyễn Văn Chủ", "signer_title": "Chủ tịch", "council": council}
    return prepare_decision(
        RecognitionDecision(**(given | fields)), initiatives=list(initiatives), actor=house.economics
    )


def issue_decision(house: House, decision: RecognitionDecision, *, number: int = 0) -> RecognitionDecision:
    """Take a draft decision through signature and registration; its initiatives are recognised."""
    DECISIONS.perform(decision, "submit", actor=house.economics)
    DECISIONS.perform(decision, "sign", actor=house.leadership)
    given = {"number": Decimal(number or 200 + decision.pk), "issued_on": timezone.localdate()}
    DECISIONS.perform(decision, "issue", actor=house.economics, inputs=given)
    return decision
