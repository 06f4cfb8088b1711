"""Wiring of the ground floor: groups follow the table of roles."""

from typing import Any


def sync_groups_after_migrate(**kwargs: Any) -> None:
    """Make Wagtail's groups equal to the table of roles; safe to run again and again."""
    from .groups import sync_groups

    sync_groups()
