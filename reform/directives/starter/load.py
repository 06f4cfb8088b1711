"""Loading the sample dispatches: read by the reader, confirmed, and told on by the real workflow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from reform.directives.confirming import moment_of
from reform.directives.models import Directive
from reform.directives.proposals import Proposal, update_header, update_task
from reform.directives.readings import confirm_reading, save_proposal, start_reading
from reform.organisation.models import Authority, User
from reform.organisation.starter.people import HOME_AFFAIRS_USERNAME, People
from reform.registers.records import update_record

from . import current, june_2022
from .story import Story

JUNE_FILE = Path(__file__).resolve().parent / "dispatch_2022_06.txt"
# The letter cites decision 903 of "28/03/2021" for results of the year 2021: the printed year is a slip.
SLIP_NUMBER, SLIP_CORRECTED = "903/QĐ-UBND", "2022-03-28"


@transaction.atomic
def load_directives_starter(*, authority: Authority) -> None:
    """Load the sample dispatches of an authority, unless it has some or its sample officer is gone.

    What was loaded before is left exactly as it is, whoever changed it. All or nothing.

    Arguments:
        authority: the sample authority with its units and demonstration accounts.
    """
    if Directive.objects.filter(unit__authority=authority, is_sample=True).exists():
        return
    actor = User.objects.filter(username=HOME_AFFAIRS_USERNAME, unit__authority=authority).first()
    if actor is None:
        return
    people = People(authority, actor)
    units = {unit.code: unit for unit in authority.units.taking_work()}
    june = _read_in(authority, actor, june_2022.ASSIGNED_ON, JUNE_FILE.read_text(encoding="utf-8"))
    june_2022.tell(Story(june, people), units)
    days = current.Days(timezone.localdate())
    recent = _read_in(authority, actor, days.issued, days.text())
    story = Story(recent, people)
    current.tell(story, days)
    current.add_late_task(recent, units, story, days)


def _read_in(authority: Authority, actor: User, day: date, text: str) -> Directive:
    """Read one dispatch, correct it as an officer would, confirm it and make its figures public."""
    at = moment_of(day)
    upload = SimpleUploadedFile(f"cong-van-{day:%Y-%m}.txt", text.encode("utf-8"), content_type="text/plain")
    reading = start_reading(unit=authority.root_unit, actor=actor, upload=upload, is_sample=True, at=at)
    corrected = _corrected(reading.proposal, day)
    save_proposal(reading, corrected, actor=actor, expected_version=reading.version)
    directive = confirm_reading(
        reading, actor=actor, expected_version=reading.version, assigned_on=day, at=at
    )
    directive.figures_public = True
    return update_record(directive, actor=actor, expected_version=directive.version)


def _corrected(proposal: Proposal, day: date) -> Proposal:
    cited = [
        row | {"corrected_date": SLIP_CORRECTED} if row["number"] == SLIP_NUMBER else row
        for row in proposal["cited_documents"]
    ]
    proposal = update_header(proposal, date=day, cited_documents=cited)
    if day == june_2022.ASSIGNED_ON:
        for key, reform_field in june_2022.FIELDS.items():
            proposal = update_task(proposal, key, reform_field=reform_field)
    return proposal
