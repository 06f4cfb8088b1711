"""Group words ("các phòng", "08 phường", "các đơn vị") and bodies that are not known units."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reform.directives.reader.units import Mention

LIST_SEPARATOR = re.compile(r"\s*(?:[:,;(&/]|-(?=\s)|và\s)\s*(?:và\s+)?")
_SPACE = re.compile(r"\s+")
_PROPER_NAME = re.compile(r"[A-ZĐÀ-Ỹ][a-zđà-ỹ]+(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){1,2}(?:\s+\d)?(?!\w)")
_ALL = r"(?:các|những|toàn\s+bộ(?:\s+các)?|tất\s+cả(?:\s+các)?|\d{1,3})"
_OF_DISTRICT = (
    r"(?:\s+(?:chuyên\s+môn|quản\s+lý\s+nhà\s+nước|qlnn|nghiệp\s+vụ|trực\s+thuộc|thuộc|của)"
    r"(?=\W|$))*(?:\s+(?:ubnd|ủy\s+ban\s+nhân\s+dân))?(?:\s+(?:quận|huyện|thành\s+phố))?"
)
_PLURALS = (
    r"(?:phòng|ban|ngành|đoàn\s+thể|cơ\s+quan|đơn\s+vị|tổ\s+chức|địa\s+phương|bộ\s+phận|sở|"
    r"chủ\s+đầu\s+tư|trường(?!\s+hợp)(?:\s+học)?|doanh\s+nghiệp|trạm\s+y\s+tế|hội)"
)
# A group with none of these ("các đoàn thể", "các trường học") is outside the authority.
_OWN_BODIES = {"phòng", "ban", "ngành", "cơ quan", "đơn vị", "địa phương", "bộ phận", "sở"}
_BODIES = re.compile(
    rf"(?<!\w)(?P<all>{_ALL})\s+(?P<list>{_PLURALS}(?:\s*(?:,|;|-|và|"
    rf"/)\s*(?:các\s+)?{_PLURALS}(?!\w))*)(?!\w)"
    rf"(?P<kind>{_OF_DISTRICT})"
)
_WARDS = re.compile(
    r"(?<!\w)(?:(?:ubnd|ủy\s+ban\s+nhân\s+dân)\s+)?"
    rf"{_ALL}\s+(?:xã\s*,\s*)?phường(?!\w)(?:\s*,\s*(?:xã|thị\s+trấn))*(?:\s+(?:trực\s+thuộc|thuộc|"
    rf"của)\s+quận)?"
)
_WARDS_AFTER_LIST = re.compile(
    r"\s*(?:,|;|và)\s*(?P<wards>(?:ubnd\s+|ủy\s+ban\s+nhân\s+dân\s+)?phường)(?!\w)(?!\s+[a-zđà-ỹ])"
)
_NOT_ALL = re.compile(
    r"\s+(?:sự\s+nghiệp|ngành\s+dọc|trung\s+ương)(?!\w)|\s*,?\s*(?:(?:có\s+)?liên\s+quan|khác|còn\s+lại|nêu\s+trên|nói\s+trên|được\s+giao)"
)
_STATE_BODIES = re.compile(r"chuyên\s+môn|quản\s+lý\s+nhà\s+nước|qlnn")

_OPENERS = (
    "Phòng|Văn phòng|Thanh tra|Công an|Trung tâm|Ban [Qq]uản lý dự án(?: đầu tư xây dựng)?|Ban [Qq]uản lý|"
    "BQL|Ban [Cc]hỉ huy|Ban|Đài|"
    "Chi cục|Cục|Bảo hiểm xã hội|Bảo hiểm|Kho bạc|Sở|Hội|Liên đoàn|Đoàn|Mặt trận|MTTQ|Trường|Trạm|Đội|Hạt|"
    "UBMTTQ|UB MTTQ|Tổ công tác|"
    "UBND|Ủy ban nhân dân|Ủy ban|Ngân hàng|Tòa án|Viện|Công ty|Bưu điện|Điện lực|[Pp]hường|Bộ|"
    "Huyện đoàn|Quận đoàn"
)
_BODY = re.compile(rf"(?<!\w)(?:các\s+)?(?:{_OPENERS})(?!\w)(?=(?P<rest>(?:\s+\S+){{0,14}}))")
_OPENER = re.compile(rf"(?:{_OPENERS}|HĐND)(?!\w)")
_KINDS_OF_PLACE = frozenset(
    ["quận", "huyện", "phường", "xã", "thành", "phố", "tỉnh", "nhân", "dân", "tổ", "quốc", "quân", "sự"]
)
_WHOSE = re.compile(
    r"(?:\s+(?!(?:chủ|phối|có|tham|thực|tăng|đẩy|xây|tổ|hướng|tiếp|rà|và|là|báo|trên|của|tại|cho|về|từ|với|đến|trình|"
    r"gửi|kiểm|địa|quận|huyện)\b)[a-zđà-ỹ]+){1,5}\s+(?:quận|huyện|thành\s+phố|tỉnh|phường)(?!\w)"
)
_NOT_IN_NAME = frozenset(
    [
        "chủ",
        "phối",
        "có",
        "tham",
        "thực",
        "tăng",
        "đẩy",
        "xây",
        "tổ",
        "hướng",
        "tiếp",
        "rà",
        "và",
        "là",
        "báo",
    ]
)
_ELSEWHERE = re.compile(
    r"\s+(?:quận|huyện|thị\s+xã|thành\s+phố|tỉnh)\s+(?P<place>[A-ZĐÀ-Ỵ]\w*(?:\s+[A-ZĐÀ-Ỵ]\w*)?)"
)
# The authority's own bodies: named as the one who receives or decides, never as one who is assigned.
_AUTHORITY = re.compile(
    r"^(?:UBND|Ủy ban nhân dân|Ủy ban)(?:\s+(?:quận|huyện|thành phố|tỉnh)(?:\s.*)?)?$", re.IGNORECASE
)


def separator(folded: str, end: int, *, after_group: bool) -> re.Match[str] | None:
    """Return what separates a name from the next one of its list; right after "các phường" a space does."""
    return LIST_SEPARATOR.match(folded, end) or (_SPACE.match(folded, end) if after_group else None)


def stranger(text: str, start: int) -> "Mention | None":
    """Return the name of a ward that is not known, in a list of wards: "các phường Cát Bi, Máy Tơ"."""
    from reform.directives.reader.units import Mention

    name = _PROPER_NAME.match(text, start)
    if name is None or _OPENER.match(name[0]):
        return None
    return Mention(start, name.end(), name[0], "unknown")


def find(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of every group word in a folded text."""
    for match in _BODIES.finditer(folded):
        end = match.end()
        if related := _NOT_ALL.match(folded, end):
            yield match.start(), related.end(), "related"
            continue
        yield match.start(), end, _kind_of_bodies(match)
        if wards := _WARDS_AFTER_LIST.match(folded, end):
            yield wards.start("wards"), wards.end("wards"), "wards"
    for match in _WARDS.finditer(folded):
        related = _NOT_ALL.match(folded, match.end())
        yield match.start(), related.end() if related else match.end(), "related" if related else "wards"


def _kind_of_bodies(match: re.Match[str]) -> str:
    names = set(re.findall(_PLURALS, match["list"]))
    if _STATE_BODIES.search(match["kind"]) and "sở" not in names:
        return "loose" if "đơn vị" in names else "departments"
    if "phòng" not in names or "sở" in names:
        return "unnamed" if names & _OWN_BODIES else "outside"
    return "departments" if names <= {"phòng", "ban"} else "loose"


def unknown_bodies(text: str) -> "Iterator[Mention]":
    """Yield what looks like the name of a body; the caller keeps only those no known unit covers."""
    from reform.directives.reader.units import Mention

    for match in _BODY.finditer(text):
        end = _end_of_name(text, match.start("rest"), match["rest"])
        name = text[match.start() : end].rstrip(" ,;:.)-")
        if _says_whose(name) and not _AUTHORITY.match(name) and not name.islower():
            yield Mention(match.start(), match.start() + len(name), name, "unknown")


def _says_whose(name: str) -> bool:
    """Say whether more than a common noun is there: "Thanh tra đột xuất" is work, "Công an quận" a body."""
    later = name.split()[1:]
    return (
        name.isupper()
        or name.endswith(" đoàn")
        or any(word[:1].isupper() or word in _KINDS_OF_PLACE for word in later)
    )


def _end_of_name(text: str, start: int, rest: str) -> int:
    """Return where a name ends: capitalised words, each with one small word after it."""
    end, after_capital = start, True
    for match in re.finditer(r"\s+(\S+)", rest):
        word = match[1].strip('("“')
        bare = word.rstrip(',;:.)”"/')
        if word[:1].isupper() or bare in {"-", "–", "&"}:
            after_capital = True
        elif bare in _KINDS_OF_PLACE or (bare == "và" and _name_goes_on(rest[match.end() :])):
            after_capital = bare == "và"
        elif after_capital and bare.isalpha() and bare not in _NOT_IN_NAME:
            after_capital = False
        elif whose := _WHOSE.match(rest, match.start()):
            # "Trung tâm Phát triển quỹ đất quận": small words that end in whose body it is.
            end = start + whose.end()
            break
        else:
            break
        end = start + match.start(1) + len(bare)
        if bare != match[1]:
            break
    return end


def _name_goes_on(after: str) -> bool:
    """Say whether "và" joins two words of one name rather than the name of another body."""
    return after.lstrip()[:1].isupper() and not _OPENER.match(after.lstrip())


def belongs_elsewhere(text: str, end: int, places: str) -> bool:
    """Say whether a name is followed by another district: "Phòng Nội vụ quận Lê Chân".

    A place that occurs in none of the known units' names or aliases is another's.
    """
    match = _ELSEWHERE.match(text, end)
    return bool(match and "quận" in places and match["place"].lower() not in places)
