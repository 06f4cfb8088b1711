from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectivesConfig(AppConfig):
    """Dispatches and the tasks they assign."""

    name = "reform.directives"
    label = "directives"
    verbose_name = _("Directives")

    def ready(self) -> None:
        """Register the policies."""
        from . import permissions  # noqa: F401
