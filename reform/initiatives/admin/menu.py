"""The menu's entry for everything about initiatives."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reform.registers.admin import RegisterGroup

from .adoptions import AdoptionAdmin
from .councils import CouncilAdmin
from .decisions import DecisionAdmin
from .initiatives import InitiativeAdmin
from .reviews import ReviewAdmin
from .sheets import ScoreSheetAdmin


class InitiativesGroup(RegisterGroup):
    """The registers of initiatives under one entry."""

    menu_label = _("Initiatives")
    menu_icon = "pick"
    menu_order = 120
    items = (InitiativeAdmin, ReviewAdmin, CouncilAdmin, DecisionAdmin, AdoptionAdmin, ScoreSheetAdmin)
