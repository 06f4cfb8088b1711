from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """What citizens read."""

    name = "home"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        """Follow publications."""
        from wagtail.signals import page_published

        from home.signals import draw_pictures_after_publication

        page_published.connect(draw_pictures_after_publication, dispatch_uid="home.draw_pictures")
