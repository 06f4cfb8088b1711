"""From a corrected proposal to records: everything is built and checked first, then written at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.history import build_history, differences, snapshot
from reform.registers.models import HistoryEntry

from .enums import AssignmentState
from .models import Assignment, CitedDocument, Directive, Reading, Task, TaskTarget
from .proposal_values import read_date
from .proposals import Entry, kept_tasks
from .rules import first_due
from .workflow import ASSIGNMENTS

if TYPE_CHECKING:
    from reform.organisation.models import Unit, User


@dataclass
class Plan:
    """The records that confirming a reading will write, and what stands in the way of it."""

    directive: Directive
    cited_documents: list[CitedDocument] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    targets: list[TaskTarget] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def check(self, record: models.Model, place: str) -> None:
        """Note what the fields of `record` refuse, with the place where the officer finds it."""
        relations = {item.name for item in record._meta.fields if item.is_relation}
        try:
            record.clean_fields(exclude=relations)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                label = record._meta.get_field(name).verbose_name  # type: ignore[union-attr]
                self.problems += [f"{place}: {label} – {message}" for message in messages]


def moment_of(day: date) -> datetime:
    """Return the moment on a day at which its effects count: eight in the morning, local time."""
    return timezone.make_aware(datetime.combine(day, time(8)))


def build_plan(reading: Reading, *, actor: User, assigned_on: date) -> Plan:
    """Return the unwritten records of a reading; `problems` holds all that keeps them from being written.

    Two queries: the units of the authority, and the actor's access when it was not read before.
    """
    proposal = reading.proposal
    plan = Plan(directive=_directive(reading))
    plan.check(plan.directive, _("Head of the document"))
    if plan.directive.issued_on and plan.directive.issued_on > timezone.localdate():
        plan.problems.append(_("Head of the document: the date of issue lies in the future."))
    if assigned_on > timezone.localdate():
        plan.problems.append(_("The day on which the work is given lies in the future."))
    for position, row in enumerate(proposal["cited_documents"]):
        cited = _cited_document(plan.directive, row, position)
        plan.check(cited, _("Cited document %(number)s") % {"number": cited.number or position + 1})
        plan.cited_documents.append(cited)
    if not kept_tasks(proposal):
        plan.problems.append(_("There is no task left: add one, or discard the reading."))
    units = {unit.code: unit for unit in _units(reading)}
    position = 0
    for section in proposal["sections"]:
        for entry in section["tasks"]:
            if not entry["dropped"]:
                position += 1
                _plan_task(plan, section, entry, position)
                _plan_assignments(plan, entry, units=units, actor=actor, assigned_on=assigned_on)
    return plan


def write_plan(plan: Plan, *, actor: User, at: datetime) -> list[HistoryEntry]:
    """Write every record of a plan without problems and return the history to be written with them.

    The number of queries grows with batches of rows, not with rows. Call it inside a transaction.
    """
    plan.directive.full_clean()
    plan.directive.save(force_insert=True)
    CitedDocument.objects.bulk_create(plan.cited_documents)
    Task.objects.bulk_create(plan.tasks)
    TaskTarget.objects.bulk_create(plan.targets)
    drafts = [snapshot(_as_draft(row)) for row in plan.assignments]
    Assignment.objects.bulk_create(plan.assignments)
    created = [_created(record, actor, at) for record in (plan.directive, *plan.tasks)]
    for row, draft in zip(plan.assignments, drafts, strict=True):
        created += [_created(row, actor, at, values=draft), _assigned(row, actor, at, draft=draft)]
    return created


# --- building ---


def _units(reading: Reading) -> models.QuerySet[Unit]:
    return reading.unit.authority.units.taking_work()


def _directive(reading: Reading) -> Directive:
    proposal = reading.proposal
    return Directive(
        unit=reading.unit,
        number=proposal["number"],
        symbol=proposal["symbol"],
        issued_on=read_date(proposal["date"]),
        issuer=proposal["issuer"] or "",
        level=proposal["level"],
        subject=proposal["subject"] or "",
        text=reading.text,
        is_sample=reading.is_sample,
    )


def _cited_document(directive: Directive, row: Mapping[str, Any], position: int) -> CitedDocument:
    return CitedDocument(
        directive=directive,
        kind=row.get("type") or "",
        number=row.get("number") or "",
        issued_on=read_date(row.get("date")),
        corrected_on=read_date(row.get("corrected_date")),
        issuer=row.get("issuer") or "",
        subject=row.get("subject") or "",
        position=position,
    )


def place_of(entry: Entry) -> str:
    """Return where a task stands, as an officer looks for it: "Section 3, bullet 2"."""
    if entry["anchor"]:
        return _("Section %(anchor)s") % {"anchor": entry["anchor"]}
    return _("Outside the sections") if entry.get("span") else _("Added task")


def _plan_task(plan: Plan, section: Mapping[str, Any], entry: Entry, position: int) -> None:
    task = Task(
        directive=plan.directive,
        position=position,
        section_number=section["number"],
        section_heading=Truncator(section["heading"]).chars(500),
        anchor=Truncator(entry["anchor"]).chars(60),
        text=entry["text"],
        result_kind=entry["result_kind"],
        reform_field=entry["reform_field"],
        due_on=read_date(entry["due"]),
        due_by_rule=entry["due_by_rule"],
        frequency=entry["frequency"],
        urgent=entry["urgent"],
        is_sample=plan.directive.is_sample,
    )
    task.keep_search_text()
    plan.check(task, place_of(entry))
    plan.tasks.append(task)
    for row in entry["targets"]:
        target = TaskTarget(
            task=task,
            label=Truncator(row["text"]).chars(300),
            value=Decimal(str(row["value"])),
            measure=row["unit"],
            at_least=row["comparison"] in {">=", ">"},
        )
        plan.check(target, place_of(entry))
        plan.targets.append(target)


def _plan_assignments(
    plan: Plan, entry: Entry, *, units: Mapping[str, Unit], actor: User, assigned_on: date
) -> None:
    place, task = place_of(entry), plan.tasks[-1]
    if not entry["roles"]:
        plan.problems.append(_("%(place)s: no responsible unit.") % {"place": place})
    for code, role in entry["roles"].items():
        unit = units.get(code)
        if unit is None:
            plan.problems.append(
                _("%(place)s: “%(code)s” is not an open unit of the authority.")
                % {"place": place, "code": code}
            )
        elif not access_of(actor).allows(Capability.ASSIGN, unit.pk):
            plan.problems.append(
                _("%(place)s: you may not assign work to %(unit)s.") % {"place": place, "unit": unit}
            )
        else:
            row = Assignment(task=task, unit=unit, role=role, is_sample=task.is_sample)
            row.original_due = row.due = first_due(
                due_on=task.due_on,
                frequency=task.frequency,
                start=assigned_on,
                day_of_period=entry.get("frequency_day"),
            )
            _assign(row, actor, assigned_on)
            plan.check(row, place)
            plan.assignments.append(row)


def _assign(row: Assignment, actor: User, assigned_on: date) -> None:
    """Do to an unwritten row what the workflow's table says of "assign"."""
    transition = ASSIGNMENTS.by_event["assign"]
    if transition.effect is not None:
        transition.effect(row, {}, actor, moment_of(assigned_on))
    row.state = transition.target or row.state


# --- history ---


def _as_draft(row: Assignment) -> Assignment:
    """Return the row as it was before it was assigned."""
    return Assignment(
        task=row.task, unit=row.unit, role=row.role, state=AssignmentState.DRAFT, is_sample=row.is_sample
    )


def _created(
    record: models.Model, actor: User, at: datetime, values: dict[str, str] | None = None
) -> HistoryEntry:
    changes = differences({}, values if values is not None else snapshot(record))
    return build_history(record, actor=actor, action="create", changes=changes, at=at)


def _assigned(row: Assignment, actor: User, at: datetime, *, draft: dict[str, str]) -> HistoryEntry:
    return build_history(
        row,
        actor=actor,
        action="assign",
        from_state=AssignmentState.DRAFT,
        to_state=row.state,
        changes=differences(draft, snapshot(row)),
        at=at,
    )
