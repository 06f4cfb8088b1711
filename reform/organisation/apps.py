from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """Authorities, units, people, roles and the calendar: the ground floor."""

    name = "reform.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        """Keep groups equal to the table of roles after every migrate."""
        from . import signals

        post_migrate.connect(signals.sync_groups_after_migrate, sender=self)
