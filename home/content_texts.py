"""What can be wrong with the pieces of a text: headings, links, pictures, tables.

Pure functions over values; `home.content_checks` looks at whole pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Level(TextChoices):
    """Whether a finding keeps a page from being published."""

    ERROR = "error", gettext_lazy("Must be corrected before publishing")
    WARNING = "warning", gettext_lazy("To be looked at again")


@dataclass(frozen=True)
class Finding:
    """One thing to look at again.

    Attributes:
        level: an error where the law demands the thing, else a warning.
        where: the field, and the piece of the text in it.
        problem: what is wrong.
        remedy: what to do.
    """

    level: Level
    where: str
    problem: str
    remedy: str


# Words that say nothing when a screen reader reads the links of a page out, one after the other.
EMPTY_LINK_WORDS = frozenset(
    {
        "tại đây", "ở đây", "đây", "vào đây", "link", "liên kết", "đường link", "đường dẫn", "xem",
        "xem thêm", "xem tại đây", "xem ở đây", "xem chi tiết", "xem tiếp", "chi tiết", "chi tiết tại đây",
        "chi tiết xem tại đây", "đọc thêm", "đọc tiếp", "thêm", "bấm vào đây", "bấm đây", "nhấn vào đây",
        "nhấp vào đây", "click vào đây", "click", "tải về", "tải xuống", "tải tại đây", "here",
        "click here", "more", "read more",
    }
)  # fmt: skip
EMPTY_PICTURE_WORDS = frozenset(
    {
        "ảnh", "hình", "hình ảnh", "hình vẽ", "tranh", "bức ảnh", "ảnh minh họa", "ảnh minh hoạ",
        "hình minh họa", "hình minh hoạ", "minh họa", "minh hoạ", "ảnh đại diện", "logo", "image",
        "picture", "photo", "img",
    }
)  # fmt: skip
BARE_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
FILE_NAME = re.compile(
    r"\.(?:avif|gif|heic|jpe?g|png|svg|webp)$|^(?:img|dsc|dscn|image|photo|screenshot|zalo)[\s_-]*\d+"
    r"|^\w*_\w*_\w*$",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return a text as it is compared: lower case, single spaces, no signs at its ends."""
    return " ".join(text.split()).strip(" .,:;!…»>-→()[]\"'").lower()


def check_alternative_text(where: str, text: str) -> Iterator[Finding]:
    """Yield what is wrong with the words that stand for a picture (WCAG 1.1.1; Thông tư 26/2020/TT-BTTTT)."""
    remedy = _("Say in a few words what the picture shows, for people who cannot see it.")
    if not text.strip():
        yield Finding(Level.ERROR, where, _("The picture has no alternative text."), remedy)
    elif plain(text) in EMPTY_PICTURE_WORDS:
        problem = _("The alternative text “%(text)s” says nothing about the picture.") % {"text": text}
        yield Finding(Level.WARNING, where, problem, remedy)
    elif FILE_NAME.search(text.strip()):
        problem = _("The alternative text “%(text)s” looks like the name of a file.") % {"text": text}
        yield Finding(Level.WARNING, where, problem, remedy)


def check_links(where: str, html: str) -> Iterator[Finding]:
    """Yield what is wrong with the links of a rich text."""
    for link in BeautifulSoup(html, "html.parser").find_all("a"):
        text, address = link.get_text(" "), str(link.get("href", ""))
        values = {"text": " ".join(text.split())}
        if not plain(text):
            problem = _("A link has no text.")
            yield Finding(Level.WARNING, where, problem, _("Write where it leads, or take the link away."))
        elif plain(text) in EMPTY_LINK_WORDS:
            problem = _("The link “%(text)s” does not say where it leads.") % values
            yield Finding(Level.WARNING, where, problem, _("Name the page or the document in the link."))
        elif BARE_ADDRESS.match(values["text"]):
            problem = _("The link “%(text)s” is an address instead of words.") % values
            yield Finding(Level.WARNING, where, problem, _("Name the page or the document in the link."))
        if address.lower().startswith("http://"):
            problem = _("The link to %(address)s is not encrypted.") % {"address": address}
            yield Finding(Level.WARNING, where, problem, _("Use the address that begins with https://."))


def check_headings(where: str, headings: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    """Yield what is wrong with headings, given as level and text in the order of the page.

    The title is level 1, so that a text begins at level 2 and goes down one step at a time.
    """
    above = 1
    for level, text in headings:
        if not text.strip():
            problem, remedy = _("A heading is empty."), _("Write the heading or take the piece away.")
            yield Finding(Level.WARNING, where, problem, remedy)
        if level > above + 1:
            problem = _("The heading “%(text)s” skips a level.") % {"text": text}
            remedy = _("Make it a section, or put the heading of a section before it.")
            yield Finding(Level.WARNING, where, problem, remedy)
        above = level


def check_table(where: str, table: Any) -> Iterator[Finding]:
    """Yield what is wrong with a table (`TypedTable`): columns without a heading, no caption."""
    if not table or not table.columns:
        return
    if not all(str(column.get("heading") or "").strip() for column in table.columns):
        problem = _("The table has columns without a heading.")
        yield Finding(Level.WARNING, where, problem, _("Write above every column what stands in it."))
    if not (table.caption or "").strip():
        problem = _("The table has no caption.")
        yield Finding(Level.WARNING, where, problem, _("Say in one line what the table shows."))
