"""Registration with Wagtail: the look of register screens and the addresses of evidence."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks

from .admin import register_screens
from .admin.views.evidence import download_evidence, remove_evidence_view
from .organisation.admin import OrganisationGroup

register_screens(OrganisationGroup)


@hooks.register("insert_global_admin_css")
def registers_stylesheet() -> str:
    """Load the stylesheet of register screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/registers.css"))


@hooks.register("register_admin_urls")
def evidence_urls() -> list[URLPattern]:
    """Return the addresses under which evidence is downloaded and removed."""
    return [
        path("evidence/<int:pk>/", download_evidence, name="registers_evidence"),
        path("evidence/<int:pk>/remove/", remove_evidence_view, name="registers_evidence_remove"),
    ]
