"""The screens of councils."""

from reform.initiatives.models import Council
from reform.initiatives.workflow import COUNCILS
from reform.registers.admin import RegisterAdmin, StateColumn

from .tones import COUNCIL_TONES


class CouncilAdmin(RegisterAdmin):
    """See the module."""

    model = Council
    base_url_path = "initiatives/councils"
    menu_icon = "group"
    list_columns = ("__str__", StateColumn("state", tones=COUNCIL_TONES))
    workflow = COUNCILS
    state_tones = COUNCIL_TONES
    takes_evidence = True
