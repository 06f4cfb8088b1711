"""The comments that citizens sent on a draft, as the draft's page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reform.publication import submissions

if TYPE_CHECKING:
    from home.models.consultation import ConsultationPage

# A draft with more has them in its outcome, answered together.
COMMENTS_SHOWN = 200


@dataclass(frozen=True)
class PublishedComment:
    """One comment that was let through, with what the authority answers.

    Attributes:
        author: the name to show; empty when its sender wants none shown.
        text: the comment, plain text.
        received_on: the day it came in.
        answer: what the authority answers, plain text; empty while it has not.
        answered_on: the day of the answer.
        answered_by: the unit that answers.
    """

    author: str
    text: str
    received_on: date
    answer: str = ""
    answered_on: date | None = None
    answered_by: str = ""


def published_comments(page: ConsultationPage) -> list[PublishedComment]:
    """Return the published comments on a draft, the oldest first, without anybody's name; one query."""
    published = submissions.published_on_page(page)[:COMMENTS_SHOWN]
    return [
        PublishedComment(
            author="",
            text=one.question,
            received_on=one.received_on,
            answer=one.answer,
            answered_on=one.answered_on,
            answered_by=one.unit_name,
        )
        for one in reversed(published)
    ]
