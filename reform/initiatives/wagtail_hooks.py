"""Registration of the screens of initiatives with Wagtail."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from reform.registers.admin import register_screens

from .admin.menu import InitiativesGroup

register_screens(InitiativesGroup)


@hooks.register("insert_global_admin_css")
def initiatives_stylesheet() -> str:
    """Load the stylesheet of initiatives' screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/initiatives_admin.css"))
