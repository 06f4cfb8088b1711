"""The marks that open a numbered heading or a bullet: "II.", "3.", "1.2.", "a)", "Điều 4.", "-"."""

import re
from dataclasses import dataclass

_BULLETS = "-–—−+•●○▪■□◦‣∙·*➢➤►✓✔❖♦⁃§"
_BULLET = re.compile(rf"(?P<label>[{re.escape(_BULLETS)}])(?:\s+|(?=[^\W\d_]))(?P<rest>\S.*)$", re.DOTALL)
_ARTICLE = re.compile(
    r"(?P<kind>điều|mục|phần|chương)\s+(?P<label>\d{1,3}|[ivxlc]{1,6}|[a-dđ]|thứ\s+\w+)\s*(?:[.:)\-–/]\s*|"
    r"\s+|$)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DECIMAL = re.compile(
    r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,4})(?:[.)/:]\s*|\s+[-–]\s+|\s+)(?P<rest>\D.*)$", re.DOTALL
)
_NUMBER = re.compile(
    r"(?P<label>\d{1,2})(?:(?P<end>[.)/])\s*(?=[^\d\s])|\s*[-–:]\s+(?=[^\W\d_]))(?P<rest>\S.*)$", re.DOTALL
)
_BRACKETED = re.compile(r"\((?P<label>\d{1,2}|[ivx]{1,5}|[a-zđ])\)\s*(?P<rest>\S.*)$", re.DOTALL)
_ROMAN = re.compile(r"(?P<label>[IVX]{1,6})(?:[.):]\s*|/\s*(?!v\b)|\s*[-–]\s+)(?P<rest>\S.*)$", re.DOTALL)
_CAPITAL = re.compile(r"(?P<label>[A-HĐ])(?:[.)/]\s+|\s*[-–]\s+)(?P<rest>\S.*)$", re.DOTALL)
_SMALL_ROMAN = re.compile(r"(?P<label>i{1,3}|iv|vi{0,3}|ix|x)(?:\)\s*|\.\s+)(?P<rest>\S.*)$", re.DOTALL)
_LETTER = re.compile(r"(?P<label>[a-zđ]\d?)(?:\)\s*|[./]\s+)(?P<rest>\S.*)$", re.DOTALL)
_ROMAN_VALUE = re.compile(r"^(?:X{0,3})(?:IX|IV|V?I{0,3})$")
# A wrapped line may open with a date or a document number, which must not be read as a heading.
_NOT_A_HEADING = re.compile(r"^\d{1,2}\s*(?:[/.-]\s?\d|[/-]\s?(?:QĐ|KH|UBND|NĐ|CT|TB|BC|NQ|TT|CV|HD)\s?[-/])")


@dataclass(frozen=True)
class Marker:
    """The mark in front of a line: its kind, the label as written and the length it takes up."""

    kind: str
    label: str
    length: int

    @property
    def is_bullet(self) -> bool:
        """Say whether the mark is a bullet, which carries no number."""
        return self.kind.startswith("bullet")


def read_marker(line: str) -> Marker | None:
    """Return the mark that opens the line, or None for a plain paragraph."""
    for kind, pattern in _PATTERNS:
        match = pattern.match(line)
        if match and not _is_false(kind, match, line):
            return Marker(_full_kind(kind, match), _label(kind, match), match.start("rest"))
    return None


def has_marker(line: str) -> bool:
    """Say whether the line opens with a heading number or a bullet."""
    return read_marker(line) is not None


_PATTERNS = (
    ("article", _ARTICLE),
    ("decimal", _DECIMAL),
    ("number", _NUMBER),
    ("bracket", _BRACKETED),
    ("roman", _ROMAN),
    ("capital", _CAPITAL),
    ("small_roman", _SMALL_ROMAN),
    ("letter", _LETTER),
    ("bullet", _BULLET),
)


def _is_false(kind: str, match: re.Match[str], line: str) -> bool:
    if kind == "number":
        return bool(_NOT_A_HEADING.match(line))
    if kind == "roman":
        return not _ROMAN_VALUE.match(match["label"])
    if kind == "article":
        # "Mục tiêu" and "Phần mềm" are words; "Điều 5 của Luật …" in running text is a reference.
        return not line[0].isupper() or match["rest"].startswith(("của ", "Luật ", "Nghị định"))
    return False


def _full_kind(kind: str, match: re.Match[str]) -> str:
    if kind == "article":
        return f"article:{match['kind'].lower()}"
    if kind == "decimal":
        return f"decimal:{match['label'].count('.')}"
    if kind == "number":
        return "number:" + ("." if match["end"] in {".", None, "/"} else match["end"])
    return f"bullet:{_same_dash(match['label'])}" if kind == "bullet" else kind


def _same_dash(bullet: str) -> str:
    return "-" if bullet in "-–—−⁃" else bullet


def _label(kind: str, match: re.Match[str]) -> str:
    return "" if kind == "bullet" else match["label"]
