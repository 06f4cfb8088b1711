"""The usual ways of writing the name of a unit, as patterns over folded text."""

import re
from itertools import pairwise

from reform.directives.reader.text import fold

_OPENING_WORDS = frozenset(
    [
        "phòng",
        "văn",
        "vp",
        "ubnd",
        "hđnd",
        "phường",
        "xã",
        "thị",
        "trung",
        "ban",
        "công",
        "chi",
        "cục",
        "bảo",
        "kho",
        "hội",
        "liên",
        "đoàn",
        "mặt",
        "mttq",
        "trường",
        "trạm",
        "đội",
        "hạt",
        "tòa",
        "viện",
        "ngân",
        "bưu",
        "điện",
        "đài",
        "sở",
        "bộ",
        "p",
    ]
)
_OPENERS = {"phòng": r"(?:phòng\s+|p\.\s*)", "phường": r"(?:phường\s+|p\.\s*)"}
_LONG_FORMS = {
    "ubnd": r"(?:ubnd|ủy\s+ban\s+nhân\s+dân)",
    "hđnd": r"(?:hđnd|hội\s+đồng\s+nhân\s+dân)",
}
_BETWEEN = r"(?:\s*[-&,]\s*(?:và\s+)?|\s+(?:và\s+)?)"
_BETWEEN_ACRONYMS = r"[\s\-&,]*(?:và\s+)?"


def spelling(name: str) -> str:
    """Return a pattern for a name, or "" for one that is also a plain word ("Kinh tế")."""
    tokens = _tokens(name)
    if len(tokens) < 2 or not _is_full_name(tokens):
        return ""
    head, *rest = tokens
    opener = _OPENERS.get(head)
    return rf"(?<!\w){opener or ''}{_chain(rest if opener else tokens, name)}(?!\w)"


def core(name: str) -> str:
    """Return a pattern for a name without its opening "Phòng" or "phường", as lists leave it out."""
    tokens = _tokens(name)
    if tokens[:2] == ["ubnd", "phường"]:
        tokens = tokens[1:]
    return rf"{_chain(tokens[1:], name)}(?!\w)" if len(tokens) > 1 and tokens[0] in _OPENERS else ""


def initials(name: str) -> str:
    """Return a pattern for a department with each half of its name in full or by its initials.

    "Phòng Lao động - Thương binh và Xã hội" is also written "Phòng LĐ-TB&XH" or "Phòng Lao động - TBXH".
    """
    opener, _space, rest = fold(name).partition(" ")
    if opener != "phòng" or not re.search(r"\w", rest):
        return ""
    chunks = [
        re.findall(r"\w+", chunk)
        for chunk in re.split(r"\s*[-&,]\s*|\s+và\s+", rest)
        if re.search(r"\w", chunk)
    ]
    either = ["|".join((r"\s+".join(words), "".join(word[0] for word in words))) for words in chunks]
    short = _BETWEEN_ACRONYMS.join(f"(?:{forms})" for forms in either)
    return rf"(?<!\w){_OPENERS['phòng']}(?P<short>{short})(?!\w)"


def is_fair_abbreviation(written: str, name: str) -> bool:
    """Say whether the words of a short form that are not words of the name are in capitals."""
    known = set(_tokens(name))
    return all(fold(word) in known or word == "và" or word.isupper() for word in re.findall(r"\w+", written))


def _tokens(name: str) -> list[str]:
    folded = fold(name).replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")
    return [word for word in re.findall(r"\w+", folded) if word != "và"]


def _is_full_name(tokens: list[str]) -> bool:
    """Say whether a name can stand alone: "Kinh tế" or "Thanh tra" are also plain words."""
    return len(tokens) > 2 if tokens[:2] == ["thanh", "tra"] else tokens[0] in _OPENING_WORDS


def _chain(tokens: list[str], name: str) -> str:
    """Join tokens so that spaces, hyphens, "&", commas and "và" between them are all the same."""
    acronyms = {fold(word) for word in re.findall(r"\w+", name) if word.isupper()}
    pattern = _LONG_FORMS.get(tokens[0], re.escape(tokens[0]))
    for before, word in pairwise(tokens):
        between = _BETWEEN_ACRONYMS if before in acronyms and word in acronyms else _BETWEEN
        pattern += between + _LONG_FORMS.get(word, re.escape(word))
    return pattern
