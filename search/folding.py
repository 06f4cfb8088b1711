"""Folding of Vietnamese text: what two spellings of the same words have in common."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"đ": "d", "Đ": "d"})
_OTHER = re.compile(r"[^0-9a-z]+")


def fold(text: object) -> str:
    """Return `text` without diacritics, case or punctuation, words apart by one space.

    "Đằng Hải", "dang hai" and their decomposed spellings all give "dang hai".
    """
    decomposed = unicodedata.normalize("NFKD", str(text)).translate(_LETTERS).casefold()
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _OTHER.sub(" ", plain).strip()


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return what `fold` returns, and for each of its characters the place in `text` it comes from.

    So a match in the folded text can be shown in the text that people read.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for place, original in enumerate(text):
        for character in _fold_character(original):
            if character == " " and (not folded or folded[-1] == " "):
                continue
            folded.append(character)
            offsets.append(place)
    if folded and folded[-1] == " ":
        folded.pop()
        offsets.pop()
    return "".join(folded), offsets


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Return the folded form of one character: empty for a mark, a space for a sign."""
    decomposed = unicodedata.normalize("NFKD", character).translate(_LETTERS).casefold()
    plain = "".join(part for part in decomposed if not unicodedata.combining(part))
    return _OTHER.sub(" ", plain)
