"""What was sent each time, so that appraisers see field by field what a supplement changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InitiativeSubmission(models.Model):
    """The words of an application as they were sent; never changed afterwards.

    `content` holds the fields as people read them, by field name; authors and effects as lines of text.
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField(_("submission"))
    submitted_at = models.DateTimeField(_("submitted at"))
    submitted_by = models.ForeignKey(
        "organisation.User",
        verbose_name=_("submitted by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("submission of an initiative")
        verbose_name_plural = _("submissions of initiatives")
        ordering = ["initiative", "number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="submission_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}/{self.number}"
