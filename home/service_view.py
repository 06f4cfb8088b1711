"""What the page of a service shows beside its own words, fetched in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.lost_files import with_file
from home.models.document import LegalDocumentPage
from home.models.service_parts import ServiceLegalBasis
from home.pictures import prefetch_pictures
from home.portal import portal_of
from reform.organisation.periods import Period
from reform.publication.published import is_stale
from reform.publication.submissions import PublishedAnswer, published_on_page

if TYPE_CHECKING:
    from home.models.service import ServicePage
    from home.models.service_parts import ServiceFigure, ServiceForm

ANSWERS_SHOWN = 5


@dataclass(frozen=True)
class ServiceView:
    """The parts of a service's page.

    Attributes:
        contents: the sections that the page has, for the list of contents.
        papers: what to prepare, for the check list.
        facts: fee, time limit and result.
        steps: what happens one after the other.
        forms: those to download whose files are there.
        bases: what it rests on; ``document_page`` is one that citizens read on the same site.
        figure: the newest numbers, or ``None``.
        figure_is_old: whether they are too old to be shown.
        period_label: the period of the numbers in words.
        answers: published answers to citizens' questions about it.
        is_review_overdue: whether somebody should have looked at the text again.
    """

    contents: list[dict[str, str]]
    papers: list[dict[str, str]]
    facts: list[dict[str, str]]
    steps: list[dict[str, Any]]
    forms: list[ServiceForm]
    bases: list[dict[str, Any]]
    figure: ServiceFigure | None
    figure_is_old: bool
    period_label: str
    answers: list[PublishedAnswer]
    is_review_overdue: bool


def view_of(service: ServicePage, request: HttpRequest) -> ServiceView:
    """Fetch the parts of a service's page; a preview brings its own, unsaved ones."""
    if service.pk:
        parts = {"steps": "image", "service_forms": "document"}
        joined = [_joined(service, part, other) for part, other in parts.items()]
        in_force = LegalDocumentPage.objects.in_force_on(timezone.localdate())
        bases = ServiceLegalBasis.objects.select_related("document_page").annotate(
            is_in_force=Exists(in_force.filter(pk=OuterRef("document_page")))
        )
        wanted = _not_loaded(service, [Prefetch("papers"), *joined, Prefetch("legal_bases", bases)])
        prefetch_related_objects([service], *wanted, "questions", "figures")
    steps, forms = list(service.steps.all()), with_file(service.service_forms.all())
    prefetch_pictures([portal_of(request).logo, *(step.image for step in steps)])
    figure = max(service.figures.all(), key=lambda one: Period.parse(one.period).last_day, default=None)
    answers = published_on_page(service)[:ANSWERS_SHOWN] if service.pk else []
    today = timezone.localdate()
    return ServiceView(
        contents=_contents(service, has_forms=bool(forms), has_questions=bool(answers)),
        papers=[
            {"text": paper.name, "note": paper.copies, "only_if": paper.only_if}
            for paper in service.papers.all()
        ],
        facts=_facts(service),
        steps=[
            {"title": step.title, "rich": step.text, "image": step.image, "image_alt": step.image_alt}
            for step in steps
        ],
        forms=forms,
        bases=_bases(service),
        figure=figure,
        figure_is_old=figure is not None and is_stale(Period.parse(figure.period), today),
        period_label=Period.parse(figure.period).label if figure else "",
        answers=answers,
        is_review_overdue=service.review_by is not None and service.review_by < today,
    )


def _bases(service: ServicePage) -> list[dict[str, Any]]:
    home_path = service.path[: 2 * Page.steplen]
    return [
        {
            "name": basis.name,
            "is_in_force": getattr(basis, "is_in_force", None),
            "document_page": page if page and page.live and page.path.startswith(home_path) else None,
        }
        for basis in service.legal_bases.all()
        for page in [basis.document_page]
    ]


def _joined(service: ServicePage, part: str, other: str) -> Prefetch[Any]:
    """Return how to fetch a part of the page together with what it points to, in one query."""
    rows = service._meta.get_field(part).related_model._default_manager
    return Prefetch(part, rows.select_related(other))


def _not_loaded(service: ServicePage, parts: list[Prefetch[Any]]) -> list[Prefetch[Any]]:
    """Leave out what a preview holds in memory: fetching it would show the saved version instead."""
    held = getattr(service, "_cluster_related_objects", {})
    return [part for part in parts if part.prefetch_to not in held]


def _facts(service: ServicePage) -> list[dict[str, str]]:
    online = _("Online: %(fee)s") % {"fee": service.fee_online} if service.fee_online else ""
    facts = [
        {"icon": "money", "term": _("Fee"), "value": service.fee, "note": online},
        {"icon": "clock", "term": _("Time limit"), "value": service.time_limit},
        {"icon": "file", "term": _("What you receive"), "value": service.result},
    ]
    return [fact for fact in facts if fact["value"]]


def _contents(service: ServicePage, *, has_forms: bool, has_questions: bool) -> list[dict[str, str]]:
    sections: list[tuple[str, str, Any]] = [
        ("danh-cho-ai", _("Who it is for"), service.who_for),
        ("chuan-bi", _("What to prepare"), service.papers.all()),
        ("le-phi-thoi-han", _("Fee, time, result"), True),
        ("cac-buoc", _("Steps"), service.steps.all()),
        ("noi-nop", _("Where to apply"), True),
        ("bieu-mau", _("Forms to download"), has_forms),
        ("hoi-dap", _("Questions and answers"), has_questions or service.questions.all()),
        ("can-cu", _("Legal basis"), service.legal_bases.all()),
    ]
    return [{"anchor": anchor, "text": text} for anchor, text, content in sections if content]
