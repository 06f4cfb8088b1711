"""What an uploaded template may be: a plain .docx that brings no program and fetches nothing."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
_MAIN_PART = "word/document.xml"
_TYPES = "[content_types].xml"
# A workbook or document with programs says so in its content types, whatever its members are called.
_PROGRAM_TYPES = (b"macroenabled", b"vbaproject", b"ms-office.activex", b"oleobject")
# Relations by which a document fetches or carries something else, by the last word of their types.
_RELATION = re.compile(rb"<(?:\w+:)?relationship\s[^>]*>", re.IGNORECASE)
_TYPE = re.compile(rb"""\stype\s*=\s*["'][^"']*/(\w+)["']""")
_OUTSIDE = re.compile(rb"""targetmode\s*=\s*["']external["']""")
_CARRYING = {b"attachedtemplate", b"oleobject", b"package", b"control", b"afchunk", b"subdocument"}


def refuse_dangerous(content: bytes) -> None:
    """Refuse what is no plain .docx, before anything of it is read as a document.

    Raises:
        ValidationError: with a sentence for the officer.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("The template is larger than %(limit)s; take large pictures out.")
            % {"limit": filesizeformat(MOST_BYTES)}
        )
    members = _members(content)
    # zipfile stops reading a member at the size that its header names, so the sum of them is a true limit.
    if sum(member.file_size for member in members.values()) > MOST_UNPACKED:
        raise ValidationError(_("Unpacked, the file is far too large; it is not opened."))
    if _MAIN_PART not in members or _TYPES not in members:
        raise _no_docx()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        try:
            _refuse_programs(archive, members)
            _refuse_ties(archive, members)
        except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError) as error:
            raise _no_docx() from error


def _members(content: bytes) -> dict[str, zipfile.ZipInfo]:
    """Return the members of the archive by their names in lower case."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise _no_docx() from error
    # Other methods may ask for gigabytes before the first byte comes out; no office program uses them.
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise _no_docx()
    if any(member.flag_bits & 0x1 for member in members):
        raise _no_docx()
    return {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}


def _refuse_programs(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
    types = archive.read(members[_TYPES]).lower()
    if any(mark in types for mark in _PROGRAM_TYPES) or any("vbaproject" in name for name in members):
        raise ValidationError(_("The file has macros, which are not taken. Save it as .docx without macros."))


def _refuse_ties(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
    """Refuse relations by which whoever opens a paper would fetch something, or run what it carries."""
    for name, member in members.items():
        if not name.endswith(".rels"):
            continue
        for relation in _RELATION.findall(archive.read(member)):
            words = relation.lower()
            kinds = set(_TYPE.findall(words))
            if kinds & _CARRYING or (_OUTSIDE.search(words) and kinds != {b"hyperlink"}):
                raise ValidationError(
                    _(
                        "The file leads to another file or carries one (an attached template, a linked"
                        " picture, an embedded object). Take it out and save it anew."
                    )
                )


def _no_docx() -> ValidationError:
    return ValidationError(_("The file is no .docx. Save it as “Word document (.docx)”."))
