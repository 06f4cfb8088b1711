from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    """What every register stands on: screens, permissions, history, evidence, workflow."""

    name = "reform.registers"
    label = "registers"
    verbose_name = _("Registers")

    def ready(self) -> None:
        """Register the system checks."""
        from . import checks  # noqa: F401
        from .organisation import permissions  # noqa: F401
        from .papers import permissions as paper_permissions  # noqa: F401
