"""Loading what readers of the sample pages thought of them."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from wagtail.models import Page

from reform.feedback.enums import Grade
from reform.feedback.models import PageRating, PageRemark, SatisfactionCount
from reform.organisation.models import Authority

DATA = Path(__file__).resolve().parent / "opinions.toml"
# The days before today over which opinions came in. None is of today: real readers' rows begin there.
DAYS = 30


def load_opinions(authority: Authority, today: date) -> None:
    """Write sample ratings, grades and remarks for those of the listed pages that the authority has."""
    if authority.site is None:
        return
    home = authority.site.root_page
    pages = {page.url_path: page for page in Page.objects.descendant_of(home)}
    for values in tomllib.loads(DATA.read_text(encoding="utf-8"))["opinions"]:
        page = pages.get(f"{home.url_path}{values['page']}/")
        if page is not None:
            _write(page, values, today)


def _write(page: Page, values: dict[str, Any], today: date) -> None:
    """Write the opinions on one page."""
    days = [today - timedelta(days=back) for back in range(1, DAYS + 1)]
    useful, not_useful = spread(values["useful"]), spread(values["not_useful"])
    PageRating.objects.bulk_create(
        PageRating(page=page, day=day, useful=yes, not_useful=no, is_sample=True)
        for day, yes, no in zip(days, useful, not_useful, strict=True)
        if yes or no
    )
    grades = {Grade.VERY: "very", Grade.SATISFIED: "satisfied", Grade.NOT: "not_satisfied"}
    SatisfactionCount.objects.bulk_create(
        SatisfactionCount(page=page, day=day, grade=grade, count=count, is_sample=True)
        for grade, name in grades.items()
        for day, count in zip(days, spread(values.get(name, 0)), strict=True)
        if count
    )
    PageRemark.objects.bulk_create(
        PageRemark(
            page=page,
            day=today - timedelta(days=remark["days_ago"]),
            text=remark["text"],
            is_sample=True,
        )
        for remark in values.get("remarks", [])
    )


def spread(total: int) -> list[int]:
    """Return `total` dealt over the days as evenly as whole numbers allow."""
    return [total * (day + 1) // DAYS - total * day // DAYS for day in range(DAYS)]
