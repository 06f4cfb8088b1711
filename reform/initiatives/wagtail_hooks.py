"""Registration of the screens of initiatives with Wagtail."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from reform.registers.admin import register_screens

from .admin.landing import show_what_waits_among_initiatives
from .admin.menu import InitiativesGroup

register_screens(InitiativesGroup)
# After the unit's own work and the messages.
hooks.register("construct_homepage_panels", show_what_waits_among_initiatives, order=2)


@hooks.register("insert_global_admin_css")
def initiatives_stylesheet() -> str:
    """Load the stylesheet of initiatives' screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/initiatives_admin.css"))
