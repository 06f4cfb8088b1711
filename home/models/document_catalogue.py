"""The data by which documents are ordered: their types and their issuers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentType(models.Model):
    """A type of document with its name and abbreviation (Nghị định 30/2020/NĐ-CP, Điều 7)."""

    name = models.CharField(_("name"), max_length=80, unique=True, help_text=_("For example: Quyết định."))
    abbreviation = models.CharField(
        _("abbreviation"),
        max_length=10,
        blank=True,
        help_text=_("As in the symbols of documents, for example: QĐ."),
    )
    slug = models.SlugField(
        _("word in the address"),
        max_length=60,
        unique=True,
        help_text=_(
            "In the addresses of filtered lists, for example: quyet-dinh; saved links break when it changes."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("order in lists"),
        default=0,
        help_text=_("Smaller numbers stand first; equal ones are sorted by name."),
    )

    class Meta:
        verbose_name = _("type of document")
        verbose_name_plural = _("types of documents")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class DocumentIssuer(models.Model):
    """Who issues documents: the Government, a ministry, a People's Committee."""

    name = models.CharField(
        _("name"),
        max_length=150,
        unique=True,
        help_text=_("As the lists show it, for example: UBND quận Hải An."),
    )
    slug = models.SlugField(
        _("word in the address"),
        max_length=80,
        unique=True,
        help_text=_(
            "In the addresses of filtered lists, for example: chinh-phu; saved links break when it changes."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("order in lists"),
        default=0,
        help_text=_("Smaller numbers stand first; equal ones are sorted by name."),
    )

    class Meta:
        verbose_name = _("issuer of documents")
        verbose_name_plural = _("issuers of documents")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
