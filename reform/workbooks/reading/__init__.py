"""Reading spreadsheets that people made: XLSX, ODS and CSV, whatever is odd or hostile in them.

Plain code on plain values: it knows no register, no model and no request. A file becomes a `Workbook`, a
workbook becomes a `Table`, or `FileRefused` says in one sentence what is wrong and what to do.
"""

from .limits import Limits, limits_from_settings
from .table import Heading, Note, Place, Table, find_table
from .workbook import FORMULA, Cell, Merged, Sheet, Workbook, cell_name, estimate_rows, read_workbook

__all__ = [
    "FORMULA",
    "Cell",
    "Heading",
    "Limits",
    "Merged",
    "Note",
    "Place",
    "Sheet",
    "Table",
    "Workbook",
    "cell_name",
    "estimate_rows",
    "find_table",
    "limits_from_settings",
    "read_workbook",
]
