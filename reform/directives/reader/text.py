"""Bringing the raw text of a dispatch into one clean shape.

Everything else in the reader works on the text made here: Unicode NFC, plain spaces, one paragraph a
line, no Markdown decoration, no page numbers. Character offsets ("spans") point into it.
"""

import re
import unicodedata

from reform.directives.reader.markers import has_marker

_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u000b\u000c]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])([^*\n]*[^\s*])\1")
_UNDERLINED = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_\n]*[^\s_])\1(?![\w_])")
_TABLE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?$")
_ORNAMENT = re.compile(r"^[\s\-_=*.…–—─━~•o0#]{3,}$")
_PAGE_NUMBER = re.compile(
    r"^(?:-\s*)?(?:trang\s*(?:số\s*)?)?\d{1,3}(?:\s*(?:/|trên|of)\s*\d{1,3})?(?:\s*-)?$", re.IGNORECASE
)
# Word's bullets come out as signs of its Symbol font or as the letter "o".
_SYMBOL_BULLET = re.compile(r"^\s*(?:[\uf000-\uf0ff]\s*|o\s+(?=[A-ZĐÀ-Ỹ]))")
_BULLET_BEFORE_TAB = re.compile(r"^\t*([-–—+•*]|(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)])\t+(?=[^\t]+$)")
_MOTTO = re.compile(r"\s+(?=CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM)")
_PLACE_AND_DATE = re.compile(
    r"(?:^|\s)(?P<place>[A-ZĐÀ-Ỹ][\w.]*(?:\s+[A-ZĐÀ-Ỹ0-9][\w.]*){0,5}\s*,\s*ngày[\s\d.…_]*tháng[\s\d.…_]*năm[\s\d.…_]*)$"
)
# "Hải An, ngày 15/8/2022" also ends sentences; as the right column it stands apart.
_PLACE_AND_SHORT_DATE = re.compile(
    r"\s{2,}(?P<place>[A-ZĐÀ-Ỹ]\w*(?:\s[A-ZĐÀ-Ỹ0-9]\w*){0,5}\s*,\s*ngày\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})$"
)
_END_OF_SENTENCE = (".", ";", ":", "!", "?", "…", "|")
_HANGING = re.compile(r"(?:,|\s(?:và|của|các|tại|với|cho))$", re.IGNORECASE)
_BEFORE_A_NUMBER = re.compile(r"\s(?:ngày|tháng|năm|điều|khoản|mức\s+độ)$", re.IGNORECASE)
_OWN_LINE = re.compile(
    r"^(?:Kính gửi|Nơi nhận|NƠI NHẬN|Số\s*:|V/v|Về việc|Căn cứ|PHỤ LỤC|T\.?M\.?\s|KT\.|TL\.|TUQ\.|Điều\s+\d|"
    r"Mục\s+[\dIVX]|Phần\s|Chương\s|CHỦ TỊCH$|PHÓ CHỦ TỊCH$)"
)
_NEW_PARAGRAPH = re.compile(
    r"^(?:Yêu cầu|Đề nghị|Trên đây|Nhận được|Giao|Trong quá trình|Phòng|Văn phòng|UBND|Ủy ban|Thanh tra|"
    r"Các|Công an|"
    r"Trung tâm|Thủ trưởng|Chủ tịch|Quá trình|Nếu|Để|Ngày|Xét|Theo)\s"
)
_HYPHEN = re.compile(r"^[-–]\s[a-zđà-ỹ]")
_HEADER_LINES = 30


def normalise(raw: str) -> str:
    """Return the text with one paragraph a line, in NFC, without decoration or page numbers.

    Args:
        raw: the text as it was typed, pasted or extracted.

    Returns:
        Lines joined by "\\n"; no line is empty or has spaces at its ends.
    """
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub("", re.sub(r"[\u2028\u2029\u0085]", "\n", text))
    lines: list[str] = []
    before = ""
    for line in _SPACES.sub(" ", text).split("\n"):
        # A row of a pasted table with only its first two cells filled is still a row of that table.
        row = f"{line}\t" if before.count("\t") >= 2 and line.count("\t") == 1 else line
        lines.extend(_split_columns(_clean_line(row), len(lines)))
        before = row
    return "\n".join(_join_wrapped(lines))


def fold(text: str) -> str:
    """Return the text in lower case with one way of writing dashes and tone marks.

    The result has the same length, so that a position in it is a position in the original.
    """
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return _TONES.sub(lambda match: _TONE_PAIRS[match[0]], lowered.translate(_DASHES))


def natural_space(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())


_DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−"}
# The same syllable is written "hoá" or "hóa", "uỷ" or "ủy"; the mark on the first vowel is kept.
_TONE_PAIRS = {
    first_plain + second_marked: first_marked + second_plain
    for first_plain, second_plain, firsts, seconds in (
        ("o", "a", "óòỏõọ", "áàảãạ"),
        ("o", "e", "óòỏõọ", "éèẻẽẹ"),
        ("u", "y", "úùủũụ", "ýỳỷỹỵ"),
    )
    for first_marked, second_marked in zip(firsts, seconds, strict=True)
}
_TONES = re.compile("(?<!q)(?:" + "|".join(_TONE_PAIRS) + r")(?!\w)")


def _clean_line(line: str) -> str:
    """Strip Markdown and ornament from one line; an ornament or page number becomes empty."""
    line = _BULLET_BEFORE_TAB.sub(r"\1 ", _SYMBOL_BULLET.sub("• ", line.strip(" ")))
    if _TABLE_RULE.match(line) or _ORNAMENT.match(line) or _PAGE_NUMBER.match(line.strip()):
        return ""
    line = re.sub(r"^(?:>\s*)*(?:#{1,6}\s+)?", "", line)
    line = re.sub(r"<br\s*/?>", " ", line)
    for pattern in (_EMPHASIS, _EMPHASIS, _UNDERLINED):
        line = pattern.sub(r"\2", line)
    line = re.sub(r"\*{2,}", "", line)
    line = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|>])", r"\1", line)
    return line.strip("\t ") if line.count("\t") < 2 else line.strip(" ")


def _split_columns(line: str, position: int) -> list[str]:
    """Put the two columns of a letterhead, printed on one line, on lines of their own."""
    if position > _HEADER_LINES or not line:
        return [_single_spaced(line)]
    left, *right = _MOTTO.split(line, maxsplit=1)
    dated = _PLACE_AND_DATE.search(left) or _PLACE_AND_SHORT_DATE.search(left)
    if dated and dated.start() > 0:
        # The date goes first so that a subject running down the left column stays in one piece.
        right.insert(0, dated["place"])
        left = left[: dated.start("place")]
        return [_single_spaced(part) for part in (*right, left)]
    return [_single_spaced(part) for part in (left, *right)]


def _single_spaced(line: str) -> str:
    return re.sub(r" {2,}", " ", line).strip(" ")


def _join_wrapped(lines: list[str]) -> list[str]:
    """Join lines that a fixed page width has cut, and drop the empty ones."""
    width = _wrap_width(lines)
    joined: list[str] = []
    last_length, blank_before = 0, False
    for line in lines:
        if not line:
            blank_before = True
            continue
        if joined and _continues(joined[-1], line, last_length=last_length, width=width, apart=blank_before):
            # A symbol cut at its hyphen, "55/KH-" over "UBND", is put together without a space.
            joint = "" if re.search(r"\w/\w+-$|\d{4}-$", joined[-1]) else " "
            joined[-1] = f"{joined[-1]}{joint}{line}"
        else:
            joined.append(line)
        last_length, blank_before = len(line), False
    return joined


def _wrap_width(lines: list[str]) -> int:
    """Return the page width in characters when the lines look cut at one, else 0."""
    lengths = [len(line) for line in lines if line]
    longest = max(lengths, default=0)
    full = sum(length >= 0.8 * longest for length in lengths)
    return longest if 40 <= longest <= 140 and full >= max(4, 0.15 * len(lengths)) else 0


def _continues(before: str, line: str, *, last_length: int, width: int, apart: bool) -> bool:
    """Tell whether a line goes on with the paragraph before it."""
    if "|" in line or "\t" in line or "|" in before or "\t" in before:
        return False
    if _OWN_LINE.match(line):
        return False
    if line[0].isdigit() and not apart and _BEFORE_A_NUMBER.search(before):
        return True
    if before.endswith(_END_OF_SENTENCE):
        # A sentence that ends at the very edge of the page says nothing about the paragraph.
        at_edge = bool(width) and last_length >= 0.9 * width and before.endswith((".", ";")) and not apart
        return (
            at_edge and not before.endswith("./.") and not has_marker(line) and not _NEW_PARAGRAPH.match(line)
        )
    if has_marker(line):
        # "… phát triển kinh tế" over "- xã hội …" is one hyphen, not a bullet.
        is_full = bool(width) and last_length >= 0.8 * width and not apart
        return is_full and bool(_HYPHEN.match(line)) and not before.endswith(",")
    if line.lstrip("(\"“'")[:1].islower():
        return True
    if apart or line.isupper() or before.isupper():
        return False
    return bool(_HANGING.search(before)) or bool(width and last_length >= 0.75 * width)
