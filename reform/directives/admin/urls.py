"""Addresses that several screens of directives lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from reform.registers.admin import record_url

if TYPE_CHECKING:
    from reform.directives.models import Directive


def directive_url(directive: Directive) -> str:
    """Return the address of a directive's page; the dashboard while directives have no screens."""
    return record_url(directive) or reverse("wagtailadmin_home")
