from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """What citizens read."""

    name = "home"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        """Follow publications and new news lists."""
        from django.db.models.signals import post_save
        from wagtail.documents import get_document_model
        from wagtail.signals import page_published

        from home.approval import approve_news_of_a_new_list
        from home.models import LegalDocumentPage, NewsIndexPage
        from home.signals import (
            draw_pictures_after_publication,
            read_text_after_publication,
            read_text_of_a_changed_file,
        )

        page_published.connect(draw_pictures_after_publication, dispatch_uid="home.draw_pictures")
        post_save.connect(approve_news_of_a_new_list, sender=NewsIndexPage, dispatch_uid="home.approval")
        page_published.connect(
            read_text_after_publication, sender=LegalDocumentPage, dispatch_uid="home.read_text"
        )
        post_save.connect(
            read_text_of_a_changed_file, sender=get_document_model(), dispatch_uid="home.read_changed_file"
        )
