"""The register of directing and legal documents that citizens look things up in."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
    Panel,
    TitleFieldPanel,
)
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from home.document_facts import legislation_data, services_resting_on
from home.document_forms import LegalDocumentForm
from home.document_relations import RelationGroup, relation_groups
from home.editing.checks import ChecksPanel
from home.enums import DocumentGroup, DocumentRelationKind, Validity
from home.models.base import PublicPage, PublicPageQuerySet
from home.models.document_catalogue import DocumentIssuer, DocumentType
from home.models.field import ReformField


class LegalDocumentQuerySet(PublicPageQuerySet):
    """Questions asked of documents."""

    def for_lists(self) -> LegalDocumentQuerySet:
        """Return them newest first with all that a list shows, and without the text of their files."""
        acting = DocumentRelation.objects.select_related("page").defer("page__file_text", "page__extract")
        lists = self.select_related("document_type", "issuer", "file").defer("file_text")
        return lists.prefetch_related(Prefetch("incoming", acting)).order_by("-issued_on", "-pk")

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
        _("group"),
        max_length=15,
        choices=DocumentGroup,
        default=DocumentGroup.DIRECTING,
        help_text=_("Directing documents assign work; legal documents bind everybody."),
    )
    number = models.CharField(_("number"), max_length=20, help_text=_("For example 1567."))
    symbol = models.CharField(_("symbol"), max_length=60, help_text=_("For example UBND-NV."))
    document_type = models.ForeignKey(
        DocumentType,
        verbose_name=_("type"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Stands before the number; readers filter the register by it."),
    )
    issuer = models.ForeignKey(
        DocumentIssuer,
        verbose_name=_("issuer"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who signed it, not who drafted it; readers filter the register by it."),
    )
    reform_field = models.ForeignKey(
        ReformField,
        verbose_name=_("field of reform"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Readers filter the register by it; empty: the document is not about reform."),
    )
    signer = models.CharField(
        _("signer"),
        max_length=100,
        blank=True,
        help_text=_("Full name as printed; empty: the page leaves the line out."),
    )
    signer_position = models.CharField(
        _("position of the signer"),
        max_length=120,
        blank=True,
        help_text=_("As printed, for example: Chairman. Stands behind the name."),
    )
    issued_on = models.DateField(
        _("issued on"),
        db_index=True,
        help_text=_("The day printed at the head; the register is sorted by it, the newest first."),
    )
    effective_on = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("Empty: in force from the day of issue.")
    )
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
        help_text=_("The signed copy, as PDF if possible; its text is found by the search."),
    )
    source_url = models.URLField(
        _("official source"),
        max_length=500,
        blank=True,
        help_text=_("Where the issuer publishes it, for example a page of vbpl.vn; readers get a link."),
    )
    extract = models.TextField(_("extract"), blank=True, help_text=_("The main points in plain words."))
    file_text = models.TextField(
        _("text of the file"), blank=True, editable=False, help_text=_("Read from the file for searching.")
    )
    file_text_hash = models.CharField(
        _("file whose text was read"), max_length=40, blank=True, editable=False, default=""
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    drawn_with: ClassVar[tuple[str, ...]] = ("document_type", "issuer", "reform_field", "file")
    template = "home/legal_document_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.DocumentIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = LegalDocumentForm
    content_panels: ClassVar[list[Panel]] = [
        ChecksPanel(),
        TitleFieldPanel("title", help_text=_("The subject as printed, without type, number and date.")),
        FieldPanel("summary"),
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
        index.SearchField("citation", boost=3),
        index.AutocompleteField("citation"),
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
    def citation(self) -> str:
        """How people name it, type included: ``Nghị định số 63/2010/NĐ-CP``."""
        return _("%(type)s no. %(symbol)s") % {"type": self.document_type.name, "symbol": self.full_symbol}

    def get_admin_display_title(self) -> str:
        """Return number and title: choosers show nothing else, and titles cite other documents."""
        return f"{self.full_symbol} · {super().get_admin_display_title()}"

    @property
    def full_symbol(self) -> str:
        """Number and symbol as they are cited: ``1567/UBND-NV``."""
        return f"{self.number}/{self.symbol}" if self.symbol else self.number

    def clean(self) -> None:
        """Refuse dates that contradict each other."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.effective_on and self.issued_on and self.effective_on < self.issued_on:
            errors["effective_on"] = _("A document is not in force before it is issued.")
        begins_on = self.effective_on or self.issued_on
        if self.expires_on and begins_on and self.expires_on <= begins_on:
            errors["expires_on"] = _("The end lies after the beginning.")
        if self.path and not errors:
            errors |= self.twin_errors(self.path)
        if errors:
            raise ValidationError(errors)

    def twin_errors(self, path: str) -> dict[str, str]:
        """Return what is wrong when the site has this document already, by field; empty when nothing is.

        A document is known by its number and symbol, its issuer and the year: numbers begin anew every
        year (Nghị định 30/2020/NĐ-CP, Phụ lục I).

        Args:
            path: tree path of this page or of the one above it; tells which site is asked.
        """
        if not (self.number and self.issuer_id and self.issued_on):
            return {}
        site_path = path[: 2 * self.steplen]
        twins = LegalDocumentPage.objects.filter(path__startswith=site_path, issuer_id=self.issuer_id)
        twins = twins.filter(
            number__iexact=self.number.strip(),
            symbol__iexact=self.symbol.strip(),
            issued_on__year=self.issued_on.year,
        )
        twin = twins.exclude(pk=self.pk).first()
        if twin is None:
            return {}
        message = _(
            "%(symbol)s of %(issuer)s from %(year)s is in the register already: “%(title)s”."
            " Correct the number, or change that page."
        )
        values = {"symbol": self.full_symbol, "issuer": self.issuer.name, "year": self.issued_on.year}
        return {"number": str(message) % (values | {"title": twin.title})}

    def serializable_data(self) -> dict[str, Any]:
        """Return what a revision keeps: all but the text of the file, which is read and not written."""
        data: dict[str, Any] = super().serializable_data()
        return {name: value for name, value in data.items() if name not in ("file_text", "file_text_hash")}

    def with_content_json(self, content: dict[str, Any]) -> LegalDocumentPage:
        """Return the page as a revision has it, with the text of the file that is known today."""
        page: LegalDocumentPage = super().with_content_json(content)
        page.file_text, page.file_text_hash = self.file_text, self.file_text_hash
        return page

    @cached_property
    def relation_groups(self) -> list[RelationGroup]:
        """What it does to other published documents of its site and what they do to it, by kind."""
        return relation_groups(self)

    @property
    def description(self) -> str:
        """What search engines and shared links say about the page."""
        return super().description or " ".join(self.extract.split())[:300]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the services that rest on the document."""
        context = super().get_context(request, *args, **kwargs)
        context["services"] = services_resting_on(self)
        return context

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the document as schema.org/Legislation."""
        return legislation_data(self)

    @cached_property
    def acting_relations(self) -> list[DocumentRelation]:
        """What other documents do to this one, with their pages; lists prefetch it."""
        if not self.pk:
            return []
        if "incoming" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.incoming.all())
        return list(self.incoming.select_related("page").defer("page__file_text", "page__extract"))

    @property
    def validity(self) -> Validity:
        """Whether it holds today."""
        today = timezone.localdate()
        if self.effective_on and self.effective_on > today:
            return Validity.NOT_YET
        acting = {
            relation.kind
            for relation in self.acting_relations
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
    kind = models.CharField(
        _("what it does"),
        max_length=10,
        choices=DocumentRelationKind,
        help_text=_("Read it as a sentence: this document … the one chosen below."),
    )
    other = models.ForeignKey(
        LegalDocumentPage,
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="incoming",
        help_text=_("Both pages show the relation; a replaced document is marked by itself."),
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
