"""Files that prove what a record says."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _


def private_storage() -> Storage:
    """Return the storage outside the public media folder."""
    return storages["private"]


def evidence_path(evidence: Evidence, name: str) -> str:
    """Return where a file lies: a name that cannot be guessed and does not come from the client."""
    return f"evidence/{uuid.uuid4().hex}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Questions asked of evidence."""

    def of(self, record: models.Model) -> EvidenceQuerySet:
        """Return every file of one record, removed ones included, oldest first."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(record), object_id=record.pk
        ).select_related("uploaded_by", "removed_by")

    def kept(self) -> EvidenceQuerySet:
        """Return the files that have not been removed."""
        return self.filter(removed_at__isnull=True)

    def delete(self) -> NoReturn:
        """Refuse: evidence is removed with a reason, see `reform.registers.evidence`."""
        raise TypeError("Evidence is removed with a reason, never deleted.")


class Evidence(models.Model):
    """A private file beside a record. Removing it needs a reason and keeps this row."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    file = models.FileField(_("file"), storage=private_storage, upload_to=evidence_path, max_length=200)
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    description = models.CharField(_("what it proves"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        "organisation.User", verbose_name=_("uploaded by"), on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    removed_by = models.ForeignKey(
        "organisation.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removal_reason = models.TextField(_("reason of removal"), blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["uploaded_at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="evidence_of_a_record")]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: evidence is removed with a reason, see `reform.registers.evidence`."""
        raise TypeError("Evidence is removed with a reason, never deleted.")
