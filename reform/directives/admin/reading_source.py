"""The text of a dispatch with the places of its tasks marked, for reading beside the proposal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reform.directives.proposals import Entry


@dataclass(frozen=True)
class Piece:
    """A stretch of one paragraph; with a key it belongs to a task, and the first one is its anchor."""

    text: str
    key: str = ""
    number: int = 0
    is_anchor: bool = False
    is_dropped: bool = False


@dataclass(frozen=True)
class Source:
    """The paragraphs in pieces, and under which task's anchor each task is found."""

    paragraphs: list[list[Piece]] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Stretch:
    start: int
    end: int
    key: str
    number: int
    is_dropped: bool


def mark_source(text: str, tasks: Iterable[Entry]) -> Source:
    """Return the text cut where tasks begin and end.

    A merged task is marked at each of its places; a part cut by hand at its own words.
    """
    placed = sorted(
        (
            _Stretch(start, end, task["key"], number, task["dropped"])
            for number, task in enumerate(tasks, start=1)
            for start, end in _places(text, task)
        ),
        key=lambda stretch: (stretch.start, -stretch.end),
    )
    stretches, anchors = _without_overlap(placed)
    paragraphs, offset, anchored = [], 0, set[str]()
    for line in text.split("\n"):
        paragraphs.append(_cut(text, offset, offset + len(line), stretches, anchored))
        offset += len(line) + 1
    return Source(paragraphs, anchors)


def _places(text: str, task: Entry) -> list[tuple[int, int]]:
    """Return where a task's words stand; where it was read when they were rewritten."""
    span = task.get("span")
    start = span[0] if span else 0
    found = [
        (place, place + len(line))
        for line in task["text"].split("\n")
        if line and (place := _find(text, line, start)) >= 0
    ]
    return found or ([(span[0], span[1])] if span else [])


def _find(text: str, line: str, start: int) -> int:
    place = text.find(line, start)
    return place if place >= 0 else text.find(line)


def _without_overlap(placed: list[_Stretch]) -> tuple[list[_Stretch], dict[str, str]]:
    """Return stretches one after the other; a task that lies within another is found at that one."""
    kept: list[_Stretch] = []
    anchors: dict[str, str] = {}
    for stretch in placed:
        if kept and stretch.start < kept[-1].end:
            anchors.setdefault(stretch.key, kept[-1].key)
        else:
            kept.append(stretch)
            anchors[stretch.key] = stretch.key
    return kept, anchors


def _cut(text: str, start: int, end: int, stretches: list[_Stretch], anchored: set[str]) -> list[Piece]:
    """Return the pieces of one paragraph."""
    pieces, position = [], start
    for stretch in stretches:
        first, last = max(stretch.start, position), min(stretch.end, end)
        if first >= last:
            continue
        if first > position:
            pieces.append(Piece(text[position:first]))
        values: dict[str, Any] = {"key": stretch.key, "number": stretch.number}
        pieces.append(
            Piece(
                text[first:last],
                is_anchor=stretch.key not in anchored,
                is_dropped=stretch.is_dropped,
                **values,
            )
        )
        anchored.add(stretch.key)
        position = last
    if position < end:
        pieces.append(Piece(text[position:end]))
    return pieces
