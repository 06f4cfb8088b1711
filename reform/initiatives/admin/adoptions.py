"""Where else initiatives are applied."""

from reform.initiatives.models import Adoption
from reform.registers.admin import RegisterAdmin


class AdoptionAdmin(RegisterAdmin):
    """What other units say they apply."""

    model = Adoption
    base_url_path = "initiatives/adoptions"
    menu_icon = "copy"
    list_columns = ("__str__", "applied_from")
    search_column = "initiative__search_text"
    takes_evidence = True
