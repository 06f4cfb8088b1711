from .base import Record, RecordQuerySet
from .evidence import Evidence
from .history import HistoryEntry

__all__ = ["Evidence", "HistoryEntry", "Record", "RecordQuerySet"]
