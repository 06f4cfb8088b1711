from .base import Record, RecordQuerySet
from .evidence import Evidence
from .history import HistoryEntry
from .imports import (
    ExportEntry,
    ImportBatch,
    ImportRow,
    ImportSideEffect,
    ImportState,
    NameAlias,
    Verdict,
)
from .papers import PaperTemplate, TemplateState
from .submission import Submission

__all__ = [
    "Evidence",
    "ExportEntry",
    "HistoryEntry",
    "ImportBatch",
    "ImportRow",
    "ImportSideEffect",
    "ImportState",
    "NameAlias",
    "PaperTemplate",
    "Record",
    "RecordQuerySet",
    "Submission",
    "TemplateState",
    "Verdict",
]
