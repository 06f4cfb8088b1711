"""Where the text of a dispatch ends: closing paragraphs, recipients, signature, annexes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reform.directives.reader.lines import Line
from reform.directives.reader.markers import read_marker
from reform.directives.reader.outline import is_table_row
from reform.directives.reader.text import fold

_SIGNATURE = re.compile(
    r"^(?:Nơi nhận|NƠI NHẬN)\b|^(?:T\.?\s?M|KT|TL|TUQ|T/M|Q)\s*\.\s*[A-ZĐÀ-Ỹ]{2}|^(?:TM|KT|"
    r"TL)\s+(?:ỦY BAN|UBND|CHỦ TỊCH)|"
    r"^(?:PHÓ\s+)?(?:CHỦ TỊCH|TRƯỞNG BAN|TRƯỞNG PHÒNG|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA)$"
)
_ANNEX = re.compile(r"^(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu)(?:\s+(?:số\s+)?[\dIVXA-D]+)?\s*(?:[.:-].*)?$|^PHỤ LỤC\b")
_ATTACHED = re.compile(
    r"^(?:KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|HƯỚNG DẪN|BẢNG PHÂN CÔNG.*)$|"
    r"^(?:KẾ HOẠCH|PHƯƠNG ÁN)\s"
)
_BASIS = re.compile(r"^(?:Căn cứ|Thực hiện|Theo|Xét)\s")
_CLOSING = re.compile(
    r"^(?:trên đây là|nhận được|trong quá trình|quá trình|căn cứ (?:nội dung|các nội dung|chỉ đạo|"
    r"công văn này|kế hoạch này)|"
    r"(?:văn bản|công văn|chỉ thị|kế hoạch|quyết định|thông báo) này|"
    r"(?:yêu cầu|đề nghị)\s+(?:các\s+|đồng chí\s+)*(?:thủ trưởng|cơ quan|đơn vị|phòng|ông|ubnd|ủy ban|"
    r"chủ tịch|đồng chí|ban|quý|ngành|địa phương|trưởng|lãnh đạo)|"
    r"(?:vậy|do đó|với nội dung|với tinh thần)[, ]|"
    r"(?:ubnd|ủy ban nhân dân|chủ tịch|phòng nội vụ)(?:\s+(?:ubnd|ủy ban nhân dân))?(?:\s+(?:quận|"
    r"thành phố|huyện)(?:\s+[^,.]{1,20})?)?\s+(?:yêu cầu|đề nghị|giao|thông báo)|"
    r"giao\s.{3,120}(?:theo dõi|đôn đốc|kiểm tra|tổng hợp)|thủ trưởng các|các\s.{3,80}chịu trách nhiệm|"
    r"nếu có (?:khó khăn|vướng mắc)|mọi vướng mắc)"
)


@dataclass
class Body:
    """A stretch of text that may hold obligations, with its closing paragraphs apart."""

    lines: list[Line]
    closing: list[Line] = field(default_factory=list)
    only_tables: bool = False


def split_body(lines: list[Line], start: int) -> Iterator[Body]:
    """Yield the body of a dispatch, then those of the plans and annexes behind its signature.

    Args:
        lines: all lines of the dispatch.
        start: position of the first line behind the head.
    """
    only_tables = False
    while start < len(lines):
        end = next((i for i in range(start, len(lines)) if _ends_body(lines[i].text)), len(lines))
        body = lines[start:end]
        closing = _closing_start(body)
        yield Body(body[:closing], body[closing:], only_tables)
        start = next((i for i in range(end, len(lines)) if _is_attached(lines[i].text)), len(lines)) + 1
        only_tables = start <= len(lines) and bool(_ANNEX.match(lines[start - 1].text))


def preamble_length(lines: list[Line], *, opens_with_unit: Callable[[str], bool]) -> int:
    """Return how many paragraphs come before the list of duties.

    They end with the sentence that leads it in, "… như sau:", unless something numbered comes first.
    """
    for place, line in enumerate(lines):
        marker = read_marker(line.text)
        if is_table_row(line.text) or (
            marker and not (marker.is_bullet and _BASIS.match(line.text[marker.length :]))
        ):
            return 0
        if line.text.endswith(":") and not opens_with_unit(line.text):
            return place + 1
    return 0


def _ends_body(text: str) -> bool:
    return bool(_SIGNATURE.match(text) or _ANNEX.match(text))


def _is_attached(text: str) -> bool:
    return bool(_ANNEX.match(text) or _ATTACHED.match(text))


def _closing_start(body: list[Line]) -> int:
    """Return the position of the first closing paragraph, or the end of the body.

    A paragraph closes the text when nothing numbered follows it, it does not stand directly under a
    heading as that heading's own content, and it opens like one or ends with the mark "./.".
    """
    last = max((i for i, line in enumerate(body) if _is_item(line.text)), default=-1)
    if last < 0:
        return next((i for i in range(1, len(body)) if _ends_plain_text(body[i].text)), len(body))
    first = last + 1 + (1 if _is_title(body[last].text) else 0)
    for place in range(first, len(body)):
        if _CLOSING.match(fold(body[place].text)) or body[place].text.endswith("./."):
            return place
    return len(body)


def _ends_plain_text(text: str) -> bool:
    """In a dispatch without any numbering only the plainest formulas close the text."""
    return bool(
        re.match(r"^(?:trên đây là|nhận được|trong quá trình|quá trình|nếu có|mọi vướng mắc)", fold(text))
    )


def _is_item(text: str) -> bool:
    return is_table_row(text) or read_marker(text) is not None


def _is_title(text: str) -> bool:
    """Say whether a numbered line is only a title, so that the next paragraph is its content."""
    marker = read_marker(text)
    return bool(marker and not marker.is_bullet and text[-1:] not in ".;" and not is_table_row(text))
