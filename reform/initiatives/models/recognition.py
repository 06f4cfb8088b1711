"""Decisions of recognition, their certificates, and where else an initiative is applied."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.initiatives.enums import DecisionState
from reform.registers.models import Record
from reform.registers.papers.signing import SignedAs
from search.database import build_search_text


def this_year() -> int:
    """Return the year of today."""
    return timezone.localdate().year


def written_symbol(symbol: str) -> str:
    """Return a decision's symbol as it is printed: capitals, no blanks (Nghị định 30/2020, annex I)."""
    return unicodedata.normalize("NFC", "".join(symbol.split())).upper()


class RecognitionDecision(Record):
    """One decision that recognises many initiatives (Quyết định công nhận sáng kiến)."""

    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("authority's leadership"),
        on_delete=models.PROTECT,
        related_name="recognition_decisions",
        help_text=_("The authority that recognises."),
    )
    council = models.ForeignKey(
        "initiatives.Council",
        verbose_name=_("council"),
        on_delete=models.PROTECT,
        related_name="decisions",
        help_text=_("The council that recommended the initiatives."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), default=this_year, help_text=_("The year in which it will be issued.")
    )
    submission_number = models.CharField(
        _("number of the submission"),
        max_length=80,
        blank=True,
        help_text=_("Of the Tờ trình to the Chair, for example: 12/TTr-KT; empty: not numbered yet."),
    )
    submission_date = models.DateField(
        _("date of the submission"), null=True, blank=True, help_text=_("As printed on the Tờ trình.")
    )
    number = models.PositiveIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("The running number of the year; given when the signed decision is registered."),
    )
    symbol = models.CharField(
        _("symbol"), max_length=40, default="QĐ-UBND", help_text=_("After the number, for example: QĐ-UBND.")
    )
    issued_on = models.DateField(
        _("date of the decision"),
        null=True,
        blank=True,
        help_text=_("The day of signing; the quota counts by it."),
    )
    signer_name = models.CharField(_("signer"), max_length=150, help_text=_("Full name, as printed."))
    signer_title = models.CharField(
        _("signer's title"), max_length=150, help_text=_("For example: Chủ tịch, or Phó Chủ tịch.")
    )
    signed_as = models.CharField(
        _("signs as"),
        max_length=30,
        choices=SignedAs,
        default=SignedAs.HEAD,
        help_text=_("How the signature block begins (Nghị định 30/2020, art. 13)."),
    )
    scope = models.CharField(
        _("scope of effect"),
        max_length=300,
        blank=True,
        help_text=_("Where the initiatives count, for example: the whole district."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=DecisionState, default=DecisionState.DRAFT, editable=False
    )
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("decision of recognition")
        verbose_name_plural = _("decisions of recognition")
        ordering = ["-year", "-issued_on", "-pk"]
        indexes = [models.Index(fields=["unit", "year", "state"], name="decision_of_a_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "symbol", "number"],
                name="decision_numbered_once_a_year",
                violation_error_message=_("This number has been given to another decision of the year."),
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.ISSUED) | Q(number__isnull=False, issued_on__isnull=False),
                name="issued_decision_is_numbered_and_dated",
                violation_error_message=_("An issued decision has a number and a date."),
            ),
        ]

    def clean_fields(self, exclude: Any = None) -> None:
        """Bring the symbol into its one spelling before numbers are compared."""
        self.symbol = written_symbol(self.symbol)
        super().clean_fields(exclude=exclude)

    def __str__(self) -> str:
        if self.full_number:
            return _("Decision %(number)s") % {"number": self.full_number}
        return _("Draft decision of %(council)s") % {"council": self.council}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the symbol in one spelling, and the text that the list searches."""
        self.symbol = written_symbol(self.symbol)
        self.search_text = build_search_text(self.full_number, self.submission_number, self.signer_name)
        super().save(*args, **kwargs)

    @property
    def full_number(self) -> str:
        """Number and symbol as printed, with the leading 0 below 10; empty while it has no number."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""


class Certificate(models.Model):
    """The certificate of one author, numbered within the authority and the year without gaps."""

    decision = models.ForeignKey(RecognitionDecision, on_delete=models.PROTECT, related_name="certificates")
    author = models.OneToOneField(
        "initiatives.InitiativeAuthor", on_delete=models.PROTECT, related_name="certificate"
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    handed_out_on = models.DateField(_("handed out on"), null=True, blank=True)
    handed_to = models.CharField(_("received by"), max_length=150, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("of an initiative", "certificate")
        verbose_name_plural = pgettext_lazy("of an initiative", "certificates")
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="initiative_certificate_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return self.full_number

    @property
    def full_number(self) -> str:
        """The number as printed: running number and year."""
        return f"{self.number:02d}/{self.year}"


class Adoption(Record):
    """Another unit says: we apply this initiative, too."""

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        verbose_name=_("initiative"),
        on_delete=models.PROTECT,
        related_name="adoptions",
        help_text=_("A recognised initiative of another unit."),
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="adopted_initiatives",
        help_text=_("The unit that applies it."),
    )
    applied_from = models.DateField(
        _("applied since"), default=date.today, help_text=_("The first day of its use in your unit.")
    )
    result = models.TextField(
        _("result"), help_text=_("What it has brought in your unit; files prove it on the record's page.")
    )

    class Meta:
        verbose_name = _("application elsewhere")
        verbose_name_plural = _("applications elsewhere")
        ordering = ["-applied_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "unit"],
                name="initiative_adopted_once_a_unit",
                violation_error_message=_("This unit has marked the initiative as applied already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.initiative}"
