"""The measures of Nghị định 30/2020/NĐ-CP, Annex I, in one place for both DOCX and PDF.

Lengths are millimetres, sizes points. Where the decree gives a range, the customary value within it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import ImageFont

FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
# Printed with the officer's own font; measured, and set as PDF, with one of the same widths.
DOCX_FONT, PDF_FONT = "Times New Roman", "Liberation Serif"

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20, 20, 30, 20
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
LEFT_COLUMN, RIGHT_COLUMN = 68, 92
HEADER_DISTANCE = 10

NATION_SIZE, MOTTO_SIZE = 12, 13
ISSUER_SIZE = 12
NUMBER_SIZE, DATE_SIZE = 13, 13
SUBJECT_SIZE = 12
TYPE_SIZE, EXTRACT_SIZE = 14, 14
BODY_SIZE = 14
TABLE_SIZE = 12
SIGNATURE_SIZE = 14
RECIPIENTS_TITLE_SIZE, RECIPIENTS_SIZE = 12, 11
PAGE_NUMBER_SIZE = 13
FIRST_LINE_INDENT = 12.7
PARAGRAPH_SPACE = 6
LINE_SPACING = 1.05
SIGNING_ROOM = 25
# Several addressees: where "Kính gửi:" begins, how far their list is moved in, and the width of its dash.
ADDRESSEES_INDENT, ADDRESSEES_INNER_INDENT, DASH_WIDTH = 35, 18, 3
# The rule under the issuing body and under the extract: between a third and a half of the line.
RULE_SHARE = 0.4

# A long name of a body is broken before the word that tells its level.
LEVEL_WORDS = frozenset({"QUẬN", "HUYỆN", "PHƯỜNG", "XÃ", "THÀNH", "TỈNH", "THỊ", "ĐẶC"})
# Certificates: landscape, the same room at both sides of the frame.
CERTIFICATE_MARGIN = 25
CERTIFICATE_COLUMNS = (117, 130)
CERTIFICATE_HEIGHT = 88
CERTIFICATE_TITLE_SIZE, CERTIFICATE_NAME_SIZE, CERTIFICATE_SIZE = 28, 22, 15
# What stands in the middle of its column.
FIGURES = re.compile(r"[0-9.,%/ ]+")
# Room of a table's cell beside its words.
CELL_PADDING = 5

_POINT = 25.4 / 72


@cache
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = "LiberationSerif-Bold.ttf" if bold else "LiberationSerif-Regular.ttf"
    # Ten times as large, because Pillow hints small sizes to whole pixels.
    return ImageFont.truetype(str(FONT_FOLDER / name), size * 10)


def text_width(text: str, size: float, *, bold: bool = True) -> float:
    """Return how many millimetres a line of text takes."""
    return _font(size, bold=bold).getlength(text) / 10 * _POINT


def broken(text: str, size: float, *, room: float) -> str:
    """Return a line in capitals, broken in two where its column is too narrow: before the word of its level.

    Arguments:
        room: the width of the column in millimetres.
    """
    words = text.split()
    if text_width(text, size) <= room or len(words) < 2:
        return text
    halves: list[tuple[str, str]] = [
        (" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))
    ]

    def cost(pair: tuple[str, str]) -> tuple[bool, bool, float]:
        longer = max(text_width(half, size) for half in pair)
        return longer > room, pair[1].split()[0] not in LEVEL_WORDS, longer

    upper, lower = min(halves, key=cost)
    return f"{upper}\n{lower}"


def rule_width(text: str, size: float, *, whole: bool, room: float) -> float:
    """Return the length in millimetres of the rule under a text.

    Arguments:
        whole: as long as the text (motto); otherwise the share that the decree allows.
        room: the width of the column; a longer text is broken into lines.
    """
    line = min(max((text_width(part, size) for part in text.splitlines()), default=0.0), room)
    return line if whole else line * RULE_SHARE


def column_shares(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the widths of a table's columns as shares of the whole: 0 to 1, by what stands in them.

    Every column has room for its longest word; the rest goes to those with the longest texts.
    """
    least, weights = [], []
    for place, heading in enumerate(columns):
        cells = [str(row[place]) for row in rows if place < len(row)]
        words = [word for text in (heading, *cells) for word in text.split()] or [""]
        least.append(max(text_width(word, TABLE_SIZE) for word in words) + CELL_PADDING)
        weights.append(max(len(text) for text in (heading, *cells)))
    spare = max(0.0, TEXT_WIDTH - sum(least))
    most = sum(weights) or 1
    widths = [width + spare * weight / most for width, weight in zip(least, weights, strict=True)]
    return [width / sum(widths) for width in widths]
