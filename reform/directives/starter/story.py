"""Telling a story by the real workflow: who did what on which day, checked as any user's act is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from reform.directives.models import Assignment, Directive, ExtensionRequest
from reform.directives.services import decide_extension, pass_on, request_extension
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit, User
from reform.organisation.starter.people import People
from reform.registers.evidence import attach_evidence


class Story:
    """The assignments of a directive, found by the task's place in the text and the unit's code."""

    def __init__(self, directive: Directive, people: People) -> None:
        self.people = people
        self._ticks = 0
        self._rows: dict[int, dict[str, Assignment]] = {}
        rows = Assignment.objects.filter(task__directive=directive).select_related("unit__authority", "task")
        for row in rows.order_by("task__position", "unit__position"):
            self._rows.setdefault(row.task.position, {})[row.unit.code] = row

    def rows(self, position: int) -> dict[str, Assignment]:
        """Return the assignments of one task by the unit's code, in the order of the units."""
        return self._rows[position]

    def all_rows(self) -> Iterable[Assignment]:
        """Yield every assignment."""
        for rows in self._rows.values():
            yield from rows.values()

    def moment(self, day: date) -> datetime:
        """Return a moment on a day, in office hours, later than the ones before; never after now."""
        self._ticks += 1
        start = timezone.make_aware(datetime.combine(day, time(8)))
        return min(start + timedelta(seconds=7 * (self._ticks % 4000)), timezone.now())

    def do(self, row: Assignment, event: str, day: date, **inputs: Any) -> None:
        """Let the person whose duty it is do one event."""
        transition = ASSIGNMENTS.by_event[event]
        actors: dict[Capability | None, User | None] = {
            None: None,
            Capability.ENTER: self.people.officer(row.unit),
            Capability.SUBMIT: self.people.head(row.unit),
        }
        actor = actors.get(transition.capability, self.people.home_affairs)
        ASSIGNMENTS.perform(row, event, actor=actor, inputs=inputs, at=self.moment(day))

    def prove(self, row: Assignment, day: date, upload: UploadedFile, description: str = "") -> None:
        """Attach a file in the name of the unit's officer."""
        attach_evidence(
            row,
            actor=self.people.officer(row.unit),
            upload=upload,
            description=description,
            is_sample=True,
            at=self.moment(day),
        )

    def report(self, row: Assignment, day: date, result: str, document: str = "") -> None:
        """Let the officer prepare the result and the head send it the same day."""
        self.do(row, "prepare", day, result=result, result_document=document)
        self.do(row, "submit", day)

    def finish(
        self,
        row: Assignment,
        day: date,
        result: str,
        document: str = "",
        *,
        checked_after: int = 2,
        cause: str = "",
        quality: str = "4",
    ) -> None:
        """Let a unit report on `day` and the standing body complete it some days later."""
        self.report(row, day, result, document)
        self.do(
            row,
            "complete",
            day + timedelta(days=checked_after),
            lateness_reason=cause,
            quality=quality,
        )

    def give_back(self, row: Assignment, day: date, reason: str) -> None:
        """Let the standing body return a report."""
        self.do(row, "return", day, reason=reason)

    def pass_on(self, row: Assignment, to_unit: Unit, day: date, reason: str) -> Assignment:
        """Let the standing body pass a rejected task to another unit."""
        successor = pass_on(
            row, to_unit=to_unit, reason=reason, actor=self.people.home_affairs, at=self.moment(day)
        )
        self._rows[row.task.position][to_unit.code] = successor
        return successor

    def ask_for_time(self, row: Assignment, day: date, new_due: date, reason: str) -> ExtensionRequest:
        """Let the unit ask for a later due date."""
        return request_extension(
            row, new_due=new_due, reason=reason, actor=self.people.officer(row.unit), at=self.moment(day)
        )

    def decide(self, request: ExtensionRequest, event: str, day: date, reason: str = "") -> None:
        """Let the standing body grant or refuse more time."""
        decide_extension(
            request,
            event,
            actor=self.people.home_affairs,
            inputs={"reason": reason},
            at=self.moment(day),
        )
        request.assignment.refresh_from_db()
