"""What people think of pages: numbers by day, and words without anybody's name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reform.feedback.enums import Grade, Screen


class PageRating(models.Model):
    """How many found a page useful on one day, and how many did not.

    A screen that is no page of the tree is told of with the front page, and `screen` says which it is.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    screen = models.CharField(_("screen"), max_length=10, choices=Screen, blank=True, default="")
    day = models.DateField(_("day"))
    useful = models.PositiveIntegerField(_("useful"), default=0)
    not_useful = models.PositiveIntegerField(_("not useful"), default=0)
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    class Meta:
        verbose_name = _("rating of a page")
        verbose_name_plural = _("ratings of pages")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["page", "screen", "day"], name="feedback_rating_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day:%Y-%m-%d}"


class PageRemark(models.Model):
    """What somebody missed on a page, or on the screen that is told of with it."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    screen = models.CharField(_("screen"), max_length=10, choices=Screen, blank=True, default="")
    text = models.CharField(_("remark"), max_length=500)
    day = models.DateField(_("day"), db_index=True)
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    class Meta:
        verbose_name = _("remark on a page")
        verbose_name_plural = _("remarks on pages")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class SatisfactionCount(models.Model):
    """How many gave a grade to a service on one day."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    grade = models.CharField(_("grade"), max_length=10, choices=Grade)
    count = models.PositiveIntegerField(_("number"), default=0)
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    class Meta:
        verbose_name = _("satisfaction of a day")
        verbose_name_plural = _("satisfaction by day")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["page", "day", "grade"], name="feedback_grade_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day:%Y-%m-%d} {self.grade}"
