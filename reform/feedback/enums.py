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
    PUBLISHED = "published", pgettext_lazy("message", "Published")
    REFUSED = "refused", pgettext_lazy("message", "Not handled here")
    SPAM = "spam", pgettext_lazy("message", "Sent by a program")


# The clock runs.
OPEN_STATES = frozenset({MessageState.RECEIVED, MessageState.ROUTED, MessageState.PREPARED})
# Nothing more is to be done; the time until erasure runs.
CLOSED_STATES = frozenset(
    {MessageState.ANSWERED, MessageState.PUBLISHED, MessageState.REFUSED, MessageState.SPAM}
)


class Screen(TextChoices):
    """Public screens that are no pages of the tree; what readers think of them stands with the front page."""

    SEARCH = "search", pgettext_lazy("screen", "Search")
    ASK = "ask", pgettext_lazy("screen", "Sending a question")
    ANSWER = "answer", pgettext_lazy("screen", "Finding an answer")
    COMMENT = "comment", pgettext_lazy("screen", "Commenting on a draft")
    PRINTS = "prints", pgettext_lazy("screen", "Leaflets and posters")
    SITE_MAP = "site_map", pgettext_lazy("screen", "Map of the site")
    DISPLAY = "display", pgettext_lazy("screen", "Display settings")
    NOT_FOUND = "not_found", pgettext_lazy("screen", "Address that leads nowhere")


class Grade(TextChoices):
    """How satisfied people are, in the three grades of Thông tư 32/2017/TT-BTTTT, Điều 11."""

    VERY = "very", _("Very satisfied")
    SATISFIED = "satisfied", _("Satisfied")
    NOT = "not", _("Not satisfied")
