"""What a remark looks like in a workbook, and how it is known again when the workbook comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from reform.workbooks.reading import Cell as Value

from .harmless import cut, harmless, without_forbidden
from .look import BORDER, TEXT, excel_text, letters, lines_height, put_text

# A red of our own: who colours cells red takes another one.
_RED = "FFFDD0D3"
_DARK_RED = "FF9C1C28"
REMARKS_WIDTH = 60
_COMMENT_WIDTH = 340
_COMMENT_CHARACTERS = 46
_MOST_COMMENT_HEIGHT = 420
_PIXELS_A_POINT = 4 / 3
# What stood in a comment before ours follows behind this line, with its author.
EARLIER = "\n\n———— "


@dataclass(frozen=True)
class MarkedRow:
    """A row of an uploaded file that something is wrong with.

    Attributes:
        number: as Excel shows it.
        cells: what stands in the table's columns, in the order of the sheet.
        marks: the remarks: the column in the sheet, from 0, or None for the whole row, and the words.
    """

    number: int
    cells: Sequence[Value]
    marks: Sequence[tuple[int | None, str]]

    def by_position(self) -> dict[int, str]:
        """Return the remarks on each column, one a line."""
        found: dict[int, list[str]] = {}
        for position, text in self.marks:
            if position is not None:
                found.setdefault(position, []).append(text)
        return {position: "\n".join(texts) for position, texts in found.items()}

    def all_words(self) -> str:
        """Return all the row's remarks, one a line."""
        return "\n".join(text for _position, text in self.marks)


def remarks_heading() -> str:
    """Return the heading of the column that holds the remarks."""
    return _("Remarks")


def remarks_headings() -> tuple[str, ...]:
    """Return that heading in every language of the portal: a file may come back in another one."""
    headings = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            headings.append(remarks_heading())
    return tuple(dict.fromkeys(headings))


def mark_cell(cell: Cell, text: str, author: str) -> None:
    """Colour a cell and put a comment on it; an earlier comment stays, below ours."""
    colour_red(cell)
    comment_on(cell, text, author)


def colour_red(cell: Cell) -> None:
    """Colour a cell."""
    cell.fill = PatternFill("solid", fgColor=_RED)


def comment_on(cell: Cell, text: str, author: str) -> None:
    """Put a comment on a cell, large enough to be read; an earlier one stays, below ours."""
    words = excel_text(without_forbidden(text))
    if cell.comment is not None:
        words += f"{EARLIER}{cell.comment.author or ''}\n{cell.comment.text}"
    comment = Comment(cut(words), author)
    comment.width = _COMMENT_WIDTH
    height = lines_height(words, _COMMENT_CHARACTERS) * _PIXELS_A_POINT + 16
    comment.height = int(min(height, _MOST_COMMENT_HEIGHT))
    cell.comment = comment


def unmark_cell(cell: Cell, author: str) -> None:
    """Take away what `mark_cell` did to a cell in an earlier round; what others did stays."""
    was_red = cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == _RED
    if was_red:
        cell.fill = PatternFill()
    comment = cell.comment
    # LibreOffice forgets who a comment is by.
    if comment is not None and (comment.author == author or (was_red and not comment.author.strip())):
        _ours, _line, earlier = comment.text.partition(EARLIER)
        earlier_author, _end, text = earlier.partition("\n")
        cell.comment = Comment(text, earlier_author) if text else None


def put_remarks(cell: Cell, text: str) -> None:
    """Write a row's remarks into its cell of the remarks column."""
    put_text(cell, cut(harmless(text)))
    cell.number_format = "@"
    cell.font = letters(color=_DARK_RED)
    cell.alignment = TEXT
    cell.border = BORDER
