"""The members' score sheets."""

from reform.initiatives.models import Review
from reform.registers.admin import RegisterAdmin, StateColumn

from .tones import REVIEW_TONES


class ReviewAdmin(RegisterAdmin):
    """A member's own sheets, and after the meeting those of the others."""

    model = Review
    base_url_path = "initiatives/reviews"
    menu_icon = "edit"
    list_columns = ("__str__", StateColumn("state", tones=REVIEW_TONES))
    state_tones = REVIEW_TONES
    search_column = ""
