"""What Excel checks while a template is filled in: lists, days, numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reform.workbooks.cells import EMPTY_MARK

from .columns import SheetColumn
from .values import serial

# The days that are taken in.
_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2100, 12, 31)
_MOST = 999_999_999_999_999
_TITLE_LENGTH, _TEXT_LENGTH = 32, 255


def add_check(sheet: Worksheet, column: SheetColumn, cells: str, *, list_name: str = "") -> None:
    """Let Excel check what is typed into the cells of a column.

    A column that may be emptied only warns: the mark that empties a cell would not pass.

    Arguments:
        cells: the range of the column's cells.
        list_name: the workbook's name for the cells that the drop-down list offers.
    """
    rule, error = _rule(column, list_name)
    if not rule:
        return
    check = DataValidation(allow_blank=True, showErrorMessage=True, **rule)
    check.errorStyle = "stop" if column.required else "warning"
    check.errorTitle = column.heading[:_TITLE_LENGTH]
    if not column.required:
        hint = _("%(mark)s empties what the portal holds.") % {"mark": EMPTY_MARK}
        error = f"{error} {hint}"
    check.error = error[:_TEXT_LENGTH]
    check.add(cells)
    sheet.add_data_validation(check)


def _rule(column: SheetColumn, list_name: str) -> tuple[dict[str, Any], str]:
    """Return what Excel checks and what it says otherwise; nothing for columns that hold any text."""
    if list_name:
        return {"type": "list", "formula1": list_name}, _("Choose one of the list.")
    if column.kind in {"date", "datetime"}:
        days = {"formula1": str(serial(_FIRST_DAY)), "formula2": str(serial(_LAST_DAY))}
        return {"type": "date", "operator": "between", **days}, _("Write a day, for example 14/06/2022.")
    if column.kind == "percent":
        limits = {"formula1": "0", "formula2": "1"}
        return {"type": "decimal", "operator": "between", **limits}, _("Write 0% to 100%, for example 60%.")
    limits = {"formula1": str(-_MOST), "formula2": str(_MOST)}
    if column.kind == "integer":
        return {"type": "whole", "operator": "between", **limits}, _("Write a whole number.")
    if column.kind == "decimal":
        return {"type": "decimal", "operator": "between", **limits}, _("Write a number.")
    return {}, ""
