"""The findings of the checks in templates of the admin."""

from typing import Any

from django import template
from wagtail.models import Page

from home.content_checks import check_page
from home.content_texts import Finding

register = template.Library()


@register.simple_tag
def content_findings(page: Any) -> list[Finding]:
    """Return what to look at again in the latest version of a page; nothing for other records."""
    return check_page(page.get_latest_revision_as_object()) if isinstance(page, Page) else []
