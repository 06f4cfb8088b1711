"""Folding of Vietnamese text: what two spellings of the same words have in common."""

import re
import unicodedata

_LETTERS = str.maketrans({"đ": "d", "Đ": "d"})
_OTHER = re.compile(r"[^0-9a-z]+")


def fold(text: object) -> str:
    """Return `text` without diacritics, case or punctuation, words apart by one space.

    "Đằng Hải", "dang hai" and their decomposed spellings all give "dang hai".
    """
    decomposed = unicodedata.normalize("NFKD", str(text)).translate(_LETTERS).casefold()
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _OTHER.sub(" ", plain).strip()
