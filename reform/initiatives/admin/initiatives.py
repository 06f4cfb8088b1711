"""The screens of initiatives."""

from reform.initiatives.models import Initiative
from reform.initiatives.workflow import INITIATIVES
from reform.registers.admin import RegisterAdmin, StateColumn

from .tones import INITIATIVE_TONES


class InitiativeAdmin(RegisterAdmin):
    """See the module."""

    model = Initiative
    base_url_path = "initiatives/initiatives"
    menu_icon = "pick"
    list_columns = ("__str__", StateColumn("state", tones=INITIATIVE_TONES))
    workflow = INITIATIVES
    state_tones = INITIATIVE_TONES
    takes_evidence = True
