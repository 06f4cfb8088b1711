"""The sample rounds: sheets, councils that score and meet, decisions with certificates, use elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from reform.initiatives.models import (
    Adoption,
    Council,
    CouncilMember,
    RecognitionDecision,
    ScoreCriterion,
    ScoreSheet,
)
from reform.initiatives.services import adopt, hand_out_certificate, prepare_decision
from reform.initiatives.workflow import COUNCILS, DECISIONS, SHEETS
from reform.registers.evidence import attach_evidence
from reform.registers.records import create_record
from reform.registers.sample_files import pdf_file, text_file

from .cast import CHAIR
from .scores import hand_in, start
from .story import Story

Values = dict[str, Any]


def create_sheets(story: Story, sheets: Iterable[Values]) -> None:
    """Draft the score sheets and put them in use."""
    secretary = story.cast.secretary
    for values in sheets:
        sheet = ScoreSheet(
            unit=story.authority.root_unit,
            name=values["name"],
            pass_mark=values.get("pass_mark"),
            is_sample=True,
        )
        create_record(
            sheet,
            actor=secretary,
            save_related=_all_of(
                ScoreCriterion(sheet=sheet, position=position, **criterion)
                for position, criterion in enumerate(values["criteria"], start=1)
            ),
            at=story.moment(values["drafted"]),
        )
        SHEETS.perform(sheet, "put_in_use", actor=secretary, at=story.moment(values["in_use"]))
        story.sheets[values["key"]] = sheet


def hold_council(story: Story, values: Values) -> None:
    """Set a council up, let it score what is put before it, and let it meet if it has met."""
    council = _set_up(story, values)
    secretary = story.cast.secretary
    COUNCILS.perform(
        council,
        "open_scoring",
        actor=secretary,
        inputs={"score_by": values["score_by"]},
        at=story.moment(values["opened"]),
    )
    _score(story, council, values)
    if "meeting" in values:
        _meet(story, council, values["meeting"])
        for vote in values["votes"]:
            _vote(story, vote)
    if "closed" in values:
        COUNCILS.perform(council, "close", actor=secretary, at=story.moment(values["closed"]))


def _score(story: Story, council: Council, values: Values) -> None:
    """Put the initiatives before the council; each member hands the sheets in on a day of the own."""
    opened: date = values["opened"]
    for key in values["scores"]:
        story.perform(story.initiatives[key], "put_before_council", opened, council=council)
    for key, totals in values["scores"].items():
        for place, (username, total) in enumerate(totals.items(), start=1):
            hand_in(story, key, username, total, story.calendar.add_working_days(opened, place))
    for key, username in values.get("started", {}).items():
        start(story, key, username, values["score_by"])


def _vote(story: Story, vote: Values) -> None:
    story.perform(
        story.initiatives[vote["initiative"]],
        vote["event"],
        vote["on"],
        votes_for=vote["for"],
        votes_against=vote["against"],
        council_opinion=vote.get("opinion", ""),
        reason=vote.get("reason", ""),
    )


def _set_up(story: Story, values: Values) -> Council:
    fields = {name: values[name] for name in ("year", "name", "decision_number", "decision_date", "quorum")}
    council = Council(
        unit=story.authority.root_unit, sheet=story.sheets[values["sheet"]], is_sample=True, **fields
    )
    seats = (
        CouncilMember(
            council=council,
            user=story.cast.accounts[member["account"]],
            role=member["role"],
            expertise=member["expertise"],
        )
        for member in values["members"]
    )
    create_record(
        council,
        actor=story.cast.secretary,
        save_related=_all_of(seats),
        at=story.moment(values["decision_date"]),
    )
    story.councils[values["key"]] = council
    return council


def _meet(story: Story, council: Council, values: Values) -> None:
    present = council.members.exclude(user__username__in=values.get("absent", []))
    inputs = {
        "met_on": values["on"],
        "met_at": values["place"],
        "minutes_number": values["number"],
        "minutes": values["minutes"],
        "present": [str(seat.pk) for seat in present],
    }
    secretary = story.cast.secretary
    COUNCILS.perform(council, "meet", actor=secretary, inputs=inputs, at=story.moment(values["on"]))
    attach_evidence(
        council,
        actor=secretary,
        upload=pdf_file("bien-ban-hop-hoi-dong.pdf", f"signed minutes {values['on']:%d/%m/%Y}"),
        description="Bản chụp biên bản họp Hội đồng có chữ ký.",
        is_sample=True,
        at=story.moment(values["on"]),
    )


def decide(story: Story, values: Values) -> None:
    """Draft a decision, bring it before the Chair, and register it if it was signed."""
    secretary = story.cast.secretary
    fields = ("year", "submission_number", "submission_date", "signer_name", "signer_title", "scope")
    decision = RecognitionDecision(
        council=story.councils[values["council"]], **{name: values[name] for name in fields}
    )
    named = [story.initiatives[key] for key in values["initiatives"]]
    prepare_decision(decision, initiatives=named, actor=secretary, at=story.moment(values["drafted"]))
    DECISIONS.perform(decision, "submit", actor=secretary, at=story.moment(values["submission_date"]))
    if "issued_on" not in values:
        return
    at = story.moment(values["issued_on"])
    DECISIONS.perform(decision, "sign", actor=story.cast.accounts[CHAIR], at=at)
    DECISIONS.perform(
        decision,
        "issue",
        actor=secretary,
        inputs={"number": values["number"], "issued_on": values["issued_on"]},
        at=story.moment(values["issued_on"]),
    )
    for name, day in values["handed_out"].items():
        _hand_out(story, decision, name, day)


def _hand_out(story: Story, decision: RecognitionDecision, name: str, day: date) -> None:
    hand_out_certificate(
        decision.certificates.get(author__name=name),
        handed_to=name,
        handed_out_on=day,
        actor=story.cast.secretary,
        at=story.moment(day),
    )


def note_adoption(story: Story, values: Values) -> None:
    """Let a unit's officer note that it applies another unit's initiative, with a file that proves it."""
    unit = story.units[values["unit"]]
    officer = story.cast.people.officer(unit)
    adoption = Adoption(
        initiative=story.initiatives[values["initiative"]],
        unit=unit,
        applied_from=values["applied_from"],
        result=values["result"],
        is_sample=True,
    )
    adopt(adoption, actor=officer, at=story.moment(values["noted"]))
    attach_evidence(
        adoption,
        actor=officer,
        upload=text_file("xac-nhan-ap-dung.txt", str(unit), "", values["result"]),
        description="Xác nhận của đơn vị áp dụng.",
        is_sample=True,
        at=story.moment(values["noted"]),
    )


def _all_of(rows: Iterable[ScoreCriterion | CouncilMember]) -> Callable[[], None]:
    """Return what checks and saves the rows that belong to a record."""

    def save() -> None:
        for row in rows:
            row.full_clean()
            row.save()

    return save
