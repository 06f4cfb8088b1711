"""What the preview of an import shows, in words and links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reform.registers.admin.columns import EMPTY, Tone
from reform.registers.models import ImportBatch, ImportRow, ImportState, Verdict
from reform.registers.spreadsheets.batches import name_field
from reform.registers.spreadsheets.layout import Layout
from reform.registers.spreadsheets.remarks import TellingRemark, tell_row
from reform.registers.spreadsheets.resources import RegisterResource

VERDICT_TONES: dict[str, Tone] = {
    Verdict.NEW: "good",
    Verdict.CHANGED: "progress",
    Verdict.UNCHANGED: "neutral",
    Verdict.REJECTED: "bad",
}
STATE_TONES: dict[str, Tone] = {
    ImportState.UPLOADED: "progress",
    ImportState.REFUSED: "bad",
    ImportState.PREVIEWED: "warning",
    ImportState.APPLYING: "progress",
    ImportState.APPLIED: "good",
    ImportState.UNDOING: "progress",
}


@dataclass(frozen=True)
class VerdictLink:
    """One figure of the summary, which leads to its rows."""

    label: str | Promise
    count: int
    url: str
    is_current: bool
    tone: Tone


@dataclass(frozen=True)
class PreviewRow:
    """One row of the preview.

    Attributes:
        changes: triples of heading, old and new value.
    """

    number: int
    label: str
    url: str
    verdict: str | Promise
    tone: Tone
    changes: list[tuple[str, str, str]]
    remarks: list[TellingRemark]


def batch_summary(batch: ImportBatch) -> dict[str, Any]:
    """Return the import's state with its tone, and how many rows would be written."""
    return {
        "state": batch.get_state_display(),
        "tone": STATE_TONES.get(batch.state, "neutral"),
        "to_write": batch.rows_new + batch.rows_changed,
        "percent": round(100 * batch.rows_done / batch.rows_total) if batch.rows_total else 0,
    }


def verdict_links(batch: ImportBatch, address: str, current: str) -> list[VerdictLink]:
    """Return the figures of the summary."""
    figures = (
        (Verdict.NEW, batch.rows_new),
        (Verdict.CHANGED, batch.rows_changed),
        (Verdict.UNCHANGED, batch.rows_unchanged),
        (Verdict.REJECTED, batch.rows_rejected),
    )
    everything = VerdictLink(_("All rows"), batch.rows_total, address, not current, "neutral")
    return [
        everything,
        *(
            VerdictLink(
                verdict.label,
                count,
                f"{address}?verdict={verdict.value}",
                current == verdict.value,
                VERDICT_TONES[verdict],
            )
            for verdict, count in figures
        ),
    ]


def preview_rows(
    rows: Iterable[ImportRow], batch: ImportBatch, resource: RegisterResource, admin: Any
) -> list[PreviewRow]:
    """Return the rows of one page."""
    layout = Layout.from_json(batch.layout)
    return [_preview_row(row, batch, layout, resource, admin) for row in rows]


def _preview_row(
    row: ImportRow, batch: ImportBatch, layout: Layout, resource: RegisterResource, admin: Any
) -> PreviewRow:
    is_gone = batch.state == ImportState.UNDONE and row.verdict == Verdict.NEW
    return PreviewRow(
        number=row.number,
        label=row.label or EMPTY,
        url=admin.url_for("inspect", row.object_id) if row.object_id and not is_gone else "",
        verdict=row.get_verdict_display(),
        tone=VERDICT_TONES[row.verdict],
        changes=[
            (resource.columns[name].heading, old or EMPTY, new or EMPTY)
            for name, old, new in row.changes
            if name in resource.columns and (old or new)
        ],
        remarks=[told for told, _kind in tell_row(row.number, row.cells, row.remarks, layout, resource)],
    )


def name_questions(batch: ImportBatch, resource: RegisterResource) -> list[dict[str, Any]]:
    """Return the names without a record, each with what it may stand for."""
    return [
        {
            "field": name_field(entry["column"], entry["name"]),
            "name": entry["name"],
            "count": entry["count"],
            "heading": resource.columns[entry["column"]].heading,
            "suggestions": entry["suggestions"],
        }
        for entry in batch.unmatched
        if entry["column"] in resource.columns
    ]
