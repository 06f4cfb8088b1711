"""Who does what in a sentence: lead, coordinate, channel; and which units a heading addresses."""

import re
from dataclasses import dataclass, field

from reform.directives.reader.doubts import Doubt
from reform.directives.reader.proposal import ADVISE, CHANNEL, COORDINATE, LEAD, MONITOR
from reform.directives.reader.text import fold
from reform.directives.reader.units import Mention, UnitIndex

_TITLES = (
    r"(?:(?:đồng\s+chí|các\s+đồng\s+chí|các\s+ông(?:\s*\(bà\))?|ông|bà|người\s+đứng\s+đầu|thủ\s+trưởng|"
    r"trưởng|chánh|"
    r"phó\s+trưởng|giám\s+đốc|ban\s+giám\s+đốc|lãnh\s+đạo|chủ\s+tịch|chủ\s+tịch,\s*phó\s+chủ\s+tịch|cán\s+bộ|"
    r"bí\s+thư|hiệu\s+trưởng|toàn\s+thể|đối\s+với|riêng|trách\s+nhiệm\s+của|nhiệm\s+vụ\s+của|nhiệm\s+vụ)\s+)*"
)
_ASSIGN = (
    r"(?:giao\s+trách\s+nhiệm\s+cho|giao\s+nhiệm\s+vụ\s+cho|giao\s+cho|giao|yêu\s+cầu|đề\s+nghị|phân\s+công|"
    r"ủy\s+quyền\s+cho)"
)
# The authority directs a unit; a unit that "directs the schools" does work of its own.
_DIRECT = rf"(?:{_ASSIGN}|chỉ\s+đạo)"
_COORDINATE = re.compile(
    r"(?:phối\s+hợp|phối\s+kết\s+hợp)(?:\s+(?:chặt\s+chẽ|tốt|thường\s+xuyên|đồng\s+bộ))?(?:\s+(?:với|cùng|"
    r"của))?"
    rf"\s*:?\s*{_TITLES}$|\bcùng(?:\s+với)?\s+{_TITLES}$"
)
_CHANNEL = re.compile(
    rf"(?:\bqua|thông\s+qua)\s*:?\s*{_TITLES}$"
    rf"|(?:gửi|nộp|báo\s+cáo|chuyển|đăng\s+ký|phản\s+ánh|tổng\s+hợp)[^.;]{{0,120}}?\s(?:về|cho|đến|tới|"
    rf"với)\s+{_TITLES}$"
)
_LEAD_LABEL = re.compile(
    r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s+(?:chủ\s+trì|thực\s+hiện|chịu\s+trách\s+nhiệm|tham\s+mưu|đầu\s+mối)"
    r"[^:.;]{0,40}:\s*$|\bchủ\s+trì\s*:\s*$"
)
_ANCHORED = re.compile(
    rf"(?:^|[.;:–-]\s+)(?:(?:chủ\s+tịch\s+)?(?:ubnd|ủy\s+ban\s+nhân\s+dân)[^,;:.]{{0,60}}?\s)?"
    rf"(?:tiếp\s+tục\s+|đồng\s+thời\s+)?{_ASSIGN}\s*:?\s*{_TITLES}$"
)
_ANYWHERE = re.compile(rf"(?<!\w){_DIRECT}\s*:?\s*{_TITLES}$")
# "Đồng chí Nguyễn Văn A - Trưởng phòng …" names the department; "Trước ngày 25, các phòng …" comes first.
_PERSON = r"(?:(?:đồng\s+chí|ông|bà)\s+[^,;:.()\d-]{3,40}\s*[-,]\s*)?"
_WHEN = r"(?:(?:trước|chậm\s+nhất|định\s+kỳ|hàng|hằng|vào)\s[^:;.,]{0,50},\s*)?"
_AT_START = re.compile(rf"^(?:[“\"(]\s*)?{_PERSON}{_WHEN}{_TITLES}$")
_OPENS = re.compile(rf"^(?:[“\"(]\s*)?{_PERSON}(?:{_ASSIGN}\s*:?\s*)?{_TITLES}$")
_LEADS_BEFORE = re.compile(rf"\s*(?:làm\s+)?chủ\s+trì\s*[,;]\s*(?:và\s+)?{_TITLES}")
_COORDINATES_AFTER = re.compile(r"[^.;:]{0,160}?(?:cùng\s+)?phối\s+hợp(?!\s+(?:với|cùng))")
# "Chế độ báo cáo: Các đơn vị gửi …": the label says what it is about, then who.
_AFTER_LABEL = re.compile(
    rf"^(?:về|chế\s+độ|công\s+tác|thời\s+(?:gian|hạn)|nội\s+dung)(?!\w)[^:.;]{{0,60}}:\s*{_WHEN}{_TITLES}$"
)
_BY = re.compile(rf"\bdo\s+{_TITLES}$")
_LEADS_AFTER = re.compile(
    r"[^,;:.]{0,40}?\s*(?:là\s+(?:cơ\s+quan|đơn\s+vị)\s+)?(?:chủ\s+trì|chịu\s+trách\s+nhiệm|thực\s+hiện)"
)
_IN_LIST = re.compile(
    r"\s*(?:(?:thuộc\s+)?(?:quận|huyện|thành\s+phố)(?:\s+[^,;()]{1,20})?)?\s*\)?\s*(?:[,;&/+:(-]|(?:và|"
    r"cùng)\s)+"
    rf"\s*(?:(?:và|cùng)\s+)?{_TITLES}(?:(?:ubnd|ủy\s+ban\s+nhân\s+dân)\s+)?"
)
_COORDINATES_FIRST = re.compile(r"^(?:tích\s+cực\s+|chủ\s+động\s+|tiếp\s+tục\s+)*phối\s+hợp(?!\w)")
_LONGEST, _OPENING = 6000, 250
_EXCEPT = re.compile(r"\(?\s*(?:trừ|ngoại\s+trừ|không\s+bao\s+gồm|trừ\s+các)\s[^).;]*\)?")


@dataclass
class Assignment:
    """The units that a text gives work to, each with its role, and what is doubtful about it."""

    roles: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    lead_text: str = ""
    lead_kinds: set[str] = field(default_factory=set)
    opens: bool = False
    opening_end: int = 0

    @property
    def leads(self) -> list[str]:
        """Codes of the units in the lead."""
        return [code for code, role in self.roles.items() if role == LEAD]


def read_assignment(text: str, index: UnitIndex, *, anywhere: bool = False) -> Assignment:
    """Return the units that a heading or a sentence gives work to.

    Args:
        text: a heading, a bullet or the sentence that leads in a list.
        index: the known units.
        anywhere: also accept "yêu cầu …" in the middle of a long sentence, as lead-ins have it.
    """
    # Who has to act is said early; the limit keeps a text without any paragraphs from taking forever.
    text = text[:_LONGEST]
    folded = fold(text)
    result = Assignment()
    role: str | None = None
    end = 0
    for mention in index.mentions(text):
        role = _role(folded, mention, before=end, previous=role, anywhere=anywhere)
        if role:
            _take(result, mention, role, index)
        if role == LEAD and _at_start(_OPENS, folded, mention):
            result.opens = True
        if role == LEAD:
            result.opening_end = mention.end
        end = mention.end
    _leave_out(result, text, folded, index)
    return result


def _leave_out(result: Assignment, text: str, folded: str, index: UnitIndex) -> None:
    """Take out the units that the text excepts: "UBND các phường (trừ phường …)"."""
    excepted = _EXCEPT.search(folded)
    if not excepted or not result.leads:
        return
    said = text[excepted.start() : excepted.end()]
    for mention in index.mentions(said):
        for code in mention.codes if mention.kind == "unit" else ():
            result.roles.pop(code, None)
    result.doubts.append(Doubt("some_left_out", said.strip()))


def read_cell(text: str, index: UnitIndex, role: str) -> Assignment:
    """Return the units that a table cell or a labelled line lists, all in one role."""
    result = Assignment()
    folded = fold(text)
    labelled, end = role, 0
    for mention in index.mentions(text):
        after = folded[mention.end : mention.end + 20]
        if _COORDINATE.search(folded[: mention.start]):
            labelled = COORDINATE
        elif not re.fullmatch(r"\s*(?:[,;&]|và)\s*(?:-\s*)?", folded[end : mention.start]):
            # "Phối hợp: …, …" holds for the whole list behind it, until something else is said.
            labelled = role
        own = COORDINATE if re.match(r"\s*\(?\s*phối\s+hợp", after) else labelled
        _take(result, mention, own, index)
        end = mention.end
    if not result.roles and not result.doubts and text.strip(" -–.…/"):
        result.doubts.append(Doubt("unknown_unit", text.strip()[:120]))
    return result


def own_role(text: str) -> str:
    """Return the role of the responsible unit by the verb that opens its duty."""
    folded = _ADVERBS.sub("", fold(text))
    if re.match(r"(?:chủ\s+trì\s*,?\s*)?tham\s+mưu(?!\w)", folded):
        return ADVISE
    if re.match(r"(?:đôn\s+đốc|theo\s+dõi|giám\s+sát|nhắc\s+nhở)(?!\w)", folded):
        return MONITOR
    return LEAD


def only_coordinates(text: str) -> bool:
    """Say whether the duty is to coordinate with somebody, without a word on who leads."""
    return bool(_COORDINATES_FIRST.match(fold(text)))


_ADVERBS = re.compile(
    r"^(?:(?:là\s+cơ\s+quan\s+(?:thường\s+trực|đầu\s+mối)\s*,?|chủ\s+động|tiếp\s+tục|tích\s+cực|"
    r"chịu\s+trách\s+nhiệm|"
    r"có\s+trách\s+nhiệm|thường\s+xuyên|kịp\s+thời|tăng\s+cường|khẩn\s+trương|trực\s+tiếp)\s*:?\s*)+"
)


def _role(folded: str, mention: Mention, *, before: int, previous: str | None, anywhere: bool) -> str | None:
    """Return the role in which a mention takes part, None where it is only spoken of."""
    gap = folded[before : mention.start]
    if previous and _IN_LIST.fullmatch(gap) and before:
        return previous
    prefix = folded[max(0, mention.start - 220) : mention.start]
    named_after = _LEADS_BEFORE.fullmatch(gap) and _COORDINATES_AFTER.match(folded, mention.end)
    if _COORDINATE.search(prefix) or (previous == LEAD and named_after):
        return COORDINATE
    if _CHANNEL.search(prefix):
        return CHANNEL
    if _at_start(_AT_START, folded, mention) or _at_start(_AFTER_LABEL, folded, mention):
        return LEAD
    if _LEAD_LABEL.search(prefix) or _ANCHORED.search(prefix):
        return LEAD
    in_brackets = prefix.endswith("(") and re.match(r"[^()]{0,40}?\s*chủ\s+trì", folded[mention.end :])
    if in_brackets or (_BY.search(prefix) and _LEADS_AFTER.match(folded, mention.end)):
        return LEAD
    if re.search(r"[.;]\s+$", prefix) and re.match(r"[^.;]{0,60}?\s*chủ\s+trì", folded[mention.end :]):
        return LEAD
    return LEAD if anywhere and _ANYWHERE.search(prefix) else None


def _at_start(pattern: re.Pattern[str], folded: str, mention: Mention) -> bool:
    return mention.start < _OPENING and bool(pattern.match(folded[: mention.start]))


def _take(result: Assignment, mention: Mention, role: str, index: UnitIndex) -> None:
    """Enter a mention; a unit that already has a role keeps it."""
    for code in mention.codes:
        result.roles.setdefault(code, role)
    if role == LEAD:
        result.lead_text = result.lead_text or mention.text
        result.lead_kinds.add(mention.kind)
    doubt = {
        "unknown": "unknown_unit",
        "loose": "loose_group",
        "unnamed": "unnamed_units",
        "outside": "unnamed_units",
        "related": "unnamed_units",
    }.get(mention.kind)
    if doubt and role != CHANNEL:
        result.doubts.append(Doubt(doubt, mention.text))
    count = re.search(r"\d+", mention.text) if mention.kind == "wards" else None
    if count and int(count[0]) != len(index.wards):
        result.doubts.append(Doubt("ward_count", mention.text, len(index.wards)))
