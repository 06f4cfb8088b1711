"""When a task is due.

"Trước ngày 15/7" is read as 15 July: in administrative practice the named day is the last one on which
the work is accepted, and the officer who confirms the proposal can move it. A month, quarter or year
ends on its last day.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reform.directives.reader.citations import read_day
from reform.directives.reader.doubts import Doubt
from reform.directives.reader.proposal import Timing
from reform.directives.reader.recurrence import find_frequencies
from reform.directives.reader.text import fold, natural_space

_DAY = (
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:[/.-]\s*(?P<month>\d{1,2})(?:\s*[/.-]\s*(?P<year>\d{4}))?(?![\d/%])"
    r"|\s+tháng\s+(?P<month2>\d{1,2})(?:\s*(?:/|năm)\s*(?P<year2>\d{4}))?)"
)
_BY = (
    r"(?:xong\s+trước|hoàn\s+thành\s+trước|trước|chậm\s+nhất(?:\s+(?:là|đến|vào|trong))*|"
    r"muộn\s+nhất(?:\s+(?:là|vào))*|"
    r"đến\s+hết|hết|đến|hạn\s+(?:cuối|chót)(?:\s+là)?|thời\s+hạn(?:\s+\w+){0,3}?|hạn(?:\s+\w+){0,2}?|"
    r"xong\s+trong|trong|"
    r"không\s+(?:muộn|chậm|quá)\s*(?:hơn)?|hoàn\s+thành(?:\s+(?:vào|xong|trong))*|vào)"
)
_CLOCK = r"(?:\s*:)?(?:\s+(?:lúc\s+)?\d{1,2}\s*(?:h|giờ|g|:)\s*(?:\d{2})?(?:\s*phút|['’′])?\s*,?)?"
_BY_DAY = re.compile(rf"(?<!\w)(?P<by>{_BY}){_CLOCK}\s+{_DAY}")
_BARE_DAY = re.compile(r"(?<!\w)(?P<by>)(?=ngày\s|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})" + _DAY)
_YEAR = r"(?:\s*(?:/|-|,?\s*năm)\s*(?P<year>\d{4}))?"
_IN = (
    r"(?P<by>hoàn\s+thành(?:\s+(?:xong|trong|vào|trước))*|xong(?:\s+(?:trong|trước))?|trong|trước|"
    r"chậm\s+nhất(?:\s+(?:là|trong|vào))*|"
    r"đến\s+hết|hết|cuối|đến\s+cuối|vào\s+cuối|đầu|giữa|thời\s+hạn(?:\s+\w+){0,3}?\s*:?|vào|đến)"
)
_MONTH = re.compile(
    rf"(?<!\w)(?:{_IN}\s+)?(?:hết\s+|cuối\s+)?tháng\s+(?P<month>\d{{1,2}})(?!\s*tháng){_YEAR}(?![\d])"
)
_QUARTER = re.compile(
    rf"(?<!\w)(?:{_IN}\s+)?(?:hết\s+|cuối\s+)?quý\s+(?P<quarter>iv|i{{1,3}}|[1-4])(?!\w){_YEAR}"
)
_HALF = re.compile(
    rf"(?<!\w)(?:{_IN}\s+)?(?:6|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?:\s+(?P<year>\d{{4}}))?"
)
_YEAR_END = re.compile(rf"(?<!\w){_IN}\s+năm\s+(?P<year>\d{{4}})(?![-–\d])")
_RELATIVE = re.compile(
    r"(?:trong\s+(?:vòng|thời\s+hạn)|chậm\s+nhất(?:\s+là)?|sau|trước)\s+\d{1,3}\s*(?:\(\w+(?:\s\w+)*\)\s*)?"
    r"(?:ngày|(?P<hour>giờ)(?!\s*(?:\d|,|ngày))|tháng|tuần)(?:\s+làm\s+việc)?"
    r"(?P<since>\s*,?\s*(?:kể\s+)?(?:từ|so\s+với|sau|trước)[^,;.()]*)?"
)
_BY_RULE = re.compile(
    r"(?:đúng|theo|kịp|bảo\s+đảm|đảm\s+bảo)?\s*(?:tiến\s+độ|thời\s+gian|thời\s+hạn|"
    r"thời\s+điểm)(?:\s+thời\s+gian)?\s*,?\s*"
    r"(?:theo\s+|đúng\s+)*(?:quy\s+định|yêu\s+cầu|kế\s+hoạch)|"
    # Dossiers handled "đúng hạn" are how well the work is done; a report sent so is when.
    r"(?:báo\s+cáo|gửi|nộp|trình)[^.;,]{0,60}\sđúng\s+hạn(?!\s+và\s+trước)|"
    r"theo\s+kế\s+hoạch\s+được\s+giao"
)
# A day from which something runs, and the period that a report or plan is about, are no deadlines.
_FROM = re.compile(r"(?<!\w)từ\s+$")
_TOPIC = re.compile(
    r"(?<!\w)(?:kết\s+quả|tình\s+hình|tổng\s+kết|sơ\s+kết|công\s+tác|kế\s+hoạch|chương\s+trình|nhiệm\s+vụ|"
    r"chỉ\s+số|chỉ\s+tiêu|số\s+liệu)(?!\w)[^.;,()]{0,90}$"
)
_NEEDS_BY = re.compile(r"(?:báo\s+cáo|gửi|nộp|hoàn\s+thành|trình)[^.;]{0,120}$")


@dataclass(frozen=True)
class Clock:
    """What is known of the dispatch's own date: the day, or at least the year."""

    day: date | None
    year: int | None


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    due: date | None
    doubt: str = ""


def read_timing(text: str, clock: Clock, *, is_deadline: bool = False) -> tuple[Timing, list[Doubt]]:
    """Return when a task is due or how often, and what is doubtful about it.

    Args:
        text: the task, its citations blanked out so that their dates do not count.
        clock: the date of the dispatch, from which a missing year is taken.
        is_deadline: the text is the cell or line of a deadline, so that a bare date is one.
    """
    folded = fold(text)
    rhythm = find_frequencies(folded)
    masked = folded
    for start, end in rhythm.spans:
        masked = masked[:start] + "§" * (end - start) + masked[end:]
    found = _without_overlaps(_find(masked, clock, is_deadline=is_deadline))
    doubts = [Doubt(item.doubt, _said(text, item)) for item in found if item.doubt]
    dated = [item for item in found if item.due]
    if any(not item.doubt for item in dated):
        doubts = [doubt for doubt in doubts if doubt.code not in {"bare_period", "bare_date"}]
        dated = [item for item in dated if item.doubt != "bare_date"]
    last = max(dated, key=lambda item: item.due or date.min, default=None)
    if len({item.due for item in dated}) > 1:
        doubts.append(Doubt("several_deadlines", "; ".join(_said(text, item) for item in dated)))
    if last and last.due and clock.day and last.due < clock.day:
        doubts.append(Doubt("deadline_before_document", _said(text, last)))
    doubts.extend(_rhythm_doubts(text, rhythm.spans, rhythm.unknown, several=len(set(rhythm.names)) > 1))
    rule = _BY_RULE.search(masked)
    if rule and not last:
        doubts.append(Doubt("due_by_rule", natural_space(text[rule.start() : rule.end()])))
    return (
        Timing(
            due=last.due if last else None,
            due_text=_said(text, last) if last else "",
            frequency=rhythm.names[0] if rhythm.names else None,
            frequency_text="; ".join(natural_space(text[a:b]) for a, b in rhythm.spans)
            if rhythm.names
            else "",
            day_of_period=rhythm.day,
            by_rule=bool(rule and not last),
        ),
        doubts,
    )


def _rhythm_doubts(text: str, spans: list[tuple[int, int]], unknown: str, *, several: bool) -> list[Doubt]:
    doubts = [Doubt("period_unknown", unknown)] if unknown else []
    if several:
        doubts.append(Doubt("several_frequencies", ", ".join(natural_space(text[a:b]) for a, b in spans)))
    return doubts


def _said(text: str, item: _Found) -> str:
    return natural_space(text[item.start : item.end])


def _find(folded: str, clock: Clock, *, is_deadline: bool) -> Iterator[_Found]:
    """Yield everything that looks like a deadline, the surest forms first."""
    for match in _RELATIVE.finditer(folded):
        if match["hour"] and not match["since"]:
            # "báo cáo trước 16 giờ" is an hour of the day, not a stretch of time.
            continue
        yield _Found(match.start(), match.end(), None, "relative_deadline")
    for pattern in (_BY_DAY, _BARE_DAY):
        for match in pattern.finditer(folded):
            yield _day(match, folded, clock, sure=bool(match["by"]) or is_deadline)
    for match in _HALF.finditer(folded):
        month = 6 if match["half"] == "đầu" else 12
        yield _period(match, month, clock, sure=_means_deadline(match, is_deadline=is_deadline))
    for match in _QUARTER.finditer(folded):
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["quarter"]) or int(match["quarter"])
        yield _period(match, quarter * 3, clock, sure=_means_deadline(match, is_deadline=is_deadline))
    for match in _MONTH.finditer(folded):
        yield _period(match, int(match["month"]), clock, sure=_means_deadline(match, is_deadline=is_deadline))
    for match in _YEAR_END.finditer(folded):
        if match["by"] != "đến" and (not clock.year or int(match["year"]) >= clock.year):
            yield _period(match, 12, clock, sure=_means_deadline(match, is_deadline=is_deadline))
    whole = re.fullmatch(r"\s*(?P<by>)năm\s+(?P<year>\d{4})\s*", folded)
    if is_deadline and whole:
        yield _period(whole, 12, clock, sure=True)


def _means_deadline(match: re.Match[str], *, is_deadline: bool) -> bool:
    """A period is a deadline after "trong", "hết" and the like, alone in brackets, or in its column."""
    around = (
        match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    )
    return is_deadline or bool(match["by"]) or around == "()"


def _day(match: re.Match[str], folded: str, clock: Clock, *, sure: bool) -> _Found:
    year = match["year"] or match["year2"] or clock.year
    month = match["month"] or match["month2"]
    if year is None:
        return _Found(match.start(), match.end(), None, "year_missing")
    due = read_day(match["day"], month, str(year))
    if due is None:
        return _Found(match.start(), match.end(), None, "date_impossible")
    if sure:
        return _Found(match.start(), match.end(), due)
    if _FROM.search(folded[: match.start()]):
        return _Found(match.start(), match.end(), None)
    asked_for = bool(_NEEDS_BY.search(folded[: match.start()]))
    return _Found(match.start(), match.end(), due if asked_for else None, "bare_date")


def _period(match: re.Match[str], month: int, clock: Clock, *, sure: bool) -> _Found:
    """Return the last day of a period; "trước tháng 9" ends with August."""
    year = int(match["year"]) if match["year"] else clock.year
    before = match.string[: match.start()]
    if not sure:
        is_topic = bool(_FROM.search(before) or _TOPIC.search(before))
        return _Found(match.start(), match.end(), None, "" if is_topic else "bare_period")
    if year is None:
        return _Found(match.start(), match.end(), None, "year_missing")
    if not 1 <= month <= 12 or not 1900 <= year <= 2200:
        return _Found(match.start(), match.end(), None, "date_impossible")
    by = match["by"] or ""
    if by in {"đầu", "giữa"}:
        return _Found(
            match.start(),
            match.end(),
            date(year, month, calendar.monthrange(year, month)[1]),
            "vague_deadline",
        )
    if (
        by.endswith("trước")
        and "tháng" in match[0]
        and "half" not in match.re.groupindex
        and "hết" not in match[0]
    ):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        return _Found(
            match.start(),
            match.end(),
            date(year, month, calendar.monthrange(year, month)[1]),
            "vague_deadline",
        )
    return _Found(match.start(), match.end(), date(year, month, calendar.monthrange(year, month)[1]))


def _without_overlaps(items: Iterator[_Found]) -> list[_Found]:
    """Keep the first reading of every stretch of text, then put them in the order of the text."""
    kept: list[_Found] = []
    for item in items:
        if all(item.end <= other.start or item.start >= other.end for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)
