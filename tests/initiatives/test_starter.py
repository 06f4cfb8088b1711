"""The sample initiatives: true to the rules, marked as samples, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Count, Model, Sum
from django.utils import timezone

from reform.initiatives.enums import CouncilState, DecisionState, InitiativeState, ReviewState, SheetState
from reform.initiatives.models import (
    Adoption,
    Certificate,
    Council,
    Initiative,
    InitiativeAuthor,
    InitiativeSubmission,
    RecognitionDecision,
    Review,
    ScoreSheet,
)
from reform.initiatives.rules import is_wide
from reform.initiatives.starter import load, load_initiatives_starter
from reform.initiatives.starter.scores import share_out
from reform.initiatives.submissions import differences_between
from reform.initiatives.ties import tie_of
from reform.initiatives.workflow import COUNCILS, DECISIONS, INITIATIVES, SHEETS
from reform.organisation.access import Access
from reform.organisation.capabilities import Capability
from reform.organisation.models import Authority, User
from reform.organisation.starter import load_organisation
from reform.organisation.working_days import working_calendar
from reform.registers.models import Evidence, HistoryEntry
from tests.organisation.factories import AuthorityFactory

pytestmark = pytest.mark.django_db

RECORDS: tuple[type[Model], ...] = (Initiative, ScoreSheet, Council, Review, RecognitionDecision, Adoption)
YEARS = (2021, 2022)


def loaded() -> Authority:
    authority = load_organisation(with_demo_accounts=True)
    load_initiatives_starter(authority=authority)
    return authority


def of_years() -> list[Initiative]:
    return list(Initiative.objects.filter(year__in=YEARS).select_related("unit", "council"))


def check_states() -> None:
    initiatives = of_years()
    assert len(initiatives) == 25
    assert {initiative.state for initiative in initiatives} == set(InitiativeState)
    assert {initiative.year for initiative in initiatives} == set(YEARS)
    assert set(Council.objects.values_list("state", flat=True)) == set(CouncilState) - {
        CouncilState.PREPARING
    }
    assert set(RecognitionDecision.objects.values_list("state", flat=True)) == {
        DecisionState.ISSUED, DecisionState.SUBMITTED,
    }  # fmt: skip
    assert set(Review.objects.values_list("state", flat=True)) == set(ReviewState)


def check_units() -> None:
    wards = Initiative.objects.filter(year__in=YEARS, unit__kind="ward").values("unit").distinct()
    assert wards.count() == 8
    # These days: something to write on, something to send, something to receive in time.
    now = Initiative.objects.exclude(year__in=YEARS)
    assert set(now.values_list("state", flat=True)) == {"draft", "endorsed", "submitted"}
    assert not now.overdue().exists()


def check_sample_marks() -> None:
    for model in RECORDS:
        assert not model._default_manager.filter(is_sample=False).exists(), model
    assert Evidence.objects.count() >= 10
    assert not Evidence.objects.filter(is_sample=False).exists()
    made = User.objects.filter(is_demo=False)
    assert not any(user.has_usable_password() for user in made), "nobody but the accounts that are told"


def check_authors() -> None:
    sums = Initiative.objects.annotate(whole=Sum("authors__share"), number=Count("authors"))
    assert {initiative.whole for initiative in sums} == {Decimal(100)}
    assert {initiative.number for initiative in sums} == {1, 2, 3}
    assert InitiativeAuthor.objects.filter(unit=None).exclude(workplace="").exists()
    assert InitiativeAuthor.objects.exclude(unit=None).exclude(position="").exclude(qualification="").exists()


def check_dates() -> None:
    today = timezone.localdate()
    calendar = working_calendar(Authority.objects.get())
    for initiative in Initiative.objects.all():
        in_order = [
            initiative.applied_from, initiative.endorsed_on, initiative.submitted_on, initiative.received_on,
            initiative.recognised_on, initiative.nominated_on, initiative.city_recognised_on, today,
        ]  # fmt: skip
        given = [day for day in in_order if day]
        assert given == sorted(given), initiative
    entries = HistoryEntry.objects.exclude(content_type__model__in=["user", "unit"])
    for moment in entries.filter(at__year__in=YEARS).values_list("at", flat=True):
        assert calendar.is_working_day(timezone.localtime(moment).date()), moment
    old = [initiative.pk for initiative in of_years()]
    told = entries.filter(content_type__model="initiative", object_id__in=[str(pk) for pk in old])
    assert told.exists()
    assert told.latest("at").at.year <= 2022, "nothing of the past is told as of today"


def check_answers_came_in_time() -> None:
    """The appraising office answered on the form within a month, the authority within three."""
    for initiative in Initiative.objects.exclude(recognised_on=None):
        assert (initiative.received_on - initiative.submitted_on).days <= 31
        assert (initiative.recognised_on - initiative.received_on).days <= 92


def check_everybody_had_the_right() -> None:
    """Nobody acts in the sample who could not act in the portal."""
    tables = {workflow.model: workflow for workflow in (INITIATIVES, COUNCILS, DECISIONS, SHEETS)}
    seen = 0
    for model, workflow in tables.items():
        for record in model._default_manager.all():
            access: dict[int, Access] = {}
            for entry in HistoryEntry.objects.of(record).select_related("actor"):
                assert entry.actor is not None, entry
                transition = workflow.by_event.get(entry.action)
                capability = transition.capability if transition else None
                if capability is None:
                    continue
                rights = access.setdefault(entry.actor.pk, Access(entry.actor))
                assert rights.allows(capability, workflow.unit_of(record)), entry
                if transition is not None and transition.refuses is not None:
                    assert not transition.refuses(record, entry.actor), entry
                seen += 1
    assert seen > 150
    for initiative in Initiative.objects.all():
        actors = dict(HistoryEntry.objects.of(initiative).order_by("at").values_list("action", "actor_id"))
        assert actors["create"] != actors.get("endorse")


def check_scores() -> None:
    for review in Review.objects.select_related("member__user", "initiative"):
        assert not tie_of(review.member.user, review.initiative), review
        scored = [score.points for score in review.scores.all() if score.points is not None]
        assert sum(scored) == review.total
    maximum = Decimal(100)
    wide = []
    for council in Council.objects.all():
        for initiative in council.initiatives.all():
            totals = [review.total for review in initiative.reviews.filter(state=ReviewState.FINAL)]
            if is_wide(totals, maximum):
                wide.append(initiative.state)
    assert set(wide) == {InitiativeState.SCORING, InitiativeState.COUNCIL}
    three = Initiative.objects.filter(state=InitiativeState.SCORING, reviews__state=ReviewState.FINAL)
    handed_in = {initiative.number for initiative in three.annotate(number=Count("reviews"))}
    assert handed_in == {3, 4}
    assert {council.members.count() for council in Council.objects.all()} == {5}


def check_sheets() -> None:
    sheets = {sheet.name[-1]: sheet for sheet in ScoreSheet.objects.filter(state=SheetState.IN_USE)}
    points = {
        key: {criterion.name: int(criterion.maximum) for criterion in sheet.criteria.all()}
        for key, sheet in sheets.items()
    }
    assert points == {
        "A": {"Tính mới": 40, "Khả năng áp dụng": 25, "Hiệu quả kinh tế": 15, "Hiệu quả xã hội": 20},
        "B": {
            "Tính mới": 10, "Hình thức, tính khoa học": 15, "Minh chứng": 15, "Hiệu quả": 40,
            "Khả năng nhân rộng": 20,
        },
    }  # fmt: skip
    assert (sheets["A"].pass_mark, sheets["B"].pass_mark) == (70, None)


def check_decisions() -> None:
    for year in YEARS:
        issued = RecognitionDecision.objects.filter(year=year, state=DecisionState.ISSUED)
        authors = InitiativeAuthor.objects.filter(initiative__decision__in=issued)
        numbers = Certificate.objects.filter(year=year).order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, authors.count() + 1))
        assert Certificate.objects.filter(year=year, handed_out_on__isnull=False).exists()
        assert Certificate.objects.filter(year=year, handed_out_on=None).exists()
    waiting = RecognitionDecision.objects.get(state=DecisionState.SUBMITTED)
    assert set(waiting.initiatives.values_list("state", flat=True)) == {InitiativeState.RECOMMENDED}
    assert set(Initiative.objects.exclude(recognised_on=None).values_list("recognised_on", flat=True)) == {
        date(2021, 11, 15), date(2022, 7, 8),
    }  # fmt: skip


def check_what_screens_show() -> None:
    public = Initiative.objects.public()
    assert public.count() == 5
    assert not public.filter(public_summary="").exists()
    assert not public.filter(public_effect="").exists()
    assert Adoption.objects.values("unit").distinct().count() >= 3
    asked = Initiative.objects.get(state=InitiativeState.SUPPLEMENT_REQUESTED)
    first, second = InitiativeSubmission.objects.filter(initiative=asked)
    assert len(differences_between(first, second)) == 5
    kt = Initiative.objects.get(unit__code="KT")
    received = HistoryEntry.objects.of(kt).get(action="find_eligible")
    assert received.actor is not None
    assert received.actor.username == "thamdinh"


CHECKS: tuple[Callable[[], None], ...] = (
    check_states,
    check_units,
    check_sample_marks,
    check_authors,
    check_dates,
    check_answers_came_in_time,
    check_everybody_had_the_right,
    check_scores,
    check_sheets,
    check_decisions,
    check_what_screens_show,
)


def test_two_years_of_initiatives_are_told_as_the_rules_allow_and_only_once() -> None:
    authority = loaded()
    for check in CHECKS:
        check()
    counted: tuple[type[Model], ...] = (*RECORDS, HistoryEntry, User, Evidence)
    before = [model._default_manager.count() for model in counted]
    changed = Initiative.objects.filter(state=InitiativeState.DRAFT)[0]
    Initiative.objects.filter(pk=changed.pk).update(title="Người dùng đã sửa")
    load_initiatives_starter(authority=authority)
    assert [model._default_manager.count() for model in counted] == before
    changed.refresh_from_db()
    assert changed.title == "Người dùng đã sửa"


def test_the_second_appraiser_and_the_vice_chair_can_do_what_the_rounds_need() -> None:
    authority = load_organisation(with_demo_accounts=True)
    root = authority.root_unit.pk
    appraiser, leader = (User.objects.get(username=name) for name in ("thamdinh", "phochutich"))
    assert Access(appraiser).allows(Capability.APPRAISE_INITIATIVES, root)
    assert appraiser.unit != User.objects.get(username="kinhte").unit
    assert Access(leader).allows(Capability.DECIDE, root)


def test_another_authority_and_one_whose_people_are_gone_get_nothing() -> None:
    load_initiatives_starter(authority=AuthorityFactory())
    authority = load_organisation(with_demo_accounts=True)
    User.objects.filter(username="thamdinh").update(is_active=False)
    before = User.objects.count()
    load_initiatives_starter(authority=authority)
    assert not Initiative.objects.exists()
    assert User.objects.count() == before


def test_a_story_that_breaks_off_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = load_organisation(with_demo_accounts=True)
    before = User.objects.count()

    def fail(*args: object) -> None:
        raise RuntimeError("broken off")

    monkeypatch.setattr(load, "hold_council", fail)
    with pytest.raises(RuntimeError):
        load_initiatives_starter(authority=authority)
    assert not Initiative.objects.exists()
    assert not ScoreSheet.objects.exists()
    assert User.objects.count() == before


@pytest.mark.parametrize("total", [0, 1, 49, 62, 93, 100])
def test_a_total_is_shared_out_among_the_criteria_without_a_rest(total: int) -> None:
    for maxima in ([40, 25, 15, 20], [10, 15, 15, 40, 20]):
        shared = share_out(total, maxima)
        assert sum(shared) == total
        assert all(0 <= given <= most for given, most in zip(shared, maxima, strict=True))
