"""What the page of a service shows beside its own words, fetched in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from home.pictures import prefetch_pictures
from home.portal import portal_of
from reform.organisation.periods import Period
from reform.publication.submissions import PublishedAnswer, published_on_page

if TYPE_CHECKING:
    from home.models.service import ServicePage
    from home.models.service_parts import ServiceFigure

ANSWERS_SHOWN = 5
# Older than two periods of its kind, a number says nothing about today.
PERIODS_SHOWN = 2


@dataclass(frozen=True)
class ServiceView:
    """The parts of a service's page.

    Attributes:
        contents: the sections that the page has, for the list of contents.
        figure: the newest numbers, or ``None``.
        figure_is_old: whether they are too old to be shown.
        period_label: the period of the numbers in words.
        answers: published answers to citizens' questions about it.
        is_review_overdue: whether somebody should have looked at the text again.
    """

    contents: list[dict[str, str]]
    figure: ServiceFigure | None
    figure_is_old: bool
    period_label: str
    answers: list[PublishedAnswer]
    is_review_overdue: bool


def view_of(service: ServicePage, request: HttpRequest) -> ServiceView:
    """Fetch the parts of a service's page; a preview brings its own, unsaved ones."""
    if service.pk:
        parts = ("papers", "steps__image", "service_forms__document", "legal_bases__document_page")
        prefetch_related_objects([service], *_not_loaded(service, parts), "questions", "figures")
    steps = list(service.steps.all())
    prefetch_pictures([portal_of(request).logo, *(step.image for step in steps)])
    figure = max(service.figures.all(), key=lambda one: Period.parse(one.period).last_day, default=None)
    answers = published_on_page(service)[:ANSWERS_SHOWN] if service.pk else []
    today = timezone.localdate()
    return ServiceView(
        contents=_contents(service, has_questions=bool(answers)),
        figure=figure,
        figure_is_old=figure is not None and is_old(Period.parse(figure.period)),
        period_label=Period.parse(figure.period).label if figure else "",
        answers=answers,
        is_review_overdue=service.review_by is not None and service.review_by < today,
    )


def _not_loaded(service: ServicePage, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what a preview holds in memory: fetching it would show the saved version instead."""
    held = getattr(service, "_cluster_related_objects", {})
    return tuple(part for part in parts if part.partition("__")[0] not in held)


def is_old(period: Period) -> bool:
    """Tell whether numbers of a period are too old to be shown: more than two of its kind ago."""
    oldest = Period.containing(timezone.localdate(), period.kind)
    for _step in range(PERIODS_SHOWN + 1):
        oldest = oldest.previous()
    return period.last_day < oldest.first_day


def _contents(service: ServicePage, *, has_questions: bool) -> list[dict[str, str]]:
    sections: list[tuple[str, str, Any]] = [
        ("danh-cho-ai", _("Who it is for"), service.who_for),
        ("chuan-bi", _("What to prepare"), service.papers.all()),
        ("le-phi-thoi-han", _("Fee, time, result"), True),
        ("cac-buoc", _("Steps"), service.steps.all()),
        ("noi-nop", _("Where to apply"), True),
        ("bieu-mau", _("Forms to download"), service.service_forms.all()),
        ("hoi-dap", _("Questions and answers"), has_questions or service.questions.all()),
        ("can-cu", _("Legal basis"), service.legal_bases.all()),
    ]
    return [{"anchor": anchor, "text": text} for anchor, text, content in sections if content]
