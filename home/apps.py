from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """What citizens read."""

    name = "home"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        """Follow publications, new news lists and alert banners."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.signals import page_published

        from home.alerts import forget_alerts
        from home.approval import approve_news_of_a_new_list, approve_pages_of_a_new_site
        from home.four_eyes import require_two_people
        from home.models import AlertBanner, NewsIndexPage
        from home.signals import follow_publication
        from reform.organisation.models import Authority

        require_two_people()
        page_published.connect(follow_publication, dispatch_uid="home.follow_publication")
        post_save.connect(approve_news_of_a_new_list, sender=NewsIndexPage, dispatch_uid="home.approval")
        post_save.connect(approve_pages_of_a_new_site, sender=Authority, dispatch_uid="home.approval_of_site")
        for signal in (post_save, post_delete):
            signal.connect(forget_alerts, sender=AlertBanner, dispatch_uid="home.forget_alerts")
