"""What the page of a unit consists of: its leaders, and whom to call for what."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Orderable

from home.models.unit import UnitPage


class UnitLeader(Orderable):
    """A leader of the unit with the tasks that he or she answers for."""

    page = ParentalKey(UnitPage, on_delete=models.CASCADE, related_name="leaders")
    name = models.CharField(
        _("name"), max_length=100, help_text=_("Full name without titles, for example: Nguyễn Văn An.")
    )
    position = models.CharField(
        _("position"),
        max_length=120,
        help_text=_("As in the decision of appointment, for example: Deputy head."),
    )
    duties = models.CharField(
        _("answers for"),
        max_length=300,
        blank=True,
        help_text=_("In a few words, for example: one-stop unit, civil status."),
    )
    biography = models.TextField(
        _("short biography"),
        max_length=1000,
        blank=True,
        help_text=_("What the law asks to publish, without private addresses or numbers."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=50,
        blank=True,
        help_text=_("The number of the office; everybody can read it and call it with a tap."),
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("An address of the office, not a private one; everybody can read it."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("name"),
        FieldPanel("position"),
        FieldPanel("duties"),
        FieldPanel("biography"),
        FieldPanel("phone"),
        FieldPanel("email"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")


class UnitContact(Orderable):
    """A phone or e-mail for one purpose, such as the one-stop unit."""

    page = ParentalKey(UnitPage, on_delete=models.CASCADE, related_name="contacts")
    purpose = models.CharField(
        _("for what"), max_length=120, help_text=_("For example: one-stop unit, hotline for complaints.")
    )
    phone = models.CharField(
        _("phone"),
        max_length=50,
        blank=True,
        help_text=_("With the area code, for example: 0225 3 123 456; phones call it with a tap."),
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("An address of the office, not a private one; everybody can read it."),
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("purpose"), FieldPanel("phone"), FieldPanel("email")]

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def clean(self) -> None:
        """Refuse a contact without a phone and without an e-mail."""
        super().clean()
        if not self.phone and not self.email:
            raise ValidationError({"phone": _("Give a phone number or an e-mail address.")})
