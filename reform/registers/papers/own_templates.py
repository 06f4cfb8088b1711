"""An authority's own templates: looked at before they are used, left aside when they fail.

A template comes from a person and may be anything: it is unpacked under a budget, filled in in a sandbox with
the kind's sample, and read again before the first real paper is printed from it.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx import Document

from reform.registers.models import PaperTemplate, TemplateState
from reform.registers.records import create_record, lock_record

from .apart import TemplateFailed, fill_in_apart
from .guards import refuse_dangerous
from .kinds import PaperKind, paper_kinds
from .rendering import context_of

if TYPE_CHECKING:
    from reform.organisation.models import Unit, User

    from .kinds import Content

logger = logging.getLogger(__name__)
_FAILURES = {
    "time": gettext_lazy("Filling in the template takes too long: are there loops inside loops?"),
    "memory": gettext_lazy("Filling in the template takes too much memory."),
    "size": gettext_lazy("Filled in, the template becomes far too large."),
}


def from_own_template(kind: PaperKind, content: Content, root: Unit) -> tuple[bytes | None, bool]:
    """Return a paper made from the authority's own template, and whether that template failed.

    Returns:
        No bytes when the authority has none in use, or when it failed: the built-in one stands in then.
    """
    found = PaperTemplate.objects.filter(unit=root, kind=kind.code, state=TemplateState.ACTIVE).first()
    if found is None:
        return None, False
    try:
        with found.file.open("rb") as file:
            return fill_in_apart(file.read(), context_of(content))[0], False
    except (OSError, TemplateFailed):
        # Whatever an uploaded template does, the paper must come out.
        logger.exception("Template %s of “%s” failed; the built-in one is used.", found.pk, kind.code)
        return None, True


@transaction.atomic
def upload_template(template: PaperTemplate, *, actor: User) -> PaperTemplate:
    """Keep a new template, which `check_template` found sound, as the next edition of its kind.

    Raises:
        ValidationError: when a field is not met.
    """
    # Two uploads at once are counted one after the other.
    lock_record(template.unit)
    earlier = PaperTemplate.objects.filter(unit=template.unit, kind=template.kind)
    template.edition = (earlier.aggregate(newest=Max("edition"))["newest"] or 0) + 1
    template.uploaded_by = actor
    return create_record(template, actor=actor, unit=template.unit)


def check_template(content: bytes, code: str) -> list[str]:
    """Return what is wrong with a template, in sentences; nothing when papers can be printed from it.

    Arguments:
        content: the .docx file.
        code: of the kind of paper.
    """
    kind = paper_kinds().get(code)
    if kind is None:
        return [_("There is no such kind of paper.")]
    try:
        refuse_dangerous(content)
        filled, unknown = fill_in_apart(content, context_of(kind.sample()))
    except ValidationError as error:
        return list(error.messages)
    except TemplateFailed as failure:
        return [why_it_failed(failure)]
    problems = [
        _("The template asks for “%(name)s”, which this paper does not have.") % {"name": name}
        for name in unknown
    ]
    return problems + _left_out(filled, kind)


def why_it_failed(failure: TemplateFailed) -> str:
    """Return in words for officers why a template failed."""
    if failure.reason in _FAILURES:
        return str(_FAILURES[failure.reason])
    if failure.reason == "tag":
        return _("A tag in the template is wrong: %(error)s") % {"error": failure.detail}
    return _("The template cannot be filled in: %(error)s") % {"error": failure.detail}


def _left_out(filled: bytes, kind: PaperKind) -> list[str]:
    """Return what the paper must show and this template does not."""
    text = " ".join(words_of(filled).split())
    return [
        _("The template leaves out: %(what)s.") % {"what": label}
        for label, words in kind.must_show
        if " ".join(words.split()) not in text
    ]


def words_of(content: bytes) -> str:
    """Return every word of a document: of its body, with tables."""
    document = Document(BytesIO(content))
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t"))
        for paragraph in document.element.body.iter()
        if paragraph.tag.endswith("}p")
    )
