"""Readings: a dispatch with the reader's proposal, until an officer confirms it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reform.directives.enums import ReadingState
from reform.registers.models import Record
from reform.registers.models.evidence import private_storage


class Reading(Record):
    """An uploaded or pasted dispatch and what the reader, then the officer, made of it.

    It lives in the database, so that correcting can go on after a restart and on any web node.
    """

    unit = models.ForeignKey(
        "organisation.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="readings"
    )
    state = models.CharField(_("state"), max_length=20, choices=ReadingState, default=ReadingState.OPEN)
    file = models.FileField(
        _("file"), storage=private_storage, upload_to="dispatches/", blank=True, max_length=200
    )
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    text = models.TextField(_("text"))
    proposal = models.JSONField(_("proposal"), default=dict)
    read_by = models.ForeignKey(
        "organisation.User", verbose_name=_("read in by"), on_delete=models.PROTECT, related_name="+"
    )
    directive = models.OneToOneField(
        "directives.Directive",
        verbose_name=_("directive"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reading",
    )

    history_ignores = Record.history_ignores | {"text", "proposal"}

    class Meta:
        verbose_name = _("reading of a dispatch")
        verbose_name_plural = _("readings of dispatches")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.proposal.get("subject") or self.file_name or str(_("Pasted text"))
