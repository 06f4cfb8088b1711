from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """Citizens' questions and feedback."""

    name = "reform.feedback"
    label = "feedback"
    verbose_name = _("Questions and feedback")

    def ready(self) -> None:
        """Register the policies."""
        from . import permissions  # noqa: F401
