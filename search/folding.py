"""Folding of Vietnamese text: what two spellings of the same words have in common."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"đ": "d", "Đ": "d"})
_OTHER = re.compile(r"[^0-9a-z]+")
# The letters of the Vietnamese alphabet in their order, between digits and anything else.
_ALPHABET = {letter: place for place, letter in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# The five marks of tone in the order of dictionaries: huyền, hỏi, ngã, sắc, nặng.
_TONES = {mark: place for place, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}


def fold(text: object) -> str:
    """Return `text` without diacritics, case or punctuation, words apart by one space.

    "Đằng Hải", "dang hai" and their decomposed spellings all give "dang hai".
    """
    decomposed = unicodedata.normalize("NFKD", str(text)).translate(_LETTERS).casefold()
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _OTHER.sub(" ", plain).strip()


def alphabetical(text: str) -> list[tuple[list[int], list[int]]]:
    """Return a key that sorts texts as a Vietnamese dictionary does, syllable by syllable.

    Đ stands after D, and tones decide only between syllables of the same letters. Databases and Python
    alone put "Đăng ký" after "Xác nhận".
    """
    return [_syllable_key(syllable) for syllable in unicodedata.normalize("NFC", text.casefold()).split()]


def alphabetical_key(text: str) -> str:
    """Return digits that a database sorts as `alphabetical` sorts texts, whatever its collation.

    Two digits a letter, two zeros at the end of a syllable, then one digit a tone and one zero.
    """
    return "".join(
        "".join(f"{place + 1:02d}" for place in letters) + "00" + "".join(map(str, tones)) + "0"
        for letters, tones in alphabetical(text)
    )


def _syllable_key(syllable: str) -> tuple[list[int], list[int]]:
    """Return the places of a syllable's letters in the alphabet, then of its tones in their order."""
    letters, tones = [], []
    for character in syllable:
        parts = unicodedata.normalize("NFD", character)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        if letter.isalnum():
            letters.append(_ALPHABET.get(letter, len(_ALPHABET)))
            tones.append(max(_TONES.get(part, 0) for part in parts))
    return letters, tones


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
