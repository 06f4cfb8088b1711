"""What a service consists of: papers, steps, forms, legal bases, questions, figures."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from home.models.service import SHORT_TEXT, ServicePage
from reform.organisation.periods import Period


class ServicePaper(Orderable):
    """One paper that the citizen brings."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="papers")
    name = models.CharField(
        _("paper"),
        max_length=400,
        help_text=_("One paper a line, named as on the form, for example: Giấy chứng sinh."),
    )
    copies = models.CharField(
        _("kind and number"), max_length=120, blank=True, help_text=_("For example: 1 original, 1 copy.")
    )
    only_if = models.CharField(
        _("only if"), max_length=200, blank=True, help_text=_("Empty: everybody brings it.")
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("copies"), FieldPanel("only_if")]

    class Meta(Orderable.Meta):
        verbose_name = _("paper to prepare")
        verbose_name_plural = _("papers to prepare")


class ServiceStep(Orderable):
    """One step, in the order in which the citizen takes them."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(
        _("step"), max_length=150, help_text=_("What the citizen does, for example: Hand in the dossier.")
    )
    text = RichTextField(
        _("explanation"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("Where, with what, how long; two or three sentences."),
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "A screenshot or photo that helps with this step; without names or numbers of real people."
        ),
    )
    image_alt = models.CharField(
        _("alternative text of the picture"),
        max_length=200,
        blank=True,
        help_text=_("Say what the picture shows, for people who cannot see it. Required with a picture."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("image"),
        FieldPanel("image_alt"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def clean(self) -> None:
        """Refuse a picture that nobody describes."""
        super().clean()
        if self.image_id and not self.image_alt.strip():
            message = _("Say what the picture shows, for people who cannot see it.")
            raise ValidationError({"image_alt": message})


class ServiceForm(Orderable):
    """A form to fill in, as a file."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="service_forms")
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The empty form, best as DOCX so that it can be filled in."),
    )
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Empty: the title of the file.")
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("form to download")
        verbose_name_plural = _("forms to download")


class ServiceLegalBasis(Orderable):
    """A legal text that the procedure rests on; linked when the site publishes it."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="legal_bases")
    name = models.CharField(
        _("document"),
        max_length=300,
        help_text=_("Type, number and symbol, for example: Nghị định 123/2015/NĐ-CP."),
    )
    document_page = models.ForeignKey(
        "home.LegalDocumentPage",
        verbose_name=_("page of the document on this site"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="services",
        help_text=_("When the register has it: the name becomes a link to it."),
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("name"), PageChooserPanel("document_page")]

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")


class ServiceQuestion(Orderable):
    """A question that people ask about the service, with its answer."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(
        _("question"),
        max_length=250,
        help_text=_("As a citizen would ask it, for example: May somebody else hand it in for me?"),
    )
    answer = RichTextField(
        _("answer"),
        features=SHORT_TEXT,
        help_text=_("The answer in the first sentence, the details after it."),
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("question"), FieldPanel("answer")]

    class Meta(Orderable.Meta):
        verbose_name = _("question about the service")
        verbose_name_plural = _("questions about the service")


class ServiceFigure(models.Model):
    """How many used the service in a period; the catalogue's spreadsheet brings these in.

    The counters carry the names of the one-stop unit's monthly report (Thông tư 32/2017/TT-BTTTT art. 11
    asks for them beside each online service).
    """

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="figures")
    period = models.CharField(_("period"), max_length=10, help_text=_("For example 2022-10 or 2022-Q3."))
    received_new = models.PositiveIntegerField(
        _("dossiers received"),
        help_text=_("All dossiers of the period, on paper and online, without those carried over."),
    )
    received_online = models.PositiveIntegerField(
        _("of them online"), help_text=_("The page shows their share; it cannot be more than all of them.")
    )
    resolved = models.PositiveIntegerField(
        _("dossiers resolved"),
        null=True,
        blank=True,
        help_text=_("In the period, whenever they were received; empty: not counted."),
    )
    resolved_on_time = models.PositiveIntegerField(
        _("of them early or on time"),
        null=True,
        blank=True,
        help_text=_("Of those resolved; it cannot be more than all of them."),
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("period"),
        FieldPanel("received_new"),
        FieldPanel("received_online"),
        FieldPanel("resolved"),
        FieldPanel("resolved_on_time"),
    ]

    class Meta:
        verbose_name = _("dossiers of a period")
        verbose_name_plural = _("dossiers by period")
        ordering = ["-period"]
        constraints = [
            models.UniqueConstraint(fields=["page", "period"], name="home_service_figure_once"),
        ]

    def __str__(self) -> str:
        return self.period

    def clean(self) -> None:
        """Refuse an unknown period and parts that are larger than their whole."""
        super().clean()
        errors = {}
        try:
            if Period.parse(self.period).first_day > timezone.localdate():
                errors["period"] = _("This period has not begun yet.")
        except ValueError:
            errors["period"] = _("Write a month as 2022-10, a quarter as 2022-Q3, a year as 2022.")
        if _exceeds(self.received_online, self.received_new):
            errors["received_online"] = _("More dossiers online than received in all.")
        if _exceeds(self.resolved_on_time, self.resolved):
            errors["resolved_on_time"] = _("More dossiers on time than resolved in all.")
        if errors:
            raise ValidationError(errors)

    @property
    def online_percent(self) -> int | None:
        """Share of dossiers received online in per cent, or ``None`` when there were none."""
        return round(100 * self.received_online / self.received_new) if self.received_new else None


def _exceeds(part: int | None, whole: int | None) -> bool:
    return part is not None and (whole is None or part > whole)
