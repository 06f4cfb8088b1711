"""The starter catalogue: fields, life events, schemes of levels, and 25 services of a ward and a district."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

from django.utils import timezone

from home.models import (
    DocumentIndexPage,
    HomePage,
    LegalDocumentPage,
    LifeEvent,
    ServiceField,
    ServiceFigure,
    ServiceForm,
    ServiceIndexPage,
    ServiceLegalBasis,
    ServiceLevel,
    ServiceLevelScheme,
    ServicePage,
    ServicePaper,
    ServiceQuestion,
    ServiceStep,
)
from home.models.service import NATIONAL_PORTAL
from home.starter.media import StarterMedia
from home.starter.publishing import publish
from reform.organisation.enums import PeriodKind
from reform.organisation.models import Authority, Unit
from reform.organisation.periods import Period

FOLDER = Path(__file__).resolve().parent / "services"
SLUG = "dich-vu-cong"
# Numbers of the last periods, so that the sample always has some that are new enough to be shown.
SAMPLE_PERIODS = 3

Content = dict[str, Any]


def create_services(*, home: HomePage, authority: Authority, media: StarterMedia) -> ServiceIndexPage:
    """Give a site its catalogue of services; a site that has one keeps it as it is.

    Args:
        home: the front page of the site.
        authority: whose units are in charge.
        media: pictures of steps and forms to download.
    """
    there = ServiceIndexPage.objects.child_of(home).first()
    if there is not None:
        return there
    create_catalogue()
    index = ServiceIndexPage(
        title="Dịch vụ công",
        slug=SLUG,
        summary="Cần giấy tờ gì, mất bao lâu, nộp ở đâu: tra cứu trước khi đi, hoặc nộp luôn trên mạng.",
        show_in_menus=True,
    )
    publish(home, index)
    units = {unit.code: unit for unit in Unit.objects.filter(authority=authority)}
    known = _Catalogue()
    content = _content()
    for values in content["services"]:
        values["bases"] = [content["legal_bases"][slug] for slug in values["legal_bases"]]
        publish(index, _service(values, units.get(values["unit"]), known, media))
    return index


def link_legal_bases(*, services: ServiceIndexPage, register: DocumentIndexPage) -> None:
    """Let the legal bases of the sample services lead to the documents of the register.

    The catalogue is older than the register, and stands before it in the menu. A basis that has a link keeps
    it, and one whose document is not in the register stays without.

    Args:
        services: the catalogue.
        register: the documents of the same site.
    """
    documents = dict(LegalDocumentPage.objects.child_of(register).values_list("slug", "pk"))
    bases = ServiceLegalBasis.objects.filter(
        page__in=ServicePage.objects.child_of(services), document_page=None
    )
    for slug, name in _content()["legal_bases"].items():
        if slug in documents:
            bases.filter(name=name).update(document_page=documents[slug])


def _content() -> Content:
    return tomllib.loads((FOLDER / "services.toml").read_text(encoding="utf-8"))


def create_catalogue() -> None:
    """Create the fields, life events and schemes of levels where there are none."""
    content = tomllib.loads((FOLDER / "catalogue.toml").read_text(encoding="utf-8"))
    for model, key in ((ServiceField, "fields"), (LifeEvent, "events")):
        if not model._default_manager.exists():
            for position, values in enumerate(content[key]):
                model._default_manager.create(position=position, **values)
    if not ServiceLevelScheme.objects.exists():
        for values in content["schemes"]:
            _create_scheme(values)
        _map_levels(content["schemes"])


def _create_scheme(values: Content) -> None:
    named = {key: value for key, value in values.items() if key != "levels"}
    scheme = ServiceLevelScheme.objects.create(**named)
    for position, level in enumerate(values["levels"]):
        fields = {key: value for key, value in level.items() if key != "becomes"}
        ServiceLevel.objects.create(scheme=scheme, position=position, **fields)


def _map_levels(schemes: list[Content]) -> None:
    for level in (level for scheme in schemes for level in scheme["levels"] if "becomes" in level):
        following = ServiceLevel.objects.get(slug=level["becomes"])
        ServiceLevel.objects.filter(slug=level["slug"]).update(becomes=following)


class _Catalogue:
    """The catalogue's lists by the word in the address."""

    def __init__(self) -> None:
        self.fields = {field.slug: field for field in ServiceField.objects.all()}
        self.events = {event.slug: event for event in LifeEvent.objects.all()}
        self.levels = {level.slug: level for level in ServiceLevel.objects.all()}


def _service(values: Content, unit: Unit | None, known: _Catalogue, media: StarterMedia) -> ServicePage:
    plain = (
        "title", "slug", "government_level", "level_reason", "public_post", "pictogram", "summary", "fee",
        "fee_online", "time_limit", "time_limit_days", "result",
    )  # fmt: skip
    service = ServicePage(
        **{name: values[name] for name in plain if name in values},
        service_field=known.fields[values["field"]],
        level=known.levels[values["level"]],
        former_level=known.levels[values["former_level"]],
        unit=unit,
        who_for=_rich(values["who_for"]),
        online_url=NATIONAL_PORTAL,
        at_counter=_rich(
            "Bộ phận Một cửa của Ủy ban nhân dân phường. Giờ làm việc ghi trên trang của từng phường."
            if values["government_level"] == "phuong"
            else "Bộ phận Một cửa của Ủy ban nhân dân quận. Giờ làm việc ghi ở trang Liên hệ."
        ),
        reviewed_on=_reviewed_on(values, timezone.localdate()),
        is_sample=True,
    )
    service.life_events = [known.events[slug] for slug in values["events"]]
    service.papers = [
        ServicePaper(name=name, copies=copies, only_if=only_if) for name, copies, only_if in values["papers"]
    ]
    service.steps = [_step(media, *step) for step in values["steps"]]
    service.service_forms = [
        ServiceForm(document=media.document(file, title)) for file, title in values.get("forms", [])
    ]
    service.legal_bases = [ServiceLegalBasis(name=name) for name in values["bases"]]
    service.questions = [
        ServiceQuestion(question=question, answer=_rich(answer))
        for question, answer in values.get("questions", [])
    ]
    service.figures = _figures(values, timezone.localdate())
    return service


def _reviewed_on(values: Content, today: date) -> date | None:
    """Return the day of the last review: as long before today as the sample says, or never."""
    days = values.get("reviewed_days_ago")
    return None if days is None else today - timedelta(days=days)


def _step(media: StarterMedia, title: str, text: str, picture: str = "", alt: str = "") -> ServiceStep:
    image = media.image(picture, alt) if picture else None
    return ServiceStep(title=title, text=_rich(text), image=image, image_alt=alt)


def _figures(values: Content, today: date) -> list[ServiceFigure]:
    """Return numbers of the last months, a little fewer and less online the further back."""
    period, figures = Period.containing(today, PeriodKind.MONTH), []
    for step in range(SAMPLE_PERIODS):
        period = period.previous()
        received = max(1, values["received"] - 3 * step)
        online = max(0, min(received, values["online"] - 6 * step))
        figures.append(
            ServiceFigure(period=str(period), received_new=received, received_online=online, is_sample=True)
        )
    return figures


def _rich(text: str) -> str:
    """Return a line of text as a paragraph, ``**bold**`` included; nothing for an empty one."""
    if not text:
        return ""
    bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
    return f"<p>{bold}</p>"
