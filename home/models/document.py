"""The register of directing and legal documents that citizens look things up in."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from home.enums import DocumentGroup, DocumentRelationKind, Validity
from home.forms import PublicPageForm
from home.models.base import PublicPage, PublicPageQuerySet
from home.models.field import ReformField


class DocumentType(models.Model):
    """A type of document with its name and abbreviation (Nghị định 30/2020/NĐ-CP, Điều 7)."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=10, blank=True)
    slug = models.SlugField(_("word in the address"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    class Meta:
        verbose_name = _("type of document")
        verbose_name_plural = _("types of documents")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class DocumentIssuer(models.Model):
    """Who issues documents: the Government, a ministry, a People's Committee."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    slug = models.SlugField(_("word in the address"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    class Meta:
        verbose_name = _("issuer of documents")
        verbose_name_plural = _("issuers of documents")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class DocumentIndexPage(PublicPage):
    """The register of documents with its filters."""

    template = "home/document_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.LegalDocumentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("register of documents")
        verbose_name_plural = _("registers of documents")


class LegalDocumentQuerySet(PublicPageQuerySet):
    """Questions asked of documents."""

    def for_lists(self) -> LegalDocumentQuerySet:
        """Return them newest first with all that a list shows, and without the text of their files."""
        lists = self.select_related("document_type", "issuer", "file").defer("file_text")
        return lists.order_by("-issued_on", "-pk")

    def in_force_on(self, day: date) -> LegalDocumentQuerySet:
        """Return the documents that hold on `day`, amended ones included."""
        begun = Q(effective_on__isnull=True) | Q(effective_on__lte=day)
        not_over = Q(expires_on__isnull=True) | Q(expires_on__gt=day)
        return self.filter(begun, not_over).exclude(replaced_by_others_q(day))


def replaced_by_others_q(day: date) -> Q:
    """Return the condition that a live document has replaced this one by `day`."""
    return Q(
        pk__in=DocumentRelation.objects.filter(kind=DocumentRelationKind.REPLACES, page__live=True)
        .filter(Q(page__effective_on__isnull=True) | Q(page__effective_on__lte=day))
        .values("other")
    )


LegalDocumentManager = PageManager.from_queryset(LegalDocumentQuerySet)


class LegalDocumentPage(PublicPage):
    """One document: number, symbol, subject (the title), issuer, dates, validity, file."""

    group = models.CharField(
        _("group"), max_length=15, choices=DocumentGroup, default=DocumentGroup.DIRECTING
    )
    number = models.CharField(_("number"), max_length=20, help_text=_("For example 1567."))
    symbol = models.CharField(_("symbol"), max_length=60, help_text=_("For example UBND-NV."))
    document_type = models.ForeignKey(
        DocumentType, verbose_name=_("type"), on_delete=models.PROTECT, related_name="+"
    )
    issuer = models.ForeignKey(
        DocumentIssuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="+"
    )
    reform_field = models.ForeignKey(
        ReformField,
        verbose_name=_("field of reform"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signer = models.CharField(_("signer"), max_length=100, blank=True)
    signer_position = models.CharField(_("position of the signer"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"), db_index=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    expires_on = models.DateField(
        _("no longer in force from"),
        null=True,
        blank=True,
        help_text=_("Only when the document itself or another one sets an end."),
    )
    file = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    source_url = models.URLField(_("official source"), max_length=500, blank=True)
    extract = models.TextField(_("extract"), blank=True, help_text=_("The main points in plain words."))
    file_text = models.TextField(
        _("text of the file"), blank=True, editable=False, help_text=_("Read from the file for searching.")
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    drawn_with: ClassVar[tuple[str, ...]] = ("document_type", "issuer", "reform_field", "file")
    template = "home/legal_document_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.DocumentIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = PublicPageForm
    content_panels: ClassVar[list[Panel]] = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("group"),
                FieldPanel("number"),
                FieldPanel("symbol"),
                FieldPanel("document_type"),
                FieldPanel("issuer"),
                FieldPanel("reform_field"),
                FieldPanel("signer"),
                FieldPanel("signer_position"),
            ],
            heading=_("The document"),
        ),
        MultiFieldPanel(
            [FieldPanel("issued_on"), FieldPanel("effective_on"), FieldPanel("expires_on")],
            heading=_("Dates"),
        ),
        FieldPanel("file"),
        FieldPanel("source_url"),
        FieldPanel("extract"),
        InlinePanel("relations", heading=_("What it does to other documents"), label=_("document")),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *PublicPage.search_fields,
        index.SearchField("full_symbol", boost=3),
        index.SearchField("extract"),
        index.SearchField("file_text"),
        index.SearchField("signer"),
    ]

    objects = LegalDocumentManager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [models.Index(fields=["group", "-issued_on"], name="home_document_group")]

    @property
    def full_symbol(self) -> str:
        """Number and symbol as they are cited: ``1567/UBND-NV``."""
        return f"{self.number}/{self.symbol}" if self.symbol else self.number

    def clean(self) -> None:
        """Refuse dates that contradict each other."""
        super().clean()
        errors = {}
        if self.effective_on and self.issued_on and self.effective_on < self.issued_on:
            errors["effective_on"] = _("A document is not in force before it is issued.")
        if self.expires_on and self.expires_on <= (self.effective_on or self.issued_on):
            errors["expires_on"] = _("The end lies after the beginning.")
        if errors:
            raise ValidationError(errors)

    @property
    def validity(self) -> Validity:
        """Whether it holds today. Asks for ``incoming``; prefetch it (with its pages) in lists."""
        today = timezone.localdate()
        if self.effective_on and self.effective_on > today:
            return Validity.NOT_YET
        acting = {
            relation.kind
            for relation in self.incoming.all()
            if relation.page.live and not (relation.page.effective_on and relation.page.effective_on > today)
        }
        if DocumentRelationKind.REPLACES in acting:
            return Validity.REPLACED
        if self.expires_on and self.expires_on <= today:
            return Validity.EXPIRED
        return Validity.AMENDED if DocumentRelationKind.AMENDS in acting else Validity.IN_FORCE


class DocumentRelation(Orderable):
    """What one document does to another; shown on both."""

    page = ParentalKey(LegalDocumentPage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("what it does"), max_length=10, choices=DocumentRelationKind)
    other = models.ForeignKey(
        LegalDocumentPage, verbose_name=_("document"), on_delete=models.CASCADE, related_name="incoming"
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("kind"), PageChooserPanel("other")]

    class Meta(Orderable.Meta):
        verbose_name = _("relation to a document")
        verbose_name_plural = _("relations to documents")

    def clean(self) -> None:
        """Refuse a document that acts upon itself."""
        super().clean()
        if self.page_id and self.page_id == self.other_id:
            raise ValidationError({"other": _("A document cannot amend or replace itself.")})
