"""What kind of file was uploaded, and that its content is what its name says."""

from __future__ import annotations

import os

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from reform.workbooks.problems import FileRefused

from .archive import ZIP_MARK, encrypted
from .limits import Limits
from .sheets import Format

_FORMATS: dict[str, Format] = {".xlsx": "xlsx", ".ods": "ods", ".csv": "csv"}
_WITH_MACROS = {".xlsm", ".xltm", ".xlam", ".xlsb"}
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Text in all of these would be a strange coincidence: the marks hold signs that no text begins with.
_PICTURE_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_PROGRAM_MARKS = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_MARKUP_MARKS = (b"<!doctype", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<?xml", b"<script")


def check_kind(content: bytes, name: str, limits: Limits) -> Format:
    """Return the format of an uploaded file, told by its ending and borne out by its first bytes.

    Raises:
        FileRefused: when it is empty, too large, protected, of another kind, or not what its name says.
    """
    if not content:
        raise FileRefused("empty", _("“%(name)s” is empty (0 bytes).") % {"name": name})
    if len(content) > limits.bytes:
        raise FileRefused(
            "too_large",
            _("“%(name)s” is %(size)s; at most %(limit)s can be taken. Split it into several files.")
            % {
                "name": name,
                "size": filesizeformat(len(content)),
                "limit": filesizeformat(limits.bytes),
            },
        )
    ending = os.path.splitext(name.strip())[1].lower()
    if content.startswith(_OLE_MARK):
        raise _ole_refusal(content, name)
    if ending not in _FORMATS:
        raise _ending_refusal(ending, name)
    if content.startswith(ZIP_MARK) != (_FORMATS[ending] != "csv"):
        raise not_a_spreadsheet(content, name)
    if ending == ".csv" and _kind_of(content):
        raise not_a_spreadsheet(content, name)
    return _FORMATS[ending]


def not_a_spreadsheet(content: bytes, name: str) -> FileRefused:
    """Return the refusal of a file whose content is not what its ending promises."""
    kind = _kind_of(content)
    if kind:
        message = _("“%(name)s” is %(kind)s, not a spreadsheet. Upload an .xlsx, .ods or .csv file.")
    else:
        message = _(
            "“%(name)s” is not what its name says. Save it again in its program as .xlsx, .ods or .csv."
        )
    return FileRefused("not_a_spreadsheet", message % {"name": name, "kind": kind})


def macros(name: str) -> FileRefused:
    """Return the refusal of a workbook that carries programs."""
    return FileRefused(
        "macros",
        _("“%(name)s” contains macros. Save it as an Excel workbook without macros (.xlsx).")
        % {"name": name},
    )


def _ole_refusal(content: bytes, name: str) -> FileRefused:
    """Tell the two things apart that old Office containers hold: a locked workbook or an old one."""
    if _ENCRYPTED_PACKAGE in content:
        return encrypted(name)
    return old_workbook(name)


def old_workbook(name: str) -> FileRefused:
    return FileRefused(
        "not_a_spreadsheet",
        _("“%(name)s” is in a format of Excel that is not taken. Save it as an Excel workbook (.xlsx).")
        % {"name": name},
    )


def _ending_refusal(ending: str, name: str) -> FileRefused:
    if ending in _WITH_MACROS - {".xlsb"}:
        return macros(name)
    if ending in {".xls", ".xlt", ".xlsb", ".xltx"}:
        return old_workbook(name)
    return FileRefused(
        "not_a_spreadsheet",
        _("“%(name)s” is of a kind that is not taken. Permitted: %(endings)s.")
        % {"name": name, "endings": ", ".join(sorted(_FORMATS))},
    )


def _kind_of(content: bytes) -> str:
    """Return in words what a file is, told by its first bytes; nothing when they tell nothing."""
    head = content[:1024]
    if head.startswith(b"%PDF-"):
        return _("a PDF document")
    if head.startswith(_PICTURE_MARKS) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return _("a picture")
    if head.startswith(_PROGRAM_MARKS) or (head.startswith(b"MZ") and b"\x00" in head):
        return _("a program")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP_MARKS):
        return _("a web page or XML document")
    if head.startswith((b"{\\rtf", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")):
        return _("a document or archive of another program")
    return ""
