"""The world of the matrix: an authority with officers of every role, and records in and out of their sight.

Every record's words carry a mark such as `qxtaskforeign`, so that a screen which shows anything of a record
gives it away, whatever it shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.crypto import get_random_string

from reform.directives.enums import AssignmentState, ExtensionState
from reform.directives.models import Assignment, Directive, ExtensionRequest, Reading, Task
from reform.directives.proposals import prepare
from reform.organisation.capabilities import Role
from reform.organisation.enums import AuthorityLevel, DayKind, UnitKind
from reform.organisation.models import Authority, CalendarDay, RoleAssignment, Unit, User
from reform.registers.models import (
    Evidence,
    ExportEntry,
    HistoryEntry,
)

from .feedback_world import add_messages
from .imports_world import add_imports
from .initiatives_world import add_councils
from .marks import mark
from .papers_world import add_paper_template
from .places import OFFICERS, WARD_OFFICERS, Place
from .public_world import add_public_site

YESTERDAY = timedelta(days=1)


@dataclass
class World:
    """What the matrix walks through.

    Attributes:
        token: makes codes and names of this world its own beside whatever else is in the database.
        people: users by the letter of their column; None for nobody signed in.
        records: by kind, then by place.
        units: the ward of each place.
    """

    token: str = field(default_factory=lambda: get_random_string(6, "abcdefghijkmnpqrstuvwy"))
    people: dict[str, User | None] = field(default_factory=dict)
    records: dict[str, dict[Place, Any]] = field(default_factory=dict)
    units: dict[Place, Unit] = field(default_factory=dict)

    def add(self, kind: str, place: Place, record: Any) -> Any:
        """Keep a record, and write a line of history that carries its mark."""
        self.records.setdefault(kind, {})[place] = record
        HistoryEntry.objects.create(
            content_type=ContentType.objects.get_for_model(record),
            object_id=record.pk,
            record_label=str(record)[:300],
            action="create",
            reason=mark(kind, place),
        )
        return record

    def get(self, kind: str, place: Place) -> Any:
        """Return the record of a kind in a place, None where the kind has none there."""
        return self.records.get(kind, {}).get(place)


def build_world() -> World:
    """Write the whole world to the database; whoever asks for it takes it away again."""
    world = World()
    own, foreign = _authority(world, Place.OWN), _authority(world, Place.FOREIGN)
    for place, authority in ((Place.OWN, own), (Place.OTHER, own), (Place.FOREIGN, foreign)):
        _ward(world, place, authority)
        for add in (_people, _calendar, _work, _reading, _export, add_messages):
            add(world, place)
    for place, authority in ((Place.OWN, own), (Place.FOREIGN, foreign)):
        add_public_site(world, place, authority)
        add_paper_template(world, place, authority)
        add_councils(world, place, authority)
    _officers(world, own)
    add_imports(world)
    return world


def root_of(authority: Authority) -> Unit:
    """Return the leadership of an authority."""
    return Unit.objects.get(authority=authority, parent=None)


# --- The ground floor ---


def _authority(world: World, place: Place) -> Authority:
    words = mark("authority", place)
    authority = Authority.objects.create(
        code=f"{world.token}-{place.value}",
        name=f"{words} {world.token}",
        short_name=words,
        level=AuthorityLevel.DISTRICT,
    )
    Unit.objects.create(
        authority=authority, code="ROOT", name=words, short_name=words, kind=UnitKind.LEADERSHIP
    )
    return world.add("authority", place, authority)


def _ward(world: World, place: Place, authority: Authority) -> None:
    words = mark("unit", place)
    world.units[place] = Unit.objects.create(
        authority=authority,
        code=f"W-{place.value}",
        name=words,
        short_name=words,
        kind=UnitKind.WARD,
        parent=root_of(authority),
    )
    world.add("unit", place, world.units[place])


def _user(world: World, name: str, unit: Unit, **values: Any) -> User:
    user = User(username=f"{world.token}.{name}", unit=unit, **{"last_name": "Officer"} | values)
    user.set_unusable_password()
    user.save()
    return user


def _people(world: World, place: Place) -> None:
    unit, words = world.units[place], mark("person", place)
    person = _user(world, words, unit, last_name=words, email=f"{words}@example.vn", phone=words)
    world.add("person", place, person)
    # Somebody else's, so that the person above holds nothing that an administrator may not touch.
    holder = _user(world, f"holder.{place.value}", unit, last_name=words)
    world.add("role", place, RoleAssignment.objects.create(user=holder, role=Role.AUDITOR, unit=unit))


def _calendar(world: World, place: Place) -> None:
    day = date(1901, 1, 2 + list(Place).index(place))
    authority = None if place == Place.OTHER else world.units[place].authority
    words = mark("calendar", place)
    record = CalendarDay.objects.create(day=day, kind=DayKind.HOLIDAY, name=words, authority=authority)
    world.add("calendar", place, record)


def _officers(world: World, own: Authority) -> None:
    """Write one account a column: those of the own authority, and those who may not enter."""
    ward, root = world.units[Place.OWN], root_of(own)
    for letter, role in OFFICERS.items():
        unit = ward if letter in WARD_OFFICERS else root
        user = _user(world, f"officer.{letter}", unit, is_superuser=role is None)
        if role is not None:
            RoleAssignment.objects.create(user=user, role=role, unit=unit, include_sub_units=unit == root)
        world.people[letter] = user
    ended = timezone.localdate() - YESTERDAY
    expired = _user(world, "officer.X", root)
    RoleAssignment.objects.create(
        user=expired, role=Role.HOME_AFFAIRS, unit=root, include_sub_units=True, valid_to=ended
    )
    locked = _user(world, "officer.D", root, is_active=False)
    RoleAssignment.objects.create(user=locked, role=Role.HOME_AFFAIRS, unit=root, include_sub_units=True)
    world.people |= {"N": _user(world, "officer.N", root), "X": expired, "D": locked, "Z": None}


# --- Directives ---


def _work(world: World, place: Place) -> None:
    """Write a dispatch with an assignment at work, one not handed out yet, and what goes with them."""
    unit, words = world.units[place], mark
    directive = Directive.objects.create(
        unit=root_of(unit.authority),
        number=words("directive", place)[:20],
        symbol="QD",
        issued_on=date(2022, 6, 20),
        issuer=words("directive", place),
        subject=words("directive", place),
        text=words("directive", place),
    )
    world.add("directive", place, directive)
    task = _task(directive, words("task", place))
    world.add("task", place, task)
    assignment = _assignment(task, unit, AssignmentState.IN_PROGRESS, words("assignment", place))
    world.add("assignment", place, assignment)
    draft_task = _task(directive, words("draft_task", place))
    draft = _assignment(draft_task, unit, AssignmentState.DRAFT, words("draft_assignment", place))
    world.add("draft_assignment", place, draft)
    world.add("extension", place, _extension(assignment, words("extension", place)))
    world.records.setdefault("evidence", {})[place] = _evidence(world, place, assignment)


def _task(directive: Directive, words: str) -> Task:
    return Task.objects.create(
        directive=directive, section_number="1", section_heading=words, anchor="1, 1", text=words
    )


def _assignment(task: Task, unit: Unit, state: str, words: str) -> Assignment:
    due = timezone.localdate() + timedelta(days=3)
    return Assignment.objects.create(
        task=task,
        unit=unit,
        state=state,
        assigned_on=date(2022, 6, 20),
        due=due,
        original_due=due,
        progress_note=words,
        result=words,
    )


def _extension(assignment: Assignment, words: str) -> ExtensionRequest:
    return ExtensionRequest.objects.create(
        assignment=assignment,
        state=ExtensionState.REQUESTED,
        old_due=assignment.due,
        new_due=timezone.localdate() + timedelta(days=8),
        working_days=3,
        reason=words,
        requested_on=timezone.localdate(),
    )


def _evidence(world: World, place: Place, assignment: Assignment) -> Evidence:
    words = mark("evidence", place)
    evidence = Evidence(
        record=assignment,
        name=f"{words}.txt",
        media_type="text/plain",
        size=len(words),
        sha256="0" * 64,
        description=words,
        uploaded_by=world.get("person", place),
    )
    evidence.file.save("evidence.txt", ContentFile(words.encode()), save=False)
    evidence.save()
    return evidence


def _reading(world: World, place: Place) -> None:
    words, unit = mark("reading", place), world.units[place]
    header = {"number": "1/QD", "symbol": "QD", "date": "2022-06-20", "issuer": words, "subject": words}
    proposal = prepare(header | {"sections": [], "cited_documents": []})
    reading = Reading.objects.create(
        # The reading of the own place is the authority's; that of the other place another unit's.
        unit=unit if place == Place.OTHER else root_of(unit.authority),
        text=words,
        file_name=f"{words}.txt",
        proposal=proposal,
        read_by=world.get("person", place),
    )
    world.add("reading", place, reading)


def _export(world: World, place: Place) -> None:
    """Write down that somebody of the place took a list out."""
    taken = {"register": "tasks", "file_format": "xlsx", "columns": "all"}
    entry = ExportEntry(user=world.get("person", place), unit=world.units[place], **taken)
    entry.narrowed_by = mark("export", place)
    entry.save()
    world.add("export", place, entry)
