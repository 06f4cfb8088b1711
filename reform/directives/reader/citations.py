"""The documents that a dispatch names: number, date, issuer."""

import re
from dataclasses import dataclass, replace
from datetime import date

from reform.directives.reader.proposal import CitedDocument
from reform.directives.reader.text import fold, natural_space

TYPES = (
    "Thông tư liên tịch|Nghị quyết|Quyết định|Chỉ thị|Quy chế|Quy định|Thông cáo|Thông báo|Hướng dẫn|"
    "Chương trình|Kế hoạch|Phương án|Đề án|Dự án|Báo cáo|Biên bản|Tờ trình|Công điện|Công văn|Văn bản|"
    "Nghị định|Thông tư|Kết luận|Pháp lệnh|Luật|Lệnh|Thông tri|Giấy mời|Bộ luật"
)
_SYMBOL = r"[A-ZĐ][A-Za-zĐđƯư&0-9]*(?:\s?-\s?[A-ZĐ][A-Za-zĐđƯư&0-9]*)*"
_NUMBER = (
    rf"(?:\d{{1,5}}[a-z]?/\d{{4}}/{_SYMBOL}(?:/{_SYMBOL})*|\d{{1,5}}[a-z]?\s?/\s?{_SYMBOL}(?:/{_SYMBOL})*"
    rf"|\d{{1,5}}\s?-\s?{_SYMBOL}/{_SYMBOL})"
)
_DATE = (
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
    r"|ngày\s+(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})\s+năm\s+(?P<year2>\d{4})"
)
_CITATION = re.compile(
    rf"(?:(?P<type>{TYPES})\s+)?(?:số\s*:?\s*)?(?<![\w/])(?P<number>{_NUMBER})(?![\w/])", re.IGNORECASE
)
_DATED = re.compile(rf"\s*,?\s*(?:{_DATE})", re.IGNORECASE)
_OF = re.compile(
    r"\s*,?\s*(?:của\s+)(?P<issuer>[^,;.()\n]+?)"
    r"(?=\s+(?:về|ban\s+hành|quy\s+định|phê\s+duyệt|hướng\s+dẫn|triển\s+khai|sửa\s+đổi|công\s+bố|"
    r"thực\s+hiện|v/v|"
    r"đã|nhằm|để|tại|trong|trên|đến|giao|chỉ\s+đạo|đôn\s+đốc|tiếp\s+tục)(?!\w)"
    rf"|\s+và\s+(?:{TYPES}|(?-i:[a-zđà-ỹ]))|[,;.()\n]|$)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:{_DATE})\s*,?\s*(?P<issuer>[^.;\n\d]{{3,90}}?)\s+(?:đã\s+)?(?:ban\s+hành|có|ra|ký)\s+"
    r"(?:ban\s+hành\s+)?(?:văn\s+bản\s+)?$",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?<!\w)(?P<type>Luật|Bộ luật|Pháp lệnh)\s+"
    rf"(?P<name>(?:sửa đổi, bổ sung\s[^;.,\n\d]{{3,160}}?|[^;.,\n\d]{{3,120}}?))\s+(?:{_DATE})"
)
_LAW_BEFORE = re.compile(r"(?<!\w)(?P<type>Bộ luật|Luật|Pháp lệnh)\s+[^;.\n\d]{3,160}?\s+$")
# The letters after the number say what the document is and, for the highest bodies, whose it is.
_TYPE_OF = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "KH": "Kế hoạch",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "CĐ": "Công điện",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "KL": "Kết luận",
}
_ISSUER_OF = {"CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "UBTVQH": "Ủy ban Thường vụ Quốc hội"}


@dataclass(frozen=True)
class Citation:
    """A citation and the stretch of text that it takes up, dates and issuer included."""

    document: CitedDocument
    start: int
    end: int


def find_citations(text: str, *, own_number: str | None, own_issuer: str | None) -> list[Citation]:
    """Return every citation in a text, in order.

    Args:
        text: normalised text, the whole dispatch or a part of it.
        own_number: number of the dispatch itself, which it does not cite.
        own_issuer: issuing body, which "Ủy ban nhân dân quận" without a name stands for.
    """
    found = [
        citation
        for match in _CITATION.finditer(text)
        if (citation := _read(match, text, own_issuer)) and citation.document.number != own_number
    ]
    found.extend(
        Citation(
            CitedDocument(None, _day(match), "Quốc hội", natural_space(f"{match['type']} {match['name']}")),
            *match.span(),
        )
        for match in _LAW.finditer(text)
        if not re.search(r"\bsố$", match["name"])
    )
    return _with_shared_issuers(sorted(found, key=lambda citation: citation.start), text)


def _with_shared_issuers(citations: list[Citation], text: str) -> list[Citation]:
    """Give "Quyết định 5/QĐ-UBND và Kế hoạch 6/KH-UBND của UBND thành phố" one issuer for both."""
    shared: list[Citation] = []
    for citation in reversed(citations):
        after = shared[-1] if shared else None
        if after and _lacks_issuer_of(citation, after, text):
            document = replace(citation.document, issuer=after.document.issuer)
            shared.append(replace(citation, document=document))
        else:
            shared.append(citation)
    return shared[::-1]


def _lacks_issuer_of(citation: Citation, after: Citation, text: str) -> bool:
    first, second = citation.document, after.document
    is_listed = re.fullmatch(r"\s*(?:,|;|và|,\s*và)\s*", text[citation.end : after.start])
    if first.issuer or not second.issuer or not is_listed or not first.number or not second.number:
        return False
    return re.split(r"[-/]", first.number)[-1] == re.split(r"[-/]", second.number)[-1]


def distinct_documents(citations: list[Citation]) -> list[CitedDocument]:
    """Return each document once, with all that its several mentions tell about it."""
    merged: dict[str, CitedDocument] = {}
    for document in (citation.document for citation in citations):
        key = document.number or document.type or ""
        known = merged.get(key)
        if known and known.date and document.date and known.date != document.date:
            # Numbers start again every year: two dates are two documents.
            key = f"{key} {document.date}"
            known = merged.get(key)
        merged[key] = _merge(known, document) if known else document
    return list(merged.values())


def without_citations(text: str, citations: list[Citation], offset: int) -> str:
    """Return the text with citations blanked out, so that their dates are not taken for deadlines.

    Args:
        text: a stretch of the dispatch.
        citations: citations with positions in the whole dispatch.
        offset: position of the stretch in the dispatch.
    """
    masked = text
    for citation in citations:
        start, end = citation.start - offset, citation.end - offset
        if start < len(text) and end > 0:
            start, end = max(start, 0), min(end, len(text))
            masked = masked[:start] + "§" * (end - start) + masked[end:]
    return masked


def read_day(day: str, month: str, year: str) -> date | None:
    """Return a date, or None when the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _read(match: re.Match[str], text: str, own_issuer: str | None) -> Citation | None:
    start, end = match.span()
    number = re.sub(r"\s*([/-])\s*", r"\1", match["number"])
    if not match["type"] and not re.search(r"/[A-ZĐ]{2}", number):
        return None
    if not match["type"] and not match[0].lower().startswith("số") and number != match["number"]:
        # "2/ UBND các phường" is a heading; a number with spaces needs a word before it.
        return None
    day = issuer = None
    if dated := _DATED.match(text, end):
        day, end = _day(dated), dated.end()
    if of := _OF.match(text, end):
        issuer, end = of["issuer"], of.end()
        if day is None and (dated := _DATED.match(text, end)):
            day, end = _day(dated), dated.end()
    line_start = text.rfind("\n", 0, start) + 1
    if day is None and (before := _BEFORE.search(text, max(line_start, start - 200), start)):
        day, issuer, start = _day(before), issuer or before["issuer"], before.start()
    kind = match["type"].capitalize() if match["type"] else _type_by_symbol(number)
    if not kind and (law := _LAW_BEFORE.search(text, max(line_start, start - 180), start)):
        kind, start = law["type"], law.start()
    whose = _full_issuer(issuer, own_issuer) or _issuer_by_symbol(number)
    return Citation(CitedDocument(number, day, whose, kind), start, end)


def _type_by_symbol(number: str) -> str | None:
    return _TYPE_OF.get(number.rsplit("/", 1)[-1].partition("-")[0])


def _issuer_by_symbol(number: str) -> str | None:
    """Return the body that alone uses a symbol: "76/NQ-CP" is the Government's."""
    if re.search(r"/QH\d{1,2}$", number):
        return "Quốc hội"
    return _ISSUER_OF.get(re.sub(r"\d+$", "", re.split(r"[-/]", number)[-1]))


def _day(match: re.Match[str]) -> date | None:
    if match["day"]:
        return read_day(match["day"], match["month"], match["year"])
    return read_day(match["day2"], match["month2"], match["year2"])


def _full_issuer(issuer: str | None, own_issuer: str | None) -> str | None:
    """Write "UBND" out, and complete the authority's own name when it is cut short."""
    if not issuer:
        return None
    name = re.sub(r"\bUBND\b", "Ủy ban nhân dân", natural_space(issuer))
    name = re.sub(r"\bHĐND\b", "Hội đồng nhân dân", name)
    if own_issuer and fold(own_issuer).startswith(fold(name) + " "):
        return own_issuer
    return name


def _merge(known: CitedDocument, other: CitedDocument) -> CitedDocument:
    return CitedDocument(
        known.number, known.date or other.date, known.issuer or other.issuer, known.type or other.type
    )
