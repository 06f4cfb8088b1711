from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    """The one door between the registers and the public."""

    name = "reform.publication"
    label = "publication"
    verbose_name = _("Publication")
