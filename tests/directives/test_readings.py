"""From a dispatch to assigned tasks: read, corrected, confirmed, all or nothing."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform.directives import starter
from reform.directives.enums import AssignmentState, ReadingState
from reform.directives.models import Assignment, CitedDocument, Directive, Reading, Task, TaskTarget
from reform.directives.proposals import drop_task, merge_tasks, tasks_of, update_header, update_task
from reform.directives.readings import confirm_reading, discard_reading, save_proposal, start_reading
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.organisation.starter import load_organisation
from reform.registers.models import Evidence, HistoryEntry
from reform.registers.records import StaleRecord
from reform.registers.workflow import TransitionRefused
from tests.organisation.factories import UnitFactory, root_of, user_with_role

from .factories import ReadingFactory, read_proposal, read_task
from .roles import House, build_house

pytestmark = pytest.mark.django_db

JUNE = (Path(starter.__file__).parent / "dispatch_2022_06.txt").read_text(encoding="utf-8")
# How many tasks each of its eight sections holds.
SECTIONS = (6, 1, 6, 2, 2, 3, 4, 1)
WRITTEN = (Directive, CitedDocument, Task, TaskTarget, Assignment)


def counted() -> list[int]:
    """Return how many records of each kind there are."""
    return [model._default_manager.count() for model in (*WRITTEN, HistoryEntry, Evidence)]


def read_june(**how: object) -> tuple[Reading, User]:
    """Return the June letter as read for Hải An, and the officer who read it in."""
    authority = load_organisation(with_demo_accounts=True)
    officer = User.objects.get(username="noivu")
    given = how or {"text": JUNE}
    return start_reading(unit=authority.root_unit, actor=officer, **given), officer  # type: ignore[arg-type]


def reading_of(house: House, *tasks: dict[str, object], **header: object) -> Reading:
    """Return an open reading of the house's authority."""
    reading: Reading = ReadingFactory(authority=house.authority, proposal=read_proposal(*tasks, **header))
    return reading


@pytest.mark.parametrize(
    "how",
    [
        {"text": JUNE},
        {"upload": SimpleUploadedFile("cong van.txt", JUNE.encode())},
        {"upload": SimpleUploadedFile("cong van.md", JUNE.encode())},
    ],
)
def test_the_june_letter_becomes_25_tasks_of_the_right_units(how: dict[str, object]) -> None:
    if "upload" in how:
        how["upload"].seek(0)  # type: ignore[attr-defined]
    reading, officer = read_june(**how)
    directive = confirm_reading(
        reading, actor=officer, expected_version=reading.version, assigned_on=date(2022, 6, 20)
    )
    tasks = list(directive.tasks.order_by("position"))
    assert Counter(task.section_number for task in tasks) == dict(zip("12345678", SECTIONS, strict=True))
    units = [set(task.assignments.values_list("unit__code", flat=True)) for task in tasks]
    everybody = set(reading.unit.authority.units.taking_work().values_list("code", flat=True))
    assert units[0] == units[5] == everybody
    assert len(everybody) == 20
    assert len(units[4]) == 12
    assert units[6] == {"NV"}
    assert all("VP" in codes for codes in units[7:13])
    assert units[24] == {"TTR"}
    assert tasks[4].due_on == date(2022, 8, 31)
    assert tasks[5].frequency == "monthly"
    assert directive.cited_documents.count() == 5
    rows = Assignment.objects.filter(task__directive=directive)
    assert set(rows.values_list("state", flat=True)) == {AssignmentState.ASSIGNED}
    assert set(rows.values_list("assigned_on", flat=True)) == {date(2022, 6, 20)}
    assert set(rows.filter(task=tasks[5]).values_list("due", flat=True)) == {date(2022, 6, 30)}


def test_the_uploaded_file_is_kept_privately_with_the_directive() -> None:
    reading, officer = read_june(upload=SimpleUploadedFile("cong van.txt", JUNE.encode()))
    directive = confirm_reading(reading, actor=officer, expected_version=None)
    evidence = Evidence.objects.of(directive).get()
    assert evidence.name == "cong van.txt"
    assert "cong van" not in str(evidence.file.name)
    with evidence.file.open("rb") as original:
        assert original.read() == JUNE.encode()


def test_confirming_twice_gives_the_same_directive_and_writes_nothing_twice() -> None:
    reading, officer = read_june()
    seen = Reading.objects.get(pk=reading.pk)
    first = confirm_reading(reading, actor=officer, expected_version=0)
    after_first = counted()
    assert confirm_reading(seen, actor=officer, expected_version=0) == first
    assert counted() == after_first


def test_every_written_row_is_told_in_the_history() -> None:
    reading, officer = read_june()
    directive = confirm_reading(reading, actor=officer, expected_version=0)
    rows = list(Assignment.objects.filter(task__directive=directive))
    told = {
        (entry.object_id, entry.action): entry
        for entry in HistoryEntry.objects.filter(content_type__model="assignment")
    }
    for row in rows:
        assert (row.pk, "create") in told
        assert told[row.pk, "assign"].to_state == AssignmentState.ASSIGNED
        assert told[row.pk, "assign"].actor == officer
    assert HistoryEntry.objects.filter(content_type__model="task", action="create").count() == 25
    assert HistoryEntry.objects.of(reading).filter(action="confirm").count() == 1


def test_confirming_costs_the_same_for_few_and_for_many_units() -> None:
    costs = []
    for units in (2, 30):
        house = build_house()
        codes = [UnitFactory(authority=house.authority).code for _number in range(units)]
        task = read_task(roles=dict.fromkeys(codes, "lead"))
        reading = reading_of(house, *[task] * 5)
        with CaptureQueriesContext(connection) as queries:
            confirm_reading(reading, actor=house.home_affairs, expected_version=0)
        costs.append(len(queries))
    # 140 rows and 280 entries of history more come in a few batches, not one by one.
    assert costs[1] - costs[0] < 10


def test_all_problems_are_told_at_once_with_their_place_and_nothing_is_written() -> None:
    house = build_house()
    closed = UnitFactory(authority=house.authority, valid_to=date(2020, 1, 1))
    abroad = UnitFactory()
    reading = reading_of(
        house,
        read_task(anchor="3, 2"),
        read_task(anchor="4, 1", roles={closed.code: "lead"}),
        read_task(anchor="5, 1", roles={abroad.code: "lead"}),
        read_task(anchor="6, 1", roles={house.unit.code: "lead"}),
        issuer=None,
        subject="x" * 501,
    )
    before = counted()
    with pytest.raises(ValidationError) as refusal:
        confirm_reading(reading, actor=house.home_affairs, expected_version=0)
    told = refusal.value.messages
    assert len(told) == 5
    for place in ("3, 2", closed.code, abroad.code):
        assert sum(place in message for message in told) == 1
    assert not any("6, 1" in message for message in told)
    assert counted() == before
    reading.refresh_from_db()
    assert reading.state == ReadingState.OPEN


def test_work_is_not_given_on_a_day_that_has_not_come() -> None:
    house = build_house()
    reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError):
        confirm_reading(reading, actor=house.home_affairs, expected_version=0, assigned_on=tomorrow)
    assert not Directive.objects.exists()


def test_dropped_tasks_are_not_written() -> None:
    house = build_house()
    task = read_task(roles={house.unit.code: "lead"})
    reading = reading_of(house, task, read_task(anchor="1, 2"))
    save_proposal(reading, drop_task(reading.proposal, "t2"), actor=house.home_affairs, expected_version=0)
    directive = confirm_reading(reading, actor=house.home_affairs, expected_version=1)
    assert directive.tasks.count() == 1


def test_a_proposal_without_any_task_is_not_confirmed() -> None:
    house = build_house()
    with pytest.raises(ValidationError):
        confirm_reading(reading_of(house), actor=house.home_affairs, expected_version=0)


def test_a_failure_in_a_late_step_leaves_nothing_behind() -> None:
    house = build_house()
    reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
    # The original has vanished from the private folder: it is asked for after every row was written.
    reading.file, reading.file_name = "dispatches/gone.txt", "gone.txt"
    reading.save()
    before = counted()
    with pytest.raises(OSError):
        confirm_reading(reading, actor=house.home_affairs, expected_version=0)
    assert counted() == before
    reading.refresh_from_db()
    assert (reading.state, reading.directive) == (ReadingState.OPEN, None)


def test_the_database_itself_refuses_a_unit_twice_in_one_task() -> None:
    house = build_house()
    reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
    directive = confirm_reading(reading, actor=house.home_affairs, expected_version=0)
    row = Assignment.objects.get(task__directive=directive)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.bulk_create([Assignment(task=row.task, unit=row.unit)])


def test_a_correction_over_a_newer_one_is_refused_and_loses_nothing() -> None:
    reading, officer = read_june()
    other_screen = Reading.objects.get(pk=reading.pk)
    keys = [task["key"] for task in tasks_of(reading.proposal)]
    save_proposal(reading, merge_tasks(reading.proposal, keys[:2]), actor=officer, expected_version=0)
    with pytest.raises(StaleRecord) as refusal:
        save_proposal(
            other_screen,
            update_task(other_screen.proposal, keys[3], urgent=True),
            actor=officer,
            expected_version=0,
        )
    assert len(list(tasks_of(refusal.value.current.proposal))) == 24
    with pytest.raises(StaleRecord):
        confirm_reading(other_screen, actor=officer, expected_version=0)
    assert not Directive.objects.exists()


def test_a_correction_is_told_in_the_history_of_the_reading() -> None:
    reading, officer = read_june()
    save_proposal(reading, update_header(reading.proposal, number="700"), actor=officer, expected_version=0)
    entry = HistoryEntry.objects.of(reading).get(action="correct")
    assert entry.changes == [{"field": "number", "old": "", "new": "700"}]


def test_a_closed_reading_takes_no_corrections() -> None:
    house = build_house()
    reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
    discard_reading(reading, actor=house.home_affairs, expected_version=0)
    with pytest.raises(TransitionRefused):
        save_proposal(reading, reading.proposal, actor=house.home_affairs, expected_version=1)
    with pytest.raises(TransitionRefused):
        confirm_reading(reading, actor=house.home_affairs, expected_version=1)
    assert not Directive.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HOME_AFFAIRS])
def test_only_the_standing_body_reads_dispatches_in(role: Role) -> None:
    house = build_house()
    user = house.people[role]
    with pytest.raises(TransitionRefused):
        start_reading(unit=root_of(house.authority), actor=user, text=JUNE)
    reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
    with pytest.raises(TransitionRefused):
        confirm_reading(reading, actor=user, expected_version=0)


def test_the_standing_body_of_another_authority_cannot_confirm() -> None:
    house, abroad = build_house(), build_house()
    reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
    with pytest.raises(TransitionRefused):
        confirm_reading(reading, actor=abroad.home_affairs, expected_version=0)


def test_work_is_given_only_to_units_that_the_officer_may_assign_to() -> None:
    house = build_house()
    limited = user_with_role(Role.HOME_AFFAIRS, root_of(house.authority))
    reading = reading_of(house, read_task(roles={house.unit.code: "lead"}))
    with pytest.raises(ValidationError):
        confirm_reading(reading, actor=limited, expected_version=0)


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("virus.exe", b"MZ"),
        SimpleUploadedFile("empty.txt", b""),
        SimpleUploadedFile("not-a-letter.docx", b"plain text"),
        SimpleUploadedFile("zero.txt", b"\x00\x01\x02"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(upload: SimpleUploadedFile) -> None:
    house = build_house()
    with pytest.raises(ValidationError):
        start_reading(unit=root_of(house.authority), actor=house.home_affairs, upload=upload)
    assert not Reading.objects.exists()


def test_nothing_given_is_nothing_read() -> None:
    house = build_house()
    with pytest.raises(ValidationError):
        start_reading(unit=root_of(house.authority), actor=house.home_affairs, text="  \n")
