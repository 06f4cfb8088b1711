"""An authority's own templates: looked at before they are used, left aside when they fail.

A template comes from a person and may be anything: it is unpacked under a budget, filled in in a sandbox with
the kind's sample, and read again before the first real paper is printed from it.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from docx import Document
from jinja2 import TemplateError

from reform.registers.models import PaperTemplate, TemplateState

from .docx_rendering import fill_in
from .kinds import PaperKind, paper_kinds
from .rendering import context_of

if TYPE_CHECKING:
    from reform.organisation.models import Unit

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_FILLED = 20 * 1024 * 1024
_MAIN_PART = "word/document.xml"
_MACROS = "vbaproject.bin"


def active_template(code: str, root: Unit) -> bytes | None:
    """Return the authority's own template in use for a kind of paper; None when there is none to be read."""
    found = PaperTemplate.objects.filter(unit=root, kind=code, state=TemplateState.ACTIVE).first()
    if found is None:
        return None
    try:
        with found.file.open("rb") as file:
            return file.read()
    except OSError:
        return None


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
        _refuse_dangerous(content)
        filled, unknown = fill_in(content, context_of(kind.sample()))
    except ValidationError as error:
        return list(error.messages)
    except TemplateError as error:
        return [_("A tag in the template is wrong: %(error)s") % {"error": error}]
    except Exception as error:  # a damaged file can fail in every way
        return [_("The template cannot be filled in: %(error)s") % {"error": error}]
    problems = [
        _("The template asks for “%(name)s”, which this paper does not have.") % {"name": name}
        for name in unknown
    ]
    if len(filled) > MOST_FILLED:
        return [*problems, _("Filled in, the template becomes far too large.")]
    return problems + _left_out(filled, kind)


def _refuse_dangerous(content: bytes) -> None:
    """Refuse what is no plain .docx before anything of it is read.

    Raises:
        ValidationError: with a sentence for the officer.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("The template is larger than %(limit)s; take large pictures out.")
            % {"limit": filesizeformat(MOST_BYTES)}
        )
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError) as error:
        raise ValidationError(_("The file is no .docx. Save it as “Word document (.docx)”.")) from error
    names = {member.filename.lower() for member in archive.infolist()}
    if any(name.endswith(_MACROS) for name in names):
        raise ValidationError(_("The file has macros, which are not taken. Save it as .docx without macros."))
    if _MAIN_PART not in names:
        raise ValidationError(_("The file is no .docx. Save it as “Word document (.docx)”."))
    # zipfile stops reading a member at the size that its header names, so the sum of them is a true limit.
    if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
        raise ValidationError(_("Unpacked, the file is far too large; it is not opened."))


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
