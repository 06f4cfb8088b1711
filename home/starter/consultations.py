"""The starter drafts for comment: one open on the day of loading, one closed with its outcome."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from home.models import ConsultationIndexPage, ConsultationPage, HomePage
from home.starter.reading import StarterText, read_pieces, read_text
from reform.organisation.models import Authority, Unit

FOLDER = Path(__file__).resolve().parent / "consultations"
INDEX_SLUG = "gop-y-du-thao"
# What parts the text of a draft from what became of the comments.
OUTCOME_SIGN = "\n===\n"


def create_consultations(*, home: HomePage, authority: Authority) -> ConsultationIndexPage:
    """Give a site its drafts for comment; what is there already, by its slug, is left alone.

    Args:
        home: the site's front page.
        authority: whose units draft.
    """
    index = _index(home)
    present = set(index.get_children().values_list("slug", flat=True))
    for path in sorted(FOLDER.glob("*.md")):
        text = read_text(path)
        if text.slug not in present:
            index.add_child(instance=_consultation(text, path, authority))
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


def _consultation(text: StarterText, path: Path, authority: Authority) -> ConsultationPage:
    """Return one draft; its days are counted from the day of loading, so that one is open when seen."""
    about, today = text.about, timezone.localdate()
    opens_on = today + timedelta(days=int(about["opens"]))
    _draft, _sign, outcome = path.read_text(encoding="utf-8").partition(OUTCOME_SIGN)
    return ConsultationPage(
        title=about["title"],
        slug=text.slug,
        summary=about["summary"],
        opens_on=opens_on,
        closes_on=today + timedelta(days=int(about["closes"])),
        unit=Unit.objects.filter(authority=authority, code=about["unit"]).first(),
        contact=about["contact"],
        body=json.dumps(text.pieces),
        outcome=json.dumps(read_pieces(outcome)),
        is_sample=True,
        first_published_at=_morning(opens_on),
        last_published_at=_morning(opens_on),
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))
