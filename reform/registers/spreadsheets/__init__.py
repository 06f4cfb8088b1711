"""Spreadsheets in and out of every register.

A register declares a `RegisterResource` in its `resources.py` and names it in its screens
(`RegisterAdmin.resource`); upload, preview, confirmation, taking back, export and template come from here.
How an import works stands in `docs/spreadsheets.md`.
"""

from reform.workbooks.problems import CellRefused, FileRefused

from .columns import Column
from .lookups import Lookup, RecordsWidget, RecordWidget
from .parts import PartField, PartsColumn, PartsWidget
from .resources import RegisterResource, register_resource, registered_resources, resource_for
from .verdicts import Judged, Remark
from .widgets import (
    BooleanWidget,
    CellWidget,
    ChoiceWidget,
    CodeWidget,
    DateWidget,
    DecimalWidget,
    IntegerWidget,
    LinesWidget,
    PercentWidget,
    PeriodWidget,
    TextWidget,
)
from .writes import Writes

__all__ = [
    "BooleanWidget",
    "CellRefused",
    "CellWidget",
    "ChoiceWidget",
    "CodeWidget",
    "Column",
    "DateWidget",
    "DecimalWidget",
    "FileRefused",
    "IntegerWidget",
    "Judged",
    "LinesWidget",
    "Lookup",
    "PartField",
    "PartsColumn",
    "PartsWidget",
    "PercentWidget",
    "PeriodWidget",
    "RecordWidget",
    "RecordsWidget",
    "RegisterResource",
    "Remark",
    "TextWidget",
    "Writes",
    "register_resource",
    "registered_resources",
    "resource_for",
]
