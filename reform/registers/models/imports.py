"""Spreadsheets taken in: the file, its rows with what would become of them, and names learnt on the way.

They live in the database, so that a preview can be confirmed on any web node and after a restart.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .evidence import private_storage


class ImportState(TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", _("Being read")
    REFUSED = "refused", _("File refused")
    PREVIEWED = "previewed", _("Waiting for your decision")
    APPLYING = "applying", _("Being written")
    APPLIED = "applied", _("Written")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")
    DISCARDED = "discarded", _("Discarded")
    EXPIRED = "expired", _("Expired")


# A task is at work, or should be.
WORKING_STATES = frozenset({ImportState.UPLOADED, ImportState.APPLYING, ImportState.UNDOING})
# Nothing has been written and nothing will be, unless somebody goes on.
OPEN_STATES = frozenset({ImportState.UPLOADED, ImportState.PREVIEWED})


class Verdict(TextChoices):
    """What would become of a row."""

    # With a context: the history says "Changed" of what an officer did.
    NEW = "new", pgettext_lazy("of a row", "New")
    CHANGED = "changed", pgettext_lazy("of a row", "Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REJECTED = "rejected", _("Rejected")


def import_path(batch: ImportBatch, name: str) -> str:
    """Return where a file lies: a name that cannot be guessed and does not come from the client."""
    return f"imports/{uuid.uuid4().hex}"


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Questions asked of imports."""

    def of(self, user: Any, register: str) -> ImportBatchQuerySet:
        """Return the imports of a register that `user` may see: the own ones, made for the present unit.

        A file may hold what only the sender may read, so nobody else sees it, superiors included.
        """
        return self.filter(user=user, unit=user.unit_id, register=register)

    def forgotten(self) -> ImportBatchQuerySet:
        """Return what nobody has confirmed within the hours that a preview is kept.

        A refused one keeps its file only when its worker broke down; that goes as well.
        """
        oldest = timezone.now() - timedelta(hours=settings.IMPORT_HOURS_KEPT)
        is_broken = Q(state=ImportState.REFUSED) & ~Q(file="")
        return self.filter(Q(state__in=OPEN_STATES) | is_broken, created_at__lt=oldest)


class ImportBatch(models.Model):
    """One spreadsheet taken in by one officer for one register.

    Attributes:
        register: the code of the resource that reads it.
        layout: where the table stands in the file: see `reform.registers.spreadsheets.layout`.
        unmatched: names that no record is called by, each with suggestions.
    """

    register = models.CharField(_("register"), max_length=60)
    user = models.ForeignKey(
        "organisation.User", verbose_name=_("who"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisation.Unit", verbose_name=_("unit"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ImportState, default=ImportState.UPLOADED, db_index=True
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to=import_path, max_length=200)
    file_name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    period = models.CharField(_("period"), max_length=7, blank=True)
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    previewed_at = models.DateTimeField(_("previewed at"), null=True)
    applied_at = models.DateTimeField(_("written at"), null=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True)
    # A sign of life of whoever works on it, and how many rows are done.
    seen_at = models.DateTimeField(null=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_new = models.PositiveIntegerField(_("new"), default=0)
    rows_changed = models.PositiveIntegerField(_("changed"), default=0)
    rows_unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    rows_rejected = models.PositiveIntegerField(_("rejected"), default=0)
    only_good_rows = models.BooleanField(default=False)
    layout = models.JSONField(default=dict)
    unmatched = models.JSONField(default=list)
    problem_code = models.CharField(max_length=40, blank=True)
    problem = models.TextField(_("problem"), blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "register", "-created_at"], name="imports_of_a_user"),
            models.Index(fields=["register", "sha256"], name="imports_of_the_same_file"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def expires_at(self) -> Any:
        """When an unconfirmed preview is forgotten."""
        return self.created_at + timedelta(hours=settings.IMPORT_HOURS_KEPT)

    @property
    def is_silent(self) -> bool:
        """Whether somebody should be at work on it and has given no sign of life for too long."""
        patience = timedelta(seconds=settings.IMPORT_SILENT_SECONDS)
        return self.state in WORKING_STATES and (self.seen_at or self.created_at) + patience < timezone.now()


class ImportRow(models.Model):
    """One row of a spreadsheet, as it stands there, and what would become of it.

    Attributes:
        number: the row as the spreadsheet program shows it.
        cells: the values as they stand there, in the order of the layout's columns.
        changes: lists of column name, old and new value, as people read them.
        remarks: lists of kind, column name (empty: the whole row), problem and advice; of a row that is not
            rejected, what the officer should know of it all the same.
        object_id: the record that the row is about; empty while it is new.
        object_version: the record's version that the preview was made of; once written, the version after.
        fingerprint: what writing the row would do, in short; the confirmation compares it.
        before: the fields that were changed, as they were, so that the import can be taken back.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(_("what becomes of it"), max_length=10, choices=Verdict)
    label = models.CharField(_("record"), max_length=300, blank=True)
    cells = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    object_id = models.PositiveBigIntegerField(null=True)
    object_version = models.PositiveIntegerField(null=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    is_written = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="row_once_an_import"),
        ]
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="rows_by_verdict")]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"


class ImportSideEffect(models.Model):
    """A record beside a row's own that the row made or changed, an assignment of a new task for example.

    Attributes:
        before: the changed fields as they were; None when the record was made.
        version: the record's version after the import.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="side_effects")
    number = models.PositiveIntegerField(_("row"))
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"


class NameAlias(models.Model):
    """Another name of a record, learnt when somebody chose what a name in a spreadsheet stands for.

    It counts for the officers of one unit; of somebody without a unit, for that account alone.
    """

    user = models.ForeignKey("organisation.User", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("organisation.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    name = models.CharField(_("name in spreadsheets"), max_length=300)
    folded = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("name in spreadsheets")
        verbose_name_plural = _("names in spreadsheets")
        constraints = [
            models.UniqueConstraint(fields=["unit", "content_type", "folded"], name="alias_once_a_unit"),
            models.UniqueConstraint(
                fields=["user", "content_type", "folded"],
                condition=Q(unit__isnull=True),
                name="alias_once_an_account_without_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExportEntry(models.Model):
    """A list that somebody took out as a file: who, when, which register, how much."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    user = models.ForeignKey(
        "organisation.User", verbose_name=_("who"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisation.Unit", verbose_name=_("unit"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    register = models.CharField(_("register"), max_length=60)
    file_format = models.CharField(_("format"), max_length=8)
    columns = models.CharField(_("columns"), max_length=8)
    narrowed_by = models.TextField(_("filters"), blank=True)
    rows = models.PositiveIntegerField(_("rows"), null=True)
    request_id = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return gettext("Export of %(when)s") % {"when": date_format(timezone.localtime(self.at), "H:i d/m/Y")}
