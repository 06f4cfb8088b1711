"""Numbers to reach: "đạt 100%", "tối thiểu 90%", "ít nhất mỗi đơn vị 01 sáng kiến"."""

import re

from reform.directives.reader.doubts import Doubt
from reform.directives.reader.proposal import Target
from reform.directives.reader.text import fold, natural_space

_VALUE = r"(?P<value>\d{1,3}(?:[.,]\d+)?)"
_PERCENT = re.compile(
    r"(?P<before>(?:[^\W\d_]+\s+){0,4})" + _VALUE + r"(?:\s*%?\s*[-–]\s*(?P<upper>\d{1,3}(?:[.,]\d+)?))?"
    r"\s*(?:%|phần\s+trăm)"
)
_COUNT = re.compile(
    r"(?<!\w)(?P<limit>ít\s+nhất|tối\s+thiểu|không\s+ít\s+hơn|từ|tối\s+đa|không\s+quá|đạt|mỗi)"
    r"(?P<who>(?:\s+có)?\s+(?:là\s+)?(?:mỗi\s+)?(?:phòng|ban|đơn\s+vị|phường|cơ\s+quan|năm|quý|tháng)"
    r"(?:\s*,\s*(?:phòng|ban|đơn\s+vị|phường|cơ\s+quan))*)?"
    r"(?:\s+(?:có|xây\s+dựng|đăng\s+ký|đề\s+xuất|thực\s+hiện|tổ\s+chức|viết|đăng))*(?:\s+(?:ít\s+nhất|"
    r"tối\s+thiểu))?\s+"
    r"(?P<value>\d{1,4}(?:[.,]\d+)?)\s+(?P<what>(?!tháng|năm|ngày|giờ|quý|tuần|"
    r"phút)[^\W\d_]+(?:\s+[^\W\d_]+){0,2})"
)
_FOR_EACH = re.compile(
    r"(?P<value>\d{1,4})\s+(?P<what>[^\W\d_]+(?:\s+[^\W\d_]+){0,3})\s*/\s*(?:đơn\s+vị|phòng|phường|cơ\s+quan)"
)
_UPPER_LIMIT = re.compile(r"(?:dưới|không\s+quá|tối\s+đa|không\s+vượt\s+quá|ít\s+hơn)\s+$")
_ABOVE = re.compile(r"(?:trên|vượt|hơn|cao\s+hơn)\s+$")
_STOP = re.compile(
    r"\s+(?:trở|được|nhằm|để|trong|về|và|của|có|tại|theo|do|mỗi|đã|phải|đạt|hoặc|trên|so|cho|ở|là|vào|giữa|bằng)(?!\w).*$"
)
# Ages, clauses and stretches of time are no targets; a number of units is one only with a limit.
_NEVER_COUNTED = re.compile(r"^(?:điều|khoản|mục|tuổi|đến|giờ|năm|triệu|tỷ)(?!\w)")
_UNITS_COUNTED = re.compile(r"^(?:phòng|phường|đơn vị|cơ quan)(?!\w)")
_LIMIT = re.compile(r"^(?:ít|tối|không)")
_COURSES = re.compile(
    r"(?<!\w)(?P<limit>tổ\s+chức|mở)\s+(?P<value>\d{1,3})\s+(?P<what>(?:lớp|khóa|hội\s+nghị|cuộc|đợt|buổi|hội\s+thi)"
    r"(?!\w)(?:\s+(?:tập\s+huấn|bồi\s+dưỡng|đào\s+tạo|kiểm\s+tra|tuyên\s+truyền|đối\s+thoại))?)"
)
_NONE_OVERDUE = re.compile(
    r"(?:không|chấm\s+dứt\s+việc)\s+(?:được\s+)?để\s+(?:[^\W\d_]+\s+){0,5}?"
    r"(?P<what>hồ\s+sơ(?:\s+[^\W\d_]+){0,4}?\s+(?:quá\s+hạn|trễ\s+hạn|chậm\s+muộn))"
)


def find_targets(text: str) -> tuple[list[Target], list[Doubt]]:
    """Return the targets that a text states, in order, and what is doubtful about them."""
    folded = fold(text)
    placed: list[tuple[int, Target]] = []
    doubts: list[Doubt] = []
    for match in _PERCENT.finditer(folded):
        stated = natural_space(text[match.start() : match.end()])
        placed.append(
            (match.start(), Target(_number(match["value"]), "%", _comparison(match, folded), stated))
        )
        if match["upper"]:
            doubts.append(Doubt("target_range", stated))
    for match in _NONE_OVERDUE.finditer(folded):
        what = natural_space(text[match.start("what") : match.end("what")])
        stated = natural_space(text[match.start() : match.end()])
        placed.append((match.start(), Target(0, what, "<=", stated)))
    for pattern in (_COUNT, _FOR_EACH, _COURSES):
        placed.extend(_counts(pattern, text, folded, placed))
    placed.sort(key=lambda pair: pair[0])
    return [target for _position, target in placed], doubts


def _counts(
    pattern: re.Pattern[str], text: str, folded: str, taken: list[tuple[int, Target]]
) -> list[tuple[int, Target]]:
    counts = []
    for match in pattern.finditer(folded):
        what = _STOP.sub("", match["what"])
        groups = match.groupdict()
        limit, who = groups.get("limit") or "", groups.get("who") or ""
        counts_units = bool(_UNITS_COUNTED.match(what)) and not _LIMIT.match(limit)
        known = any(match.start() <= place < match.end() for place, _target in taken)
        if counts_units or known or _NEVER_COUNTED.match(what):
            continue
        comparison = "<=" if re.match(r"tối\s+đa|không\s+quá", limit) else ">="
        per_unit = pattern is _FOR_EACH or bool(re.search(r"phòng|ban|đơn|phường|cơ", who))
        unit = text[match.start("what") : match.start("what") + len(what)]
        stated = natural_space(text[match.start() : match.start("what") + len(what)])
        counts.append((match.start(), Target(_number(match["value"]), unit, comparison, stated, per_unit)))
    return counts


def _comparison(match: re.Match[str], folded: str) -> str:
    before = folded[max(0, match.start("value") - 24) : match.start("value")]
    if _UPPER_LIMIT.search(before):
        return "<="
    return ">" if _ABOVE.search(before) else ">="


def _number(written: str) -> float:
    """Read a number with a decimal comma or point; a leading zero ("01") has no meaning."""
    return float(written.replace(",", "."))
