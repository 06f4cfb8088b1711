"""`manage.py document_workflows`: writes docs/workflows.md from the registers' tables of transitions."""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import module_has_submodule

from reform.registers.documentation import workflows_page

PAGE = Path(settings.ROOT_DIR) / "docs" / "workflows.md"


def load_workflows() -> None:
    """Import every register's table."""
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "workflow"):
            import_module(f"{config.name}.workflow")


class Command(BaseCommand):
    """Write the page of states and transitions."""

    help = "Write docs/workflows.md from the registers' tables of transitions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page and say where it lies."""
        load_workflows()
        PAGE.write_text(workflows_page(), encoding="utf-8")
        self.stdout.write(str(PAGE.relative_to(settings.ROOT_DIR)))
