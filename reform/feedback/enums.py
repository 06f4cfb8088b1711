"""Kinds and states of what citizens send."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageKind(TextChoices):
    """What a citizen sends."""

    QUESTION = "question", _("Question")
    FEEDBACK = "feedback", _("Feedback on procedures")
    COMMENT = "comment", _("Comment on a draft")


class MessageState(TextChoices):
    """Where a message stands."""

    RECEIVED = "received", pgettext_lazy("message", "New, with the desk")
    ROUTED = "routed", pgettext_lazy("message", "With the unit")
    PREPARED = "prepared", pgettext_lazy("message", "Answer waits for the head")
    ANSWERED = "answered", pgettext_lazy("message", "Answered")
    PUBLISHED = "published", pgettext_lazy("message", "Answered and published")
    REFUSED = "refused", pgettext_lazy("message", "Not handled here")
    SPAM = "spam", pgettext_lazy("message", "Sent by a program")


# The clock runs.
OPEN_STATES = frozenset({MessageState.RECEIVED, MessageState.ROUTED, MessageState.PREPARED})
# Nothing more is to be done; the time until erasure runs.
CLOSED_STATES = frozenset(
    {MessageState.ANSWERED, MessageState.PUBLISHED, MessageState.REFUSED, MessageState.SPAM}
)


class Grade(TextChoices):
    """How satisfied people are, in the three grades of Thông tư 32/2017/TT-BTTTT, Điều 11."""

    VERY = "very", _("Very satisfied")
    SATISFIED = "satisfied", _("Satisfied")
    NOT = "not", _("Not satisfied")
