"""Initiatives of the world: what a unit writes, what is being scored, what was decided, and who scored.

Reviews are the work of accounts that are no column of the matrix, so that nobody of it sits in a council.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone

from reform.initiatives.enums import CouncilRole, CouncilState, InitiativeState, ReviewState, SheetState
from reform.initiatives.models import (
    Adoption,
    Council,
    CouncilMember,
    Initiative,
    InitiativeAuthor,
    RecognitionDecision,
    Review,
    ScoreCriterion,
    ScoreSheet,
)
from reform.initiatives.submissions import keep_submission
from reform.organisation.enums import ReformField, UnitKind
from reform.organisation.models import Authority, Unit, User
from reform.registers.models import Evidence, HistoryEntry

from .marks import mark
from .places import Place

if TYPE_CHECKING:
    from .world import World

State = InitiativeState


def add_councils(world: World, place: Place, authority: Authority) -> None:
    """Write what an authority scores by and decides with: sheets, councils, a decision."""
    root = Unit.objects.get(authority=authority, parent=None)
    sheet = _sheet(root, mark("sheet", place), SheetState.IN_USE)
    world.add("sheet", place, sheet)
    world.add("draft_sheet", place, _sheet(root, mark("draft_sheet", place), SheetState.DRAFT))
    member = _member(world, place, root)
    councils = {
        state: _council(sheet, member, mark("council", place), state)
        for state in (CouncilState.PREPARING, CouncilState.SCORING, CouncilState.MET)
    }
    world.add("council", place, councils[CouncilState.PREPARING])
    world.add("met_council", place, councils[CouncilState.MET])
    words = mark("decision", place)
    decision = RecognitionDecision.objects.create(
        unit=root,
        council=councils[CouncilState.MET],
        year=timezone.localdate().year,
        submission_number=words,
        signer_name=words,
        signer_title=words,
        scope=words,
    )
    world.add("decision", place, decision)
    for here in (Place.OWN, Place.OTHER) if place == Place.OWN else (place,):
        _add_initiatives(world, here, councils, decision)


def _add_initiatives(
    world: World, place: Place, councils: dict[CouncilState, Council], decision: RecognitionDecision
) -> None:
    """Write the ward's initiatives, those with an author from it, and one of another unit that it applies."""
    ward = world.units[place]
    maker = Unit.objects.create(
        authority=ward.authority,
        code=f"M-{place.value}",
        name=mark("unit", place),
        kind=UnitKind.DEPARTMENT,
        parent=ward.parent,
    )
    _initiative(world, place, "draft_initiative", ward)
    scored = _initiative(
        world, place, "initiative", ward, state=State.SCORING, council=councils[CouncilState.SCORING]
    )
    _evidence(world, place, scored)
    _review(world, place, "sealed_review", scored)
    _judged(world, place, councils[CouncilState.MET], decision)
    _initiative(world, place, "shared_draft", maker, authors=(ward,))
    _initiative(
        world, place, "shared_initiative", maker, authors=(ward,), kept="kept_secret", state=State.SUBMITTED
    )
    applied = _initiative(
        world,
        place,
        "applied_initiative",
        maker,
        kept="kept_secret",
        state=State.RECOGNISED,
        recognised_on=timezone.localdate(),
        is_public=True,
        public_summary=mark("applied_initiative", place),
    )
    adoption = Adoption.objects.create(initiative=applied, unit=ward, result=mark("adoption", place))
    world.add("adoption", place, adoption)


def _initiative(
    world: World,
    place: Place,
    kind: str,
    unit: Unit,
    *,
    authors: tuple[Unit, ...] = (),
    kept: str = "kept",
    **fields: Any,
) -> Initiative:
    """Write an initiative with its authors; what was sent was sent twice, with every word of it changed.

    Arguments:
        authors: the units of further authors.
        kept: the mark of what is to be kept confidential of what was sent.
    """
    words = mark(kind, place)
    names = (
        "title",
        "problem",
        "solution",
        "novelty",
        "benefit_by_author",
        "scope",
        "applied_at",
        "appraisal",
    )
    given = {"code": words, "year": timezone.localdate().year, "reform_field": ReformField.PROCEDURES}
    initiative = Initiative.objects.create(unit=unit, **given | dict.fromkeys(names, words) | fields)
    for author_unit in (unit, *authors):
        InitiativeAuthor.objects.create(
            initiative=initiative, name=words, unit=author_unit, position=words, share=Decimal(100)
        )
    if initiative.state != State.DRAFT:
        keep_submission(initiative, actor=world.get("person", place), at=timezone.now())
        initiative.solution, initiative.confidential = f"{words} 2", mark(kept, place)
        initiative.save()
        keep_submission(initiative, actor=world.get("person", place), at=timezone.now())
        _tell(initiative, "edit", "", {"confidential": mark(kept, place)})
    world.add(kind, place, initiative)
    return initiative


def _judged(world: World, place: Place, council: Council, decision: RecognitionDecision) -> None:
    """Write what the council has recommended, with what it found, which the unit does not read yet."""
    verdict = mark("verdict", place)
    initiative = _initiative(
        world,
        place,
        "judged_initiative",
        world.units[place],
        state=State.RECOMMENDED,
        council=council,
        decision=decision,
        final_score=Decimal(80),
        votes_for=4,
        votes_against=1,
        council_opinion=verdict,
    )
    _tell(initiative, "recommend", verdict, {"council_opinion": verdict})
    _review(world, place, "review", initiative)


def _tell(initiative: Initiative, action: str, reason: str, changes: dict[str, str]) -> None:
    """Write a line of history with words that not everybody reads."""
    HistoryEntry.objects.create(
        content_type=ContentType.objects.get_for_model(initiative),
        object_id=initiative.pk,
        record_label=str(initiative)[:300],
        action=action,
        reason=reason,
        changes=[{"field": name, "old": "", "new": new} for name, new in changes.items()],
    )


# --- Councils ---


def _member(world: World, place: Place, root: Unit) -> User:
    """Return an account of the authority that sits in its councils and has no role."""
    words = mark("person", place)
    member = User(username=f"{world.token}.member.{place.value}", unit=root, last_name=words)
    member.set_unusable_password()
    member.save()
    return member


def _sheet(root: Unit, words: str, state: SheetState) -> ScoreSheet:
    sheet = ScoreSheet.objects.create(unit=root, name=words, state=state)
    ScoreCriterion.objects.create(sheet=sheet, name=words, guidance=words, maximum=Decimal(100))
    return sheet


def _council(sheet: ScoreSheet, member: User, words: str, state: CouncilState) -> Council:
    today = timezone.localdate()
    council = Council.objects.create(
        unit=sheet.unit,
        year=today.year,
        name=f"{words} {state}",
        decision_number=words,
        decision_date=today - timedelta(days=60),
        sheet=sheet,
        quorum=1,
        state=state,
    )
    CouncilMember.objects.create(council=council, user=member, role=CouncilRole.CHAIR, expertise=words)
    if state == CouncilState.MET:
        council.met_on, council.met_at, council.minutes = today, words, words
        council.save()
    return council


def _review(world: World, place: Place, kind: str, initiative: Initiative) -> None:
    """Write a sheet that the member has handed in."""
    council: Any = initiative.council
    review = Review.objects.create(
        initiative=initiative,
        submission=initiative.submissions.latest("number"),
        member=council.members.get(),
        state=ReviewState.FINAL,
        no_interest=True,
        remark=mark(kind, place),
        total=Decimal(80),
        handed_in_at=timezone.now(),
    )
    review.scores.create(criterion=council.sheet.criteria.get(), points=Decimal(80), remark=mark(kind, place))
    world.add(kind, place, review)


# --- Files ---


def _evidence(world: World, place: Place, initiative: Initiative) -> None:
    words = mark("initiative_evidence", place)
    evidence = Evidence(
        record=initiative,
        name=f"{words}.txt",
        media_type="text/plain",
        size=len(words),
        sha256="0" * 64,
        description=words,
        uploaded_by=world.get("person", place),
    )
    evidence.file.save("evidence.txt", ContentFile(words.encode()), save=False)
    evidence.save()
    world.records.setdefault("initiative_evidence", {})[place] = evidence
