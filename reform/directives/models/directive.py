"""Dispatches: the documents that assign work."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.directives.enums import DirectiveLevel
from reform.registers.models import Record
from search.database import build_search_text


class Directive(Record):
    """A document whose tasks are followed up.

    It belongs to the leadership unit of its authority: who may see the whole authority sees the whole
    document; a unit sees it when it has a task in it.
    """

    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("issued for"),
        on_delete=models.PROTECT,
        related_name="directives",
        help_text=_("The leadership unit of the authority that follows the document up."),
    )
    number = models.CharField(
        _("number"), max_length=20, blank=True, help_text=_("Left blank when the document has none yet.")
    )
    symbol = models.CharField(_("symbol"), max_length=50, blank=True, help_text=_("For example: UBND-NV."))
    issued_on = models.DateField(_("date of issue"), null=True, blank=True, db_index=True)
    issuer = models.CharField(_("issued by"), max_length=200)
    level = models.CharField(_("level"), max_length=20, choices=DirectiveLevel, default=DirectiveLevel.OWN)
    subject = models.CharField(pgettext_lazy("of a document", "subject"), max_length=500)
    text = models.TextField(_("text"), blank=True)
    figures_public = models.BooleanField(
        _("figures are public"),
        default=False,
        help_text=_("The public site counts its tasks by unit and month: in force, done on time, overdue."),
    )
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("directive")
        verbose_name_plural = _("directives")
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.document_number}: {self.subject}" if self.document_number else self.subject

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the text that the list searches."""
        self.search_text = build_search_text(self.document_number, self.subject, self.issuer)
        super().save(*args, **kwargs)

    @property
    def document_number(self) -> str:
        """Number and symbol as printed, "655/UBND-NV"; "…/UBND-NV" while the number is blank."""
        if not self.symbol:
            return self.number
        return f"{self.number or '…'}/{self.symbol}"


class CitedDocument(models.Model):
    """A document that a dispatch names as its basis or as work to go on with."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="cited_documents")
    kind = models.CharField(_("kind"), max_length=50, blank=True)
    number = models.CharField(_("number and symbol"), max_length=80, blank=True)
    issued_on = models.DateField(_("date as printed"), null=True, blank=True)
    corrected_on = models.DateField(
        _("corrected date"), null=True, blank=True, help_text=_("When the printed date must be a slip.")
    )
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    subject = models.CharField(pgettext_lazy("of a document", "subject"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("cited document")
        verbose_name_plural = _("cited documents")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()
