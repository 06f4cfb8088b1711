"""How often: "hàng tháng", "định kỳ 6 tháng", "ngày 25 hằng tháng", "thường xuyên"."""

import re
from dataclasses import dataclass, field

_EVERY = r"(?:hàng|hằng|mỗi)"
_ONCE = r"\s*(?:/|một|1|01)\s*(?:một|1|01)?\s*lần"
_ON_DAY = (
    r"(?:(?:(?:trước|chậm\s+nhất(?:\s+(?:là|vào))?|vào|đến)\s+)?(?:ngày\s+|(?=\d{1,2}/))(?P<day>\d{1,2})(?:\s*/\s*\d{1,2})?"
    r"(?:\s*(?:và|,)\s*(?:ngày\s+)?\d{1,2}(?:\s*/\s*\d{1,2})?)*\s+(?:của\s+)?)?"
)
_NAMED = (
    ("daily", rf"{_EVERY}\s+ngày"),
    ("weekly", rf"(?:(?:vào\s+)?thứ\s+\w+\s+)?{_EVERY}\s+tuần|(?:một|1|01)\s+tuần{_ONCE}|định\s+kỳ\s+tuần"),
    ("half-yearly", rf"(?:định\s+kỳ|{_EVERY})\s+(?:0?6|sáu)\s+tháng|(?:0?6|sáu)\s+tháng{_ONCE}"),
    ("quarterly", rf"{_ON_DAY}tháng\s+(?:cuối|đầu)\s+(?:của\s+)?(?:{_EVERY}\s+)?quý"),
    ("of the period", rf"{_ON_DAY}tháng\s+cuối\s+(?:của\s+)?(?:{_EVERY}\s+)?kỳ(?:\s+báo\s+cáo)?"),
    ("quarterly", rf"{_ON_DAY}(?:{_EVERY}|định\s+kỳ)\s+quý|(?:0?3|ba)\s+tháng{_ONCE}"),
    (
        "monthly",
        rf"{_ON_DAY}(?:{_EVERY}|định\s+kỳ)\s+tháng(?!\s+\d)|(?:một|0?1)\s+tháng{_ONCE}|"
        rf"báo\s+cáo\s+tháng(?!\s+\d)",
    ),
    ("monthly", r"ngày\s+(?P<day>\d{1,2})\s+(?:của\s+)?tháng(?=\s+(?:sau|tiếp|kế)(?!\w)|\s*[.,;)]|\s*$)"),
    ("yearly", rf"{_ON_DAY}(?:{_EVERY}|định\s+kỳ)\s+năm(?!\s+\d)|(?:một|0?1)\s+năm{_ONCE}"),
    ("continuous", r"thường\s+xuyên(?:\s*,\s*liên\s+tục)?|liên\s+tục"),
)
_PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for name, pattern in _NAMED)
_PERIOD = (
    r"(?:(?:hàng|hằng)\s+)?(?:tuần|tháng|quý|0?6\s+tháng|sáu\s+tháng|0?9\s+tháng|chín\s+tháng|"
    r"năm)(?!\s+[\divx])(?!\w)"
)
_LISTED = re.compile(
    rf"(?<!\w)(?:định\s+kỳ|báo\s+cáo)\s+(?:định\s+kỳ\s+)?(?P<list>{_PERIOD}(?:\s*\([^)]{{0,80}}\))?"
    rf"(?:(?:\s*[,;]\s*|\s+và\s+){_PERIOD}(?:\s*\([^)]{{0,80}}\))?)+)"
)
# "hằng tháng (trước ngày 25)", "hàng tháng, chậm nhất ngày 25".
_DAY_AFTER = re.compile(
    r"\s*[,(]?\s*(?:trước|chậm\s+nhất(?:\s+(?:là|vào))?|vào)\s+ngày\s+(?P<day>\d{1,2})(?!\d|\s*[/.-]\s*\d|\s*tháng\s*\d)"
)
_ALONE = re.compile(r"(?<!\w)(?:báo\s+cáo\s+)?định\s+kỳ(?!\w)")
_WORDS = (
    ("weekly", "tuần"),
    ("half-yearly", "6 tháng"),
    ("half-yearly", "sáu tháng"),
    ("quarterly", "quý"),
    ("yearly", "9 tháng"),
    ("yearly", "chín tháng"),
    ("monthly", "tháng"),
    ("yearly", "năm"),
)


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
        items = re.split(r"\s*[,;]\s*|\s+và\s+", re.sub(r"\([^)]*\)", "", match["list"]))
        for item in items:
            name = next(name for name, word in _WORDS if word in " ".join(item.split()))
            hits.append((match.start(), match.end(), name, None))
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if all(match.end() <= start or match.start() >= end for start, end, *_rest in hits):
                day = match.groupdict().get("day")
                hits.append((match.start(), match.end(), name, int(day) if day else None))
    hits.sort(key=lambda hit: hit[:2])
    if any(hit[2] != "continuous" for hit in hits):
        hits = [hit for hit in hits if hit[2] != "continuous"]
    names = [hit[2] for hit in hits if hit[2] != "of the period"]
    rhythm = Rhythm(names, list(dict.fromkeys(hit[:2] for hit in hits)))
    days = [hit[3] for hit in hits if hit[3]]
    days.extend(int(after["day"]) for _start, end, *_rest in hits if (after := _DAY_AFTER.match(folded, end)))
    rhythm.day = next((day for day in days if 1 <= day <= 31), None)
    alone = _ALONE.search(folded)
    if alone and not hits:
        rhythm.unknown = folded[alone.start() : alone.end()]
    return rhythm
