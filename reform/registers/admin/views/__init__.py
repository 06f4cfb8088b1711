"""The hardened views: every screen of a register is one of these or inherits from one."""

from .base import ClosedView, RecordView, RegisterView
from .delete import DeleteView
from .evidence import AttachEvidenceView
from .forms import CreateView, EditView, save_changed_record, save_new_record
from .listing import ListView
from .record import HistoryView, RecordPageView
from .transition import TransitionView

__all__ = [
    "AttachEvidenceView",
    "ClosedView",
    "CreateView",
    "DeleteView",
    "EditView",
    "HistoryView",
    "ListView",
    "RecordPageView",
    "RecordView",
    "RegisterView",
    "TransitionView",
    "save_changed_record",
    "save_new_record",
]
