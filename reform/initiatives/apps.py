from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    """Initiatives, from an idea in a unit to the City's decision."""

    name = "reform.initiatives"
    label = "initiatives"
    verbose_name = _("Initiatives")

    def ready(self) -> None:
        """Register the policies and the kinds of paper."""
        from . import permissions  # noqa: F401
        from .papers import kinds  # noqa: F401
