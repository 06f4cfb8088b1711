"""What the papers tell, gathered from the records once: plain values, for which a sample can stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reform.initiatives.effects.opinion import reaches_pass_mark
from reform.initiatives.models import Council, Initiative, InitiativeAuthor, RecognitionDecision
from reform.initiatives.rules import is_majority, ranks
from reform.organisation.models import Authority, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Issuer:
    """Who issues: the authority, and the office that drafts for it.

    Attributes:
        office_code: stands in symbols and in "Lưu: VT, …".
        head_name: of the office, empty when it has none.
    """

    authority: str
    parent: str
    place: str
    office: str
    office_code: str
    head_name: str
    head_title: str


@dataclass(frozen=True)
class InitiativeFacts:
    """One initiative as papers name it."""

    code: str
    title: str
    authors: str
    unit: str
    reform_field: str
    score: str
    rank: str
    votes: str
    opinion: str


@dataclass(frozen=True)
class MeetingFacts:
    """A council's meeting.

    Attributes:
        members: name, role and position, and whether present.
        recommended: those that it recommends, by rank; `others`: those that it does not; `waiting`: those on
            which its opinion is not recorded yet, so that the minutes are a draft.
    """

    issuer: Issuer
    name: str
    year: int
    decision: str
    met_on: date | None
    met_at: str
    minutes_number: str
    minutes: str
    quorum: int
    sheet: str
    pass_mark: str
    chair: str
    secretary: str
    members: tuple[tuple[str, str, bool], ...]
    recommended: tuple[InitiativeFacts, ...]
    others: tuple[InitiativeFacts, ...]
    waiting: tuple[InitiativeFacts, ...]
    is_sample: bool


@dataclass(frozen=True)
class AuthorFacts:
    """One author and the certificate.

    Attributes:
        is_alone: whether the initiative has no further author.
    """

    number: str
    name: str
    position: str
    initiative: str
    is_alone: bool


@dataclass(frozen=True)
class RecognitionFacts:
    """A decision of recognition."""

    issuer: Issuer
    year: int
    number: str
    symbol: str
    issued_on: date | None
    signer_name: str
    signer_title: str
    signed_as: str
    scope: str
    submission_number: str
    submission_date: date | None
    meeting: MeetingFacts
    initiatives: tuple[InitiativeFacts, ...]
    authors: tuple[AuthorFacts, ...]
    is_sample: bool


def issuer_of(authority: Authority, office: Unit | None) -> Issuer:
    """Return who issues; `office` is the unit that drafts, the leadership itself when there is none."""
    unit = office or authority.root_unit
    head = unit.head
    return Issuer(
        authority=authority.name,
        parent=authority.parent_label,
        place=authority.place_name or authority.short_name,
        office=unit.name,
        office_code=unit.code,
        head_name=str(head) if head else "",
        head_title=(head.position if head else "") or "Trưởng phòng",
    )


def meeting_facts(council: Council, office: Unit | None) -> MeetingFacts:
    """Return what the minutes tell; a fixed number of queries."""
    seats = list(council.members.select_related("user__unit"))
    rows = list(_with_authors(council.initiatives.all()))
    places = ranks({row.pk: row.final_score for row in rows})
    facts = {row.pk: initiative_facts(row, places.get(row.pk)) for row in rows}
    scored = sorted(
        (row for row in rows if row.final_score is not None), key=lambda row: (places[row.pk], row.code)
    )
    by_opinion: dict[bool | None, list[InitiativeFacts]] = {True: [], False: [], None: []}
    for row in scored:
        by_opinion[opinion_of(row, council)].append(facts[row.pk])
    by_role = {seat.role: str(seat.user) for seat in seats}
    return MeetingFacts(
        issuer=issuer_of(council.unit.authority, office),
        name=council.name,
        year=council.year,
        decision=f"số {council.decision_number} ngày {council.decision_date:%d/%m/%Y}",
        met_on=council.met_on,
        met_at=council.met_at,
        minutes_number=council.minutes_number,
        minutes=council.minutes,
        quorum=council.quorum,
        sheet=council.sheet.name,
        pass_mark=plain(council.sheet.pass_mark),
        chair=by_role.get("chair", ""),
        secretary=by_role.get("secretary", ""),
        members=tuple(
            (str(seat.user), _role_words(seat.get_role_display(), seat.user.position), bool(seat.was_present))
            for seat in seats
        ),
        recommended=tuple(by_opinion[True]),
        others=tuple(by_opinion[False]),
        waiting=tuple(by_opinion[None]),
        is_sample=council.is_sample,
    )


def opinion_of(initiative: Initiative, council: Council) -> bool | None:
    """Tell whether the council recommends an initiative; None while its opinion is not recorded.

    It follows from votes and mean, not from the state: what the Chair refuses later was recommended all
    the same, and an archived one tells nothing of its council any more.
    """
    if initiative.votes_for is None or initiative.votes_against is None:
        return None
    # What asks an initiative for its council finds the one that is at hand.
    initiative.council = council
    return is_majority(initiative.votes_for, initiative.votes_against) and reaches_pass_mark(initiative)


def recognition_facts(decision: RecognitionDecision, office: Unit | None) -> RecognitionFacts:
    """Return what submission, decision and certificates tell; a fixed number of queries."""
    meeting = meeting_facts(decision.council, office)
    named = list(_with_authors(decision.initiatives.order_by("code")))
    numbers = dict(decision.certificates.values_list("author_id", "number"))
    return RecognitionFacts(
        issuer=meeting.issuer,
        year=decision.council.year,
        number=str(decision.number or ""),
        symbol=decision.symbol,
        issued_on=decision.issued_on,
        signer_name=decision.signer_name,
        signer_title=decision.signer_title,
        signed_as=decision.signed_as,
        scope=decision.scope,
        submission_number=decision.submission_number,
        submission_date=decision.submission_date,
        meeting=meeting,
        initiatives=tuple(initiative_facts(row, None) for row in named),
        authors=tuple(
            AuthorFacts(
                number=f"{numbers[author.pk]:02d}/{decision.year}" if author.pk in numbers else "",
                name=author.name,
                position=", ".join(filter(None, (author.position, place_of(author)))),
                initiative=row.title,
                is_alone=len(row.authors.all()) == 1,
            )
            for row in named
            for author in row.authors.all()
        ),
        is_sample=decision.is_sample,
    )


def initiative_facts(initiative: Initiative, rank: int | None) -> InitiativeFacts:
    """Return one initiative as papers name it; its authors and unit are fetched already."""
    votes = (initiative.votes_for, initiative.votes_against)
    return InitiativeFacts(
        code=initiative.code,
        title=initiative.title,
        authors="; ".join(
            f"{author.name} ({plain(author.share)}\u00a0%)" for author in initiative.authors.all()
        ),
        unit=initiative.unit.name,
        reform_field=str(initiative.get_reform_field_display()),
        score=plain(initiative.final_score),
        rank=str(rank or ""),
        votes="/".join(str(vote) for vote in votes) if None not in votes else "",
        opinion=initiative.council_opinion or initiative.refusal,
    )


def plain(number: Decimal | None) -> str:
    """Return a number with a comma and without idle zeros, empty for none."""
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


def place_of(author: InitiativeAuthor) -> str:
    """Return where an author works."""
    return author.unit.name if author.unit is not None else author.workplace


def _with_authors(rows: Iterable[Initiative]) -> Iterable[Initiative]:
    return rows.select_related("unit").prefetch_related("authors__unit")  # type: ignore[attr-defined]


def _role_words(role: str, position: str) -> str:
    return f"{position}, {role}" if position else role
