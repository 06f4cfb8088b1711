"""Text as old Windows wrote it."""

from __future__ import annotations

import unicodedata


def windows_1258(text: str) -> bytes:
    """Return text as Vietnamese Windows writes it: the tone as a sign behind its letter."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    pieces = []
    for character in unicodedata.normalize("NFC", text):
        marks = [mark for mark in unicodedata.normalize("NFD", character) if mark in tones]
        base = "".join(mark for mark in unicodedata.normalize("NFD", character) if mark not in tones)
        pieces.append(unicodedata.normalize("NFC", base) + "".join(marks))
    return "".join(pieces).encode("windows-1258")
