"""The project itself as an app: a place for the commands that need every part of the house."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created

from .checks import check_shared_cache
from .sqlite import allow_more_parameters


class ConfigConfig(AppConfig):
    """No models, no screens."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        """Prepare every connection to the database, and look at the settings before deployment."""
        connection_created.connect(allow_more_parameters)
        register(check_shared_cache, Tags.caches, deploy=True)
