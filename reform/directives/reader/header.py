"""The head of a dispatch: issuing body, number, date, type, subject, addressees."""

import re
from datetime import date

from reform.directives.reader.citations import read_day
from reform.directives.reader.doubts import Doubt
from reform.directives.reader.issuers import issuing_body, starts_with_body
from reform.directives.reader.lines import Line
from reform.directives.reader.markers import read_marker
from reform.directives.reader.proposal import Header
from reform.directives.reader.text import natural_space

# Types that have a name printed above the subject (Nghị định 30/2020/NĐ-CP, Điều 7).
_TYPE = re.compile(
    r"^(?P<type>NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|QUY CHẾ|QUY ĐỊNH|THÔNG CÁO|THÔNG BÁO|HƯỚNG DẪN|CHƯƠNG TRÌNH|"
    r"KẾ HOẠCH|"
    r"PHƯƠNG ÁN|ĐỀ ÁN|DỰ ÁN|BÁO CÁO|BIÊN BẢN|TỜ TRÌNH|CÔNG ĐIỆN|KẾT LUẬN|GIẤY MỜI|CÔNG VĂN)(?P<rest>\s*$|"
    r"\s+.*$)"
)
_NUMBER = re.compile(
    r"(?:^|\s)Số\s*:?\s*(?P<number>\d{1,5}[a-z]?)?[\s.…_]*(?P<symbol>[/-]\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\wĐđ&]*(?:\s*[-/]\s*[A-ZĐ][\wĐđ&]*)*)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"ngày(?P<day>[\s\d.…_]*)tháng(?P<month>[\s\d.…_]*)năm(?P<year>[\s\d.…_]*)", re.IGNORECASE)
_PLACED_SHORT = re.compile(
    r"^[A-ZĐÀ-Ỹ][\w\s.]{1,40},\s*(?:ngày\s*)?(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})\.?$"
)
_SUBJECT = re.compile(r"^(?:Trích yếu\s*:\s*)?(?:V/v|Về việc|Vv)\s*:?\s*(?P<rest>.*)$", re.IGNORECASE)
# A telegram is not addressed but wired: "CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN điện:".
_TO = re.compile(
    r"^(?:Kính (?:gửi|chuyển)\s*:?|(?:CHỦ TỊCH|ỦY BAN|UBND|BAN|TRƯỞNG BAN)\s[^:;.]{0,80}\s(?:điện|gửi)\s*:)"
    r"\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"^(?:Căn cứ|Thực hiện|Theo|Để|Nhằm|Xét|Trên cơ sở|Trong thời gian|Tiếp theo|Ngày\s+\d|Qua|"
    r"Thời gian qua|Nhận được|"
    r"(?:UBND|Ủy ban nhân dân|CHỦ TỊCH|ỦY BAN NHÂN DÂN).{0,60}(?:QUYẾT ĐỊNH|yêu cầu|ban hành|xây dựng|"
    r"nhận được)|Sau khi|Năm\s+\d)",
)
_MOTTO = re.compile(r"^(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập|ĐẢNG CỘNG SẢN)", re.IGNORECASE)
_MARK = re.compile(r"^(?:HỎA TỐC|HOẢ TỐC|KHẨN|THƯỢNG KHẨN|DỰ THẢO|MẬT|SAO Y|BẢN SAO|ĐẾN)\b")
_TOP = 40


def read_header(lines: list[Line], *, today: date | None) -> tuple[Header, int]:
    """Return the head of a dispatch and the position of the first line after it.

    Args:
        lines: all lines of the normalised text.
        today: the present day; a later date of the document is doubtful.
    """
    header = Header()
    top = lines[:_TOP]
    end = _body_start(top)
    _read_identity(header, top[:end])
    header.issuer = issuing_body([line.text for line in top[:end]])
    header.subject, header.type = _subject_and_type(top[:end])
    header.addressees = tuple(_addressees(top[:end]))
    header.doubts.extend(_missing(header, today))
    return header, end


def _body_start(top: list[Line]) -> int:
    """Return the position of the first line that belongs to the text itself."""
    to = next((place for place, line in enumerate(top) if _TO.match(line.text)), None)
    if to is not None:
        return _after_addressees(top, to)
    titled = next((place for place, line in enumerate(top) if _TYPE.match(line.text)), -1)
    number = next((place for place, line in enumerate(top) if _NUMBER.match(line.text)), -1)
    start = max(titled, number) + 1
    if titled == start - 1 and start < len(top) and _is_title_line(top[start].text):
        start += 1
    for place in range(start, len(top)):
        if _opens_body(top[place].text, after_title=place > start or titled < 0):
            return place
    return start


def _is_title_line(text: str) -> bool:
    """Say whether the line under the type is the title, even one that opens like a legal basis."""
    return (
        not text.startswith(("Căn cứ", "Xét"))
        and len(text) < 250
        and text[-1:] not in ";:"
        and not read_marker(text)
    )


def _opens_body(text: str, *, after_title: bool) -> bool:
    if _BASIS.match(text) and not _SUBJECT.match(text):
        return True
    if _DATE.search(text) or _SUBJECT.match(text) or _MOTTO.match(text) or text.startswith("("):
        return False
    marker = read_marker(text)
    if marker:
        return True
    return after_title and len(text) > 100 and not text.isupper()


def _after_addressees(top: list[Line], to: int) -> int:
    place = to + 1
    while place < len(top):
        text, before = top[place].text, top[place - 1].text
        marker = read_marker(text)
        is_listed = marker is not None and marker.is_bullet
        goes_on = before.endswith((":", ";", ",")) and len(text) < 160 and not _BASIS.match(text)
        late_head = bool(_DATE.search(text) and len(text) < 60) or bool(_SUBJECT.match(text))
        named = (
            starts_with_body(text) and len(text) < 90 and text.endswith((";", ".")) and not _BASIS.match(text)
        )
        if not (is_listed or goes_on or late_head or named):
            return place
        place += 1
    return place


def _read_identity(header: Header, lines: list[Line]) -> None:
    """Read number and date, which may share a line with something else."""
    for line in lines:
        if header.symbol is None and header.number is None and (found := _NUMBER.search(line.text)):
            _take_number(header, found)
        if not header.date_text and _is_dated(line.text):
            _take_date(header, line.text)


def _take_number(header: Header, found: re.Match[str]) -> None:
    if not found["number"] and not found["symbol"]:
        return
    symbol = re.sub(r"\s+", "", found["symbol"] or "")
    header.symbol = symbol[1:] or None
    header.number = f"{found['number']}{symbol}" if found["number"] and symbol else None


def _is_dated(text: str) -> bool:
    found = _DATE.search(text)
    near_end = found is not None and len(text) - found.end() < 4 and len(text) < 90
    return (near_end and not re.match(r"^(?:căn cứ|\()", text, re.IGNORECASE)) or bool(
        _PLACED_SHORT.match(text)
    )


def _take_date(header: Header, text: str) -> None:
    found = _PLACED_SHORT.match(text) or _DATE.search(text)
    if not found:
        return
    day, month, year = (re.sub(r"\D", "", found[name]) for name in ("day", "month", "year"))
    header.date_text = natural_space(text)
    if len(year) != 4:
        return
    header.year = int(year)
    if month and 1 <= int(month) <= 12:
        header.month = f"{year}-{int(month):02d}"
        header.date = read_day(day, month, year) if day else None


def _subject_and_type(lines: list[Line]) -> tuple[str | None, str | None]:
    for place, line in enumerate(lines):
        titled = _TYPE.match(line.text)
        if titled:
            inline = titled["rest"].strip()
            if inline and not inline.isupper():
                continue
            kind = titled["type"].capitalize()
            return _continued(inline, lines[place + 1 :], until_blank=False) or None, kind
    for place, line in enumerate(lines):
        if subject := _SUBJECT.match(line.text):
            return _continued(subject["rest"], lines[place + 1 :], until_blank=True) or None, "Công văn"
    return None, None


def _continued(first: str, following: list[Line], *, until_blank: bool) -> str:
    """Return a subject with the lines that it runs on to."""
    pieces = [first] if first else []
    for line in following:
        text = line.text
        is_title = not pieces and not until_blank and _is_title_line(text) and not _NUMBER.match(text)
        if is_title and not _DATE.search(text) and not _MOTTO.match(text) and not _TO.match(text):
            pieces.append(text)
            continue
        if _ends_subject(text) or (until_blank and pieces and not _goes_on(text)):
            if _DATE.search(text) or _MOTTO.match(text):
                continue
            break
        subject = _SUBJECT.match(text)
        pieces.append(subject["rest"] if subject and not pieces else text)
        if len(pieces) >= 5:
            break
    return re.sub(r"^(?:Về việc|V/v)\s*:?\s*", "", natural_space(" ".join(pieces))).rstrip(" .;:")


def _goes_on(text: str) -> bool:
    """Say whether a line under a letter's subject is more of it: small letters, a year, or "CCHC năm …"."""
    return bool(re.match(r"[a-zđà-ỹ(“\"]|\d{4}(?!\d)|[A-ZĐ&-]{2,}\s+(?:năm|giai đoạn|[a-zđà-ỹ])", text))


def _ends_subject(text: str) -> bool:
    return bool(
        _TO.match(text)
        or _DATE.search(text)
        or _MOTTO.match(text)
        or _NUMBER.match(text)
        or _MARK.match(text)
        or (_BASIS.match(text) and len(text) > 60)
        or read_marker(text)
        or text.startswith("(")
        or re.match(r"^(?:CHỦ TỊCH|ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|TRƯỞNG PHÒNG)\s", text)
    )


def _addressees(lines: list[Line]) -> list[str]:
    to = next((place for place, line in enumerate(lines) if _TO.match(line.text)), None)
    if to is None:
        return []
    found = _TO.match(lines[to].text)
    texts = [found["rest"] if found else "", *(line.text for line in lines[to + 1 :])]
    stripped = (re.sub(r"^[-–—+•*]\s*", "", text).strip(" ;.") for text in texts if not _DATE.search(text))
    return [text for text in stripped if text and not _SUBJECT.match(text)]


def _missing(header: Header, today: date | None) -> list[Doubt]:
    doubts = []
    if header.number is None:
        doubts.append(Doubt("number_blank"))
    if header.date is None:
        doubts.append(
            Doubt("date_incomplete", header.date_text) if header.date_text else Doubt("date_missing")
        )
    elif today and header.date > today:
        doubts.append(Doubt("date_in_future"))
    if not header.issuer:
        doubts.append(Doubt("issuer_missing"))
    if not header.subject:
        doubts.append(Doubt("subject_missing"))
    return doubts
