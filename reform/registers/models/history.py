"""The trace that every change leaves. Rows are written once; the database itself refuses the rest."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HistoryIsAppendOnly(Exception):
    """Raised when code tries to change or delete what happened."""


class HistoryQuerySet(models.QuerySet["HistoryEntry"]):
    """Entries can be read and added, never changed."""

    def of(self, record: models.Model) -> HistoryQuerySet:
        """Return the entries of one record, newest first."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(record), object_id=record.pk
        ).for_telling()

    def for_telling(self) -> HistoryQuerySet:
        """Bring along what telling the entries reads: people, units, the names of spreadsheets."""
        return self.select_related("actor", "unit", "import_batch").defer(
            "import_batch__layout", "import_batch__unmatched"
        )

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise HistoryIsAppendOnly

    def delete(self) -> NoReturn:
        """Refuse."""
        raise HistoryIsAppendOnly


class HistoryEntry(models.Model):
    """One change of one record: who, when, for which unit, what from what to what, and why.

    `changes` is a list of `{"field", "old", "new"}`, values as people read them, in the portal's language.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        "organisation.User",
        verbose_name=_("who"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: the system itself."),
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("on behalf of"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    record_label = models.CharField(_("record"), max_length=300)
    action = models.CharField(_("what"), max_length=60)
    from_state = models.CharField(_("from state"), max_length=40, blank=True)
    to_state = models.CharField(_("to state"), max_length=40, blank=True)
    changes = models.JSONField(_("changes"), default=list)
    reason = models.TextField(_("reason"), blank=True)
    request_id = models.CharField(max_length=32, blank=True)
    import_batch = models.ForeignKey(
        "registers.ImportBatch",
        verbose_name=_("import"),
        null=True,
        on_delete=models.PROTECT,
        related_name="history",
        db_index=False,
        help_text=_("The spreadsheet that the change came with."),
    )
    import_row = models.PositiveIntegerField(_("row of the spreadsheet"), null=True)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-at"], name="history_of_a_record"),
            models.Index(fields=["import_batch", "import_row"], name="history_of_an_import"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.record_label}: {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the entry; refuse to write it a second time."""
        if not self._state.adding:
            raise HistoryIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise HistoryIsAppendOnly
