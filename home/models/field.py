"""The fields of administrative reform by which news is ordered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReformField(models.Model):
    """One of the contents of the state's reform programme (Nghị quyết 76/NQ-CP of 15/7/2021 names six).

    Kept as data, because the next programme will cut them differently.
    """

    name = models.CharField(
        _("name"),
        max_length=150,
        unique=True,
        help_text=_("As in the programme in force, for example: Cải cách thể chế."),
    )
    short_name = models.CharField(
        _("short name"), max_length=60, help_text=_("Shown in filters and on labels, where space is scarce.")
    )
    slug = models.SlugField(
        _("word in the address"), max_length=60, unique=True, help_text=_("For example: the-che.")
    )
    position = models.PositiveSmallIntegerField(
        _("order in lists"),
        default=0,
        help_text=_("Smaller numbers stand first; equal ones are sorted by name."),
    )

    class Meta:
        verbose_name = _("field of reform")
        verbose_name_plural = _("fields of reform")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.short_name
