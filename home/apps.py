from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """What citizens read."""

    name = "home"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        """Follow publications and new news lists."""
        from django.db.models.signals import post_save
        from wagtail.signals import page_published

        from home.approval import approve_news_of_a_new_list
        from home.models import NewsIndexPage
        from home.signals import (
            draw_pictures_after_publication,
            give_short_addresses_after_publication,
        )

        page_published.connect(draw_pictures_after_publication, dispatch_uid="home.draw_pictures")
        page_published.connect(give_short_addresses_after_publication, dispatch_uid="home.short_addresses")
        post_save.connect(approve_news_of_a_new_list, sender=NewsIndexPage, dispatch_uid="home.approval")
