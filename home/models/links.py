"""Links that lead nowhere, as the daily check found them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkFault(models.TextChoices):
    """Why a link leads nowhere."""

    PAGE_GONE = "page_gone", _("The page was deleted")
    PAGE_HIDDEN = "page_hidden", _("The page is not published")
    DOCUMENT_GONE = "document_gone", _("The file was deleted")
    NOT_FOUND = "not_found", _("The site has no page at this address")
    NO_ANSWER = "no_answer", _("The other site does not answer")


class BrokenLink(models.Model):
    """A link in a published page that a reader cannot follow."""

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="broken_links"
    )
    place = models.CharField(_("where"), max_length=150)
    text = models.CharField(_("words of the link"), max_length=250, blank=True)
    target = models.CharField(_("leads to"), max_length=500)
    fault = models.CharField(_("what is wrong"), max_length=20, choices=LinkFault)
    found_at = models.DateTimeField(_("found on"), default=timezone.now)

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        ordering = ["page", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "place", "target"], name="home_broken_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text} → {self.target}"
