"""The comments that citizens sent on a draft, as the draft's page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from home.models.consultation import ConsultationPage


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
    """Return the published comments on a draft, the oldest first.

    The one place through which the public page asks for them; without a register of submissions there
    are none.
    """
    return []
