from .base import Record, RecordQuerySet
from .evidence import Evidence
from .history import HistoryEntry
from .submission import Submission

__all__ = ["Evidence", "HistoryEntry", "Record", "RecordQuerySet", "Submission"]
