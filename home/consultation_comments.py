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
        text: the comment, plain text.
        received_on: the day it came in.
        answer: what the authority answers, plain text; empty while it has not.
        answered_on: the day of the answer.
        answered_by: the unit that answers.
    """

    text: str
    received_on: date
    answer: str = ""
    answered_on: date | None = None
    answered_by: str = ""


@dataclass(frozen=True)
class Comments:
    """The newest published comments on a draft, the oldest of them first.

    Attributes:
        hidden: how many older ones are not shown.
    """

    shown: list[PublishedComment]
    hidden: int


def published_comments(page: ConsultationPage) -> Comments:
    """Return the published comments on a draft, without names; one query, two where there are many."""
    found = submissions.published_on_page(page)
    published = found[:COMMENTS_SHOWN]
    hidden = len(found) - COMMENTS_SHOWN if len(published) == COMMENTS_SHOWN else 0
    shown = [
        PublishedComment(
            text=one.question,
            received_on=one.received_on,
            answer=one.answer,
            answered_on=one.answered_on,
            answered_by=one.unit_name,
        )
        for one in reversed(published)
    ]
    return Comments(shown, hidden)
