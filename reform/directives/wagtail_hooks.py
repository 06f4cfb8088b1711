"""Registration of the screens of directives with Wagtail."""

from django.utils.translation import gettext_lazy as _

from reform.registers.admin import RegisterGroup, register_screens

from .admin.reading import ReadingAdmin


@register_screens
class DirectivesGroup(RegisterGroup):
    """One entry of the menu for everything about directives."""

    menu_label = _("Directives")
    menu_icon = "clipboard-list"
    menu_order = 110
    items = (ReadingAdmin,)
