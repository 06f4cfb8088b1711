from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """What citizens read."""

    name = "home"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        """Follow publications, new news lists, alert banners and files of documents."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.admin.forms import choosers
        from wagtail.documents import get_document_model
        from wagtail.signals import page_published

        from home.alerts import forget_alerts
        from home.approval import approve_news_of_a_new_list, approve_pages_of_a_new_site
        from home.four_eyes import require_two_people
        from home.models import AlertBanner, LegalDocumentPage, NewsIndexPage
        from home.signals import (
            follow_publication,
            give_short_addresses_after_publication,
            read_text_after_publication,
            read_text_of_a_changed_file,
        )
        from reform.organisation.models import Authority

        require_two_people()
        # Wagtail gives these fields no words that could be translated.
        for form in (choosers.ExternalLinkChooserForm, choosers.EmailLinkChooserForm,
                     choosers.PhoneLinkChooserForm, choosers.AnchorLinkChooserForm):  # fmt: skip
            form.base_fields["link_text"].label = _("Words of the link")
        page_published.connect(follow_publication, dispatch_uid="home.follow_publication")
        page_published.connect(give_short_addresses_after_publication, dispatch_uid="home.short_addresses")
        post_save.connect(approve_news_of_a_new_list, sender=NewsIndexPage, dispatch_uid="home.approval")
        post_save.connect(approve_pages_of_a_new_site, sender=Authority, dispatch_uid="home.approval_of_site")
        for signal in (post_save, post_delete):
            signal.connect(forget_alerts, sender=AlertBanner, dispatch_uid="home.forget_alerts")
        page_published.connect(
            read_text_after_publication, sender=LegalDocumentPage, dispatch_uid="home.read_text"
        )
        post_save.connect(
            read_text_of_a_changed_file, sender=get_document_model(), dispatch_uid="home.read_changed_file"
        )
