"""Registration of the screens of directives with Wagtail."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from reform.registers.admin import register_screens

from .admin.landing import put_unit_work_first
from .admin.menu import DirectivesGroup

register_screens(DirectivesGroup)


@hooks.register("construct_homepage_panels")
def landing_page(request: HttpRequest, panels: list[Any]) -> None:
    """Head the landing page with the unit's work."""
    put_unit_work_first(request, panels)


@hooks.register("insert_global_admin_css")
def directives_stylesheet() -> str:
    """Load the stylesheet of directives' screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/directives.css"))
