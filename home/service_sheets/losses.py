"""What no cell can hold, and an import may therefore lose: pictures, links, bold words, numbered lists."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from home.models import ServicePage

from .texts import plain, rich

_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
RICH_FIELDS = ("who_for", "at_counter", "by_post")

Unseen = dict[tuple[str, Any], str]


def unseen_in(service: ServicePage) -> Unseen:
    """Return what of a service its row does not show, with the words that tell people where it stands."""
    found: Unseen = {}
    for step in service.steps.all():
        if step.image_id:
            found["picture", step.image_id] = _("the picture of the step “%(name)s”") % {"name": step.title}
    for basis in service.legal_bases.all():
        if basis.document_page_id:
            name = {"name": basis.name}
            found["link", basis.document_page_id] = _("the link of “%(name)s” to its page") % name
    texts = [
        (str(ServicePage._meta.get_field(field).verbose_name), getattr(service, field))
        for field in RICH_FIELDS
    ]
    texts += [(step.title, step.text) for step in service.steps.all()]
    texts += [(question.question, question.answer) for question in service.questions.all()]
    for words, html in texts:
        if html and _BLOCK_KEY.sub("", html) != rich(plain(html)):
            found["formatting", html] = _("formatting and links in “%(name)s”") % {"name": words}
    return found


def lost(before: Unseen, after: Unseen) -> list[str]:
    """Return in words what was there and would be no longer."""
    return [words for key, words in before.items() if key not in after]
