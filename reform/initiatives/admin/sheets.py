"""The screens of sheets."""

from reform.initiatives.models import ScoreSheet
from reform.initiatives.workflow import SHEETS
from reform.registers.admin import RegisterAdmin, StateColumn

from .tones import SHEET_TONES


class ScoreSheetAdmin(RegisterAdmin):
    """See the module."""

    model = ScoreSheet
    base_url_path = "initiatives/sheets"
    menu_icon = "table"
    list_columns = ("__str__", StateColumn("state", tones=SHEET_TONES))
    workflow = SHEETS
    state_tones = SHEET_TONES
    search_column = ""
