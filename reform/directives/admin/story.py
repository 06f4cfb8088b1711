"""What the selectors found, made ready for templates: addresses, tones, counts of states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, ExtensionRequest, Task, TaskTarget
from reform.directives.selectors import AssignmentStory, SectionLines, TaskLine, TaskStory, WorkRow
from reform.registers.admin import admin_for
from reform.registers.admin.columns import Tone
from reform.registers.admin.timeline import Event, tell
from reform.registers.models import Evidence, HistoryEntry

from .links import address
from .words import EXTENSION_TONES, STATE_TONES


@dataclass(frozen=True)
class Part:
    """One unit's part of a task as a template shows it."""

    row: WorkRow
    url: str
    tone: Tone
    evidence: tuple[Evidence, ...] = ()
    extensions: tuple[dict[str, Any], ...] = ()

    @property
    def assignment(self) -> Assignment:
        """The assignment itself."""
        return self.row.assignment


@dataclass(frozen=True)
class Share:
    """How many parts of a task are in one state, and where the bar of states shows them.

    Attributes:
        start: where its piece of the bar begins, in hundredths of the bar.
        width: how wide it is.
    """

    label: str
    tone: Tone
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Line:
    """A task on its dispatch's page."""

    task: Task
    url: str
    targets: list[TaskTarget]
    is_done: bool
    parts: list[Part]
    shares: list[Share]
    late: int
    mean_progress: int


@dataclass(frozen=True)
class Section:
    """A section of a dispatch with its tasks."""

    number: str
    heading: str
    lines: list[Line]


def section_view(section: SectionLines) -> Section:
    """Return a section ready for the template."""
    return Section(section.number, section.heading, [line_view(line) for line in section.tasks])


def line_view(line: TaskLine) -> Line:
    """Return a task with its units, ready for the template."""
    parts = [part_view(row) for row in line.rows]
    return Line(
        task=line.task,
        url=address(Task, "inspect", line.task.pk),
        targets=line.targets,
        is_done=line.is_done,
        parts=parts,
        shares=shares_of(parts),
        late=sum(part.row.is_overdue for part in parts),
        mean_progress=round(sum(part.assignment.progress for part in parts) / len(parts)) if parts else 0,
    )


def part_view(row: WorkRow) -> Part:
    """Return one unit's part ready for the template."""
    return Part(row, address(Assignment, "inspect", row.assignment.pk), STATE_TONES[row.assignment.state])


def told_part(story: AssignmentStory) -> Part:
    """Return one unit's part with its files and its requests for more time."""
    return replace(
        part_view(story.row),
        evidence=tuple(story.evidence),
        extensions=tuple(
            {
                "request": request,
                "url": address(ExtensionRequest, "inspect", request.pk),
                "tone": EXTENSION_TONES[request.state],
            }
            for request in story.extensions
        ),
    )


def shares_of(parts: list[Part]) -> list[Share]:
    """Return how many parts are in each state, in the order of a task's life."""
    counts = Counter(part.assignment.state for part in parts)
    shares, start = [], 0.0
    for state in AssignmentState:
        if counts[state]:
            width = 100 * counts[state] / len(parts)
            shares.append(Share(str(state.label), STATE_TONES[state], counts[state], start, width))
            start += width
    return shares


def told_events(story: TaskStory) -> list[Event]:
    """Return the whole history of a task, each entry of a unit's part with the unit's name before it."""
    units = {item.row.assignment.pk: str(item.row.assignment.unit) for item in story.assignments}
    asked = {
        request.pk: units[item.row.assignment.pk] for item in story.assignments for request in item.extensions
    }
    return [event for entry in story.entries for event in _told(entry, units, asked)]


def _told(entry: HistoryEntry, units: dict[int, str], asked: dict[int, str]) -> Iterable[Event]:
    """Return the entry in the words of its register; nothing for a model that has no screens."""
    model = entry.content_type.model_class()
    screens = admin_for(model) if model is not None else None
    if screens is None:
        return []
    about = {Assignment: units, ExtensionRequest: asked}.get(model, {}).get(entry.object_id)  # type: ignore[arg-type]
    return [
        replace(event, label=f"{about}: {event.label}" if about else event.label)
        for event in tell([entry], screens)
    ]
