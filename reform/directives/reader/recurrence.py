"""How often: "hàng tháng", "định kỳ 6 tháng", "ngày 25 hằng tháng", "thường xuyên"."""

import re
from dataclasses import dataclass, field

_EVERY = r"(?:hàng|hằng|mỗi|từng)"
_BEFORE = (
    r"(?:(?:(?:trước|chậm\s+nhất(?:\s+(?:là|vào))?|vào|đến)\s+)?(?:ngày\s+)(?P<day>\d{1,2})"
    r"(?:\s*(?:/\s*\d{1,2}|và|,|ngày|\d{1,2})\s*)*\s*(?:của\s+)?(?:tháng\s+(?:cuối|đầu)\s+)?(?:của\s+)?)?"
)
_NAMED = (
    ("daily", rf"{_BEFORE}{_EVERY}\s+ngày"),
    (
        "weekly",
        rf"(?:thứ\s+\w+\s+)?{_EVERY}\s+tuần|(?:một|1|01)\s+tuần\s*/?\s*(?:một|1|01)?\s*lần|định\s+kỳ\s+tuần",
    ),
    (
        "half-yearly",
        r"định\s+kỳ\s+(?:0?6|sáu)\s+tháng|(?:0?6|sáu)\s+tháng\s*(?:/|một|1|01)\s*(?:một|1|01)?\s*lần|"
        + rf"{_EVERY}\s+(?:6|sáu)\s+tháng",
    ),
    (
        "monthly",
        rf"{_BEFORE}(?:{_EVERY}|định\s+kỳ)\s+tháng(?!\s+\d)|(?:một|1|01)\s+tháng\s*(?:/|một)\s*(?:1|01)?\s*lần|báo\s+cáo\s+tháng(?!\s+\d)",
    ),
    (
        "quarterly",
        rf"{_BEFORE}(?:(?:{_EVERY}|định\s+kỳ)\s+quý|quý(?=\s+(?:sau|trước|báo\s+cáo)))|(?:03|3|ba)\s+tháng\s*(?:/|một|1|01)\s*(?:một|1|01)?\s*lần|tháng\s+cuối\s+quý",
    ),
    ("yearly", rf"{_BEFORE}(?:{_EVERY}|định\s+kỳ)\s+năm(?!\s+\d)"),
    ("continuous", r"thường\s+xuyên(?:\s*,\s*liên\s+tục)?|liên\s+tục"),
)
_PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for name, pattern in _NAMED)
_LISTED = re.compile(
    r"(?<!\w)định\s+kỳ\s+(?P<list>(?:(?:hàng|hằng)\s+)?(?:tháng|quý|năm|tuần)(?:\s*[,;]\s*(?:(?:hàng|hằng)\s+)?(?:tháng|quý|6 tháng|9 tháng|năm)(?!\s+\d))+)"
)
_ALONE = re.compile(r"(?<!\w)(?:báo\s+cáo\s+)?định\s+kỳ(?!\w)")
_WORDS = {"tuần": "weekly", "tháng": "monthly", "quý": "quarterly", "6 tháng": "half-yearly", "năm": "yearly"}


@dataclass
class Rhythm:
    """The frequencies found, where they stand, and a "định kỳ" that names none."""

    names: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    day: int | None = None
    unknown: str = ""


def find_frequencies(folded: str) -> Rhythm:
    """Return how often a folded text asks for something, in the order of the text.

    "continuous" yields to a real period: "thường xuyên, định kỳ hàng tháng" is monthly.
    """
    hits: list[tuple[int, int, str, int | None]] = []
    for match in _LISTED.finditer(folded):
        first = re.sub(r"^(?:hàng|hằng)\s+", "", re.split(r"\s*[,;]\s*", match["list"])[0])
        hits.append((match.start(), match.end(), _WORDS[first], None))
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if all(match.end() <= start or match.start() >= end for start, end, *_rest in hits):
                day = match.groupdict().get("day")
                hits.append((match.start(), match.end(), name, int(day) if day else None))
    hits.sort()
    if any(hit[2] != "continuous" for hit in hits):
        hits = [hit for hit in hits if hit[2] != "continuous"]
    rhythm = Rhythm([hit[2] for hit in hits], [hit[:2] for hit in hits])
    rhythm.day = next((hit[3] for hit in hits if hit[3] and 1 <= hit[3] <= 31), None)
    alone = _ALONE.search(folded)
    if alone and not hits:
        rhythm.unknown = folded[alone.start() : alone.end()]
    return rhythm
