"""The screens of initiatives."""

from django.urls import URLPattern

from reform.initiatives.models import Initiative
from reform.initiatives.workflow import INITIATIVES
from reform.registers.admin import RegisterAdmin, StateColumn

from .board_views import BoardView
from .reminder import ReminderView
from .tones import INITIATIVE_TONES
from .work_filter import WORK


class InitiativeAdmin(RegisterAdmin):
    """See the module."""

    model = Initiative
    base_url_path = "initiatives/initiatives"
    menu_icon = "pick"
    list_columns = ("__str__", StateColumn("state", tones=INITIATIVE_TONES))
    filters = (WORK,)
    workflow = INITIATIVES
    state_tones = INITIATIVE_TONES
    takes_evidence = True

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses of the quota board and of the reminder."""
        return [self.list_path("board", BoardView), self.list_path("remind", ReminderView)]
