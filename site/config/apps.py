"""The project itself as an app: a place for the commands that need every part of the house."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """No models, no screens."""

    name = "config"
    label = "config"
