"""Spreadsheets out: exports, templates, and uploaded workbooks given back with remarks. Knows no model."""

from .columns import Kind, SheetColumn
from .delimited import stream_csv
from .harmless import CUT_MARK, harmless, was_cut
from .marks import MarkedRow, remarks_heading, remarks_headings
from .ods import stream_ods
from .opening import CannotBeMarked
from .rebuilt import build_marked
from .remarked import mark_workbook
from .remarked_ods import mark_ods
from .template import FurtherSheet, write_template
from .xlsx import Written, write_xlsx

__all__ = [
    "CUT_MARK",
    "CannotBeMarked",
    "FurtherSheet",
    "Kind",
    "MarkedRow",
    "SheetColumn",
    "Written",
    "build_marked",
    "harmless",
    "mark_ods",
    "mark_workbook",
    "remarks_heading",
    "remarks_headings",
    "stream_csv",
    "stream_ods",
    "was_cut",
    "write_template",
    "write_xlsx",
]
