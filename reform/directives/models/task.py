"""Tasks: what a dispatch asks for, in its own words."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reform.directives.enums import Frequency, ResultKind
from reform.organisation.enums import ReformField
from reform.registers.models import Record
from search.database import build_search_text


class Task(Record):
    """One obligation of a dispatch; each responsible unit has an `Assignment` of its own."""

    directive = models.ForeignKey(
        "directives.Directive",
        verbose_name=_("directive"),
        on_delete=models.PROTECT,
        related_name="tasks",
    )
    position = models.PositiveIntegerField(_("order in the text"), default=0)
    section_number = models.CharField(_("section"), max_length=20, blank=True)
    section_heading = models.CharField(_("heading of the section"), max_length=500, blank=True)
    anchor = models.CharField(
        _("place in the text"), max_length=60, blank=True, help_text=_("For example: 3, bullet 2.")
    )
    text = models.TextField(_("what is to be done"))
    result_kind = models.CharField(
        _("kind of result"), max_length=20, choices=ResultKind, default=ResultKind.WORK
    )
    reform_field = models.CharField(_("field of reform"), max_length=30, choices=ReformField, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True, db_index=True)
    due_by_rule = models.BooleanField(
        _("due by a rule outside the text"),
        default=False,
        help_text=_("The text says “as prescribed”: the date comes from another rule."),
    )
    frequency = models.CharField(_("frequency"), max_length=20, choices=Frequency, blank=True, default="")
    urgent = models.BooleanField(_("urgent"), default=False)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        # With a context: Wagtail calls the steps of a page workflow tasks.
        verbose_name = pgettext_lazy("of a dispatch", "task")
        verbose_name_plural = pgettext_lazy("of a dispatch", "tasks")
        ordering = ["-directive__issued_on", "directive", "position"]
        indexes = [models.Index(fields=["directive", "position"], name="task_order_in_directive")]

    def __str__(self) -> str:
        return Truncator(self.text).chars(120)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the text that the list searches."""
        self.keep_search_text()
        super().save(*args, **kwargs)

    def keep_search_text(self) -> None:
        """Set the text that the list searches; a bulk write, which calls no `save`, calls this."""
        self.search_text = build_search_text(self.text, self.section_heading, self.directive.document_number)


class TaskTarget(models.Model):
    """A figure that a task must reach, where its text states one."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="targets")
    label = models.CharField(_("what is measured"), max_length=300, blank=True)
    value = models.DecimalField(
        _("target value"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    measure = models.CharField(_("measured in"), max_length=50, help_text=_("For example: %, initiatives."))
    at_least = models.BooleanField(_("at least"), default=False)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["pk"]

    def __str__(self) -> str:
        value = f"{self.value.normalize():f}".replace(".", ",")
        return f"{'≥ ' if self.at_least else ''}{value} {self.measure}"
