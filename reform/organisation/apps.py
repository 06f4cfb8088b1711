from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core.checks import Tags, register
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """Authorities, units, people, roles and the calendar: the ground floor."""

    name = "reform.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        """Keep groups equal to the table of roles, and calendars to their days, at every change."""
        from wagtail.models import Site

        from . import checks, signals
        from .models import Authority, CalendarDay, RoleAssignment

        post_migrate.connect(signals.sync_groups_after_migrate, sender=self)
        pre_save.connect(signals.follow_code_of_authority, sender=Authority)
        post_save.connect(signals.sync_after_authority_saved, sender=Authority)
        post_delete.connect(signals.sync_after_authority_deleted, sender=Authority)
        post_save.connect(signals.sync_after_site_saved, sender=Site)
        for signal in (post_save, post_delete):
            signal.connect(signals.sync_after_assignment, sender=RoleAssignment)
            signal.connect(signals.forget_calendars_after_change, sender=CalendarDay)
        user_logged_in.connect(signals.sync_at_login)
        register(checks.check_no_demo_accounts, Tags.security, deploy=True)
