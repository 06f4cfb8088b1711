"""An authority's own templates of official papers."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import Record
from .evidence import private_storage


class TemplateState(TextChoices):
    """Whether papers are printed from it."""

    DRAFT = "draft", pgettext_lazy("state of a template", "Uploaded")
    ACTIVE = "active", pgettext_lazy("state of a template", "In use")
    RETIRED = "retired", pgettext_lazy("state of a template", "Retired")


def template_path(template: PaperTemplate, name: str) -> str:
    """Return where a template lies: a name that cannot be guessed and does not come from the client."""
    return f"paper_templates/{uuid.uuid4().hex}"


class PaperTemplate(Record):
    """A .docx file from which papers of one kind are printed instead of from the built-in template."""

    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("authority's leadership"),
        on_delete=models.PROTECT,
        related_name="paper_templates",
        help_text=_("The authority whose papers are printed from it."),
    )
    kind = models.CharField(_("kind of paper"), max_length=60, help_text=_("What is printed from it."))
    name = models.CharField(
        _("name"), max_length=150, help_text=_("For example: Decision of recognition, with our emblem.")
    )
    file = models.FileField(
        _("file"),
        storage=private_storage,
        upload_to=template_path,
        max_length=200,
        help_text=_("A .docx without macros; begin with the built-in template, which can be downloaded."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=TemplateState, default=TemplateState.DRAFT, editable=False
    )

    edition = models.PositiveIntegerField(_("edition"), default=1, editable=False)
    uploaded_by = models.ForeignKey(
        "organisation.User",
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    # Where the file lies says nothing to people.
    history_ignores = Record.history_ignores | {"file"}

    class Meta:
        verbose_name = _("template of papers")
        verbose_name_plural = _("templates of papers")
        ordering = ["kind", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(state=TemplateState.ACTIVE),
                name="one_template_in_use_a_kind",
            ),
            models.UniqueConstraint(fields=["unit", "kind", "edition"], name="editions_of_a_template"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_kind_display(self) -> str:
        """Return the name of the kind of paper, or its code when no register has it any more."""
        from reform.registers.papers.kinds import paper_kinds

        kind = paper_kinds().get(self.kind)
        return str(kind.label) if kind else self.kind

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and its file when that is certain."""
        storage, path = self.file.storage, str(self.file.name)
        gone = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: storage.delete(path))
        return gone
