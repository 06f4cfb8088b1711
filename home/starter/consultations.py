"""The starter drafts for comment: one open on the day of loading, one closed with its outcome."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from home.models import ConsultationIndexPage, ConsultationPage, HomePage
from home.starter.reading import StarterText, read_text
from reform.organisation.models import Authority, Unit

FOLDER = Path(__file__).resolve().parent / "consultations"
INDEX_SLUG = "gop-y-du-thao"


def create_consultations(*, home: HomePage, authority: Authority) -> ConsultationIndexPage:
    """Give a site its drafts for comment; what is there already, by its slug, is left alone.

    Args:
        home: the site's front page.
        authority: whose units draft.
    """
    index = _index(home)
    present = set(index.get_children().values_list("slug", flat=True))
    for path in sorted(FOLDER.glob("*.md")):
        opens_on = timezone.localdate() + timedelta(days=int(read_text(path).about["opens"]))
        # A plan for a year is drafted in the year before.
        text = read_text(path, next_year=str(opens_on.year + 1))
        if text.slug not in present:
            index.add_child(instance=_consultation(text, opens_on, authority))
    return index


def _index(home: HomePage) -> ConsultationIndexPage:
    index = ConsultationIndexPage.objects.child_of(home).filter(slug=INDEX_SLUG).first()
    if index is None:
        index = ConsultationIndexPage(
            title="Góp ý dự thảo",
            slug=INDEX_SLUG,
            summary="Dự thảo văn bản của quận đang lấy ý kiến, và kết quả tiếp thu ý kiến.",
            show_in_menus=True,
        )
        home.add_child(instance=index)
        index.save_revision(clean=False).publish()
    return index


def _consultation(text: StarterText, opens_on: date, authority: Authority) -> ConsultationPage:
    """Return one draft; its days are counted from the day of loading, so that one is open when seen."""
    about = text.about
    return ConsultationPage(
        title=about["title"],
        slug=text.slug,
        summary=about["summary"],
        opens_on=opens_on,
        closes_on=timezone.localdate() + timedelta(days=int(about["closes"])),
        unit=Unit.objects.filter(authority=authority, code=about["unit"]).first(),
        contact=about["contact"],
        body=json.dumps(text.pieces),
        outcome=json.dumps(text.outcome),
        is_sample=True,
        first_published_at=_morning(opens_on),
        last_published_at=_morning(opens_on),
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))
