"""The page of documentation that the tables of transitions write themselves."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.text import capfirst

from .admin.timeline import USUAL_ACTIONS
from .workflow import Workflow, registered_workflows

HEAD = """# States and transitions

Written by `manage.py document_workflows` from the tables in the registers' `workflow.py`; a test fails when
this page is out of date. Whoever prepared something never approves it: see "not by".
"""
COLUMNS = ("From", "Event", "To", "Who needs", "Must be given", "Not by who did")


def workflows_page() -> str:
    """Return the whole page, in English as all documentation, one table a workflow."""
    with translation.override("en"):
        workflows = sorted(registered_workflows(), key=lambda workflow: workflow.model._meta.label)
        return "\n".join([HEAD, *(_section(workflow) for workflow in workflows)])


def _section(workflow: Workflow) -> str:
    """Return one workflow: its states and its rows."""
    options = workflow.model._meta
    states = ", ".join(str(label) for label in workflow.states.labels)
    rows = []
    for described, row in zip(workflow.describe(), workflow.transitions, strict=True):
        source, label, *rest = (cell.replace("|", "\\|") for cell in described)
        rows.append((source, f"{label} (`{row.event}`)", *rest, _not_by(workflow, row.not_by)))
    heading = f"## {capfirst(str(options.verbose_name))} (`{options.label}`)"
    return f"{heading}\n\nStates: {states}.\n\n{_table(rows)}\n"


def _not_by(workflow: Workflow, events: Iterable[str]) -> str:
    """Return the words of the events whose doer is excluded; "create" stands in no table."""
    words = {event: row.label for event, row in workflow.by_event.items()}
    return ", ".join(str(words.get(event) or USUAL_ACTIONS[event]) for event in events) or "–"


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows as a table of Markdown."""
    lines = [COLUMNS, tuple("---" for _ in COLUMNS), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
