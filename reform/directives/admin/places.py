"""Where a task stands in its dispatch, as people say it."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reform.directives.models import Task


def anchor_words(anchor: str) -> str:
    """Return a task's place in words: "section 3, bullet 2"; "paragraph 4" is no section and stays."""
    first_step = anchor.split(",", maxsplit=1)[0]
    if not anchor or " " in first_step:
        return anchor
    return _("section %(anchor)s") % {"anchor": anchor}


def place_of(task: Task) -> str:
    """Return where the task stands: the place in the text and the dispatch's number."""
    number = task.directive.document_number or str(task.directive)
    words = anchor_words(task.anchor)
    return f"{capfirst(words)} – {number}" if words else number
