"""Requests for more time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reform.directives.enums import ExtensionState
from reform.registers.models import Record


class ExtensionRequest(Record):
    """A unit asks for a later due date; the assigner decides. Both dates are kept."""

    assignment = models.ForeignKey(
        "directives.Assignment",
        verbose_name=_("assignment"),
        on_delete=models.PROTECT,
        related_name="extension_requests",
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ExtensionState, default=ExtensionState.REQUESTED
    )
    old_due = models.DateField(_("due date when asked"), null=True)
    new_due = models.DateField(_("due date asked for"))
    working_days = models.PositiveSmallIntegerField(_("working days more"))
    reason = models.TextField(_("reason"))
    requested_on = models.DateField(_("asked on"))
    asked_late = models.BooleanField(_("asked after the due date"), default=False)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_note = models.TextField(_("note on the decision"), blank=True)

    class Meta:
        verbose_name = _("extension request")
        verbose_name_plural = _("extension requests")
        ordering = ["-requested_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=models.Q(state=ExtensionState.REQUESTED),
                name="one_open_extension_request",
                violation_error_message=_("A request for more time is waiting for its decision already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.new_due:%d/%m/%Y}"
