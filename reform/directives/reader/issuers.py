"""The name of the issuing body, printed in capitals over several lines, in natural case."""

import re
import unicodedata

_OPENER = re.compile(
    r"^(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|SỞ|PHÒNG|BỘ|BAN|VĂN PHÒNG|THANH TRA|CHI CỤC|CỤC|TỔNG CỤC|"
    r"TRUNG TÂM|TỈNH ỦY|"
    r"THÀNH ỦY|QUẬN ỦY|HUYỆN ỦY|ĐẢNG ỦY|ĐẢNG BỘ|CHÍNH PHỦ|THỦ TƯỚNG|VIỆN|TRƯỜNG|LIÊN ĐOÀN|HỘI|ĐOÀN|"
    r"CÔNG AN|BẢO HIỂM|"
    r"KHO BẠC|TÒA ÁN|MẶT TRẬN|CHỦ TỊCH|BCĐ)(?!\w)"
)
_NOT_A_BODY = re.compile(
    r"CỘNG H(?:ÒA|OÀ)|ĐỘC LẬP|ĐẢNG CỘNG SẢN|^SỐ\b|HỎA TỐC|KHẨN|KẾ HOẠCH\s*$|^(?:QUYẾT ĐỊNH|CHỈ THỊ|"
    r"THÔNG BÁO|BÁO CÁO|CÔNG ĐIỆN)"
)
_PLACES = re.compile(
    r"\b(quận|huyện|thị xã|thành phố|tỉnh|phường|xã|thị trấn|quận ủy|huyện ủy|thành ủy|tỉnh ủy)\s+(.+)$"
)
_ACRONYM = re.compile(r"\b(?:HĐND|UBND|MTTQ|UBMTTQ|BHXH|CCHC|TW|BCĐ|QU)\b")
_FIRST_WORD_HIGH = re.compile(r"^(sở|phòng|bộ|cục|chi cục|tổng cục|ban)\s+(\w)")


def issuing_body(texts: list[str]) -> str | None:
    """Return the issuing body from the lines at the top of a dispatch.

    A body above it, as in "UBND QUẬN HẢI AN / PHÒNG NỘI VỤ", is the parent; the last one issues.
    """
    bodies: list[str] = []
    for line in texts:
        text = re.split(r"\s+Số\s*:", line, maxsplit=1)[0].strip(" .-–*")
        if re.match(r"^(?:Số\s*:|V/v|Về việc|Kính gửi)", text):
            break
        if not _is_capital(text) or _NOT_A_BODY.search(text):
            continue
        if _OPENER.match(text):
            bodies.append(text)
        elif bodies:
            bodies[-1] = f"{bodies[-1]} {text}"
    if not bodies:
        return None
    if bodies[-1] in {"VĂN PHÒNG", "THANH TRA"} and len(bodies) > 1:
        parent = bodies[-2]
        if bodies[-1] == "THANH TRA":
            # The inspectorate is named after the place, not after its People's Committee.
            parent = re.sub(r"^(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+", "", parent)
        return natural_case(f"{bodies[-1]} {parent}")
    return natural_case(bodies[-1])


def starts_with_body(text: str) -> bool:
    """Say whether a line opens with the name of a body, as a list of addressees does."""
    return bool(_OPENER.match(text.upper())) or bool(
        re.match(r"^(?:Các|Đồng chí|Thủ trưởng|Chủ tịch)\s", text)
    )


def natural_case(name: str) -> str:
    """Return a name in capitals as it is written in running text.

    >>> natural_case("ỦY BAN NHÂN DÂN QUẬN HẢI AN")
    'Ủy ban nhân dân quận Hải An'
    """
    words = [word if _is_acronym(word) else word.lower() for word in name.split()]
    text = " ".join(words).replace("uỷ ban", "ủy ban")
    if text.startswith("UBND "):
        text = text.replace("UBND", "ủy ban nhân dân", 1)
    text = _FIRST_WORD_HIGH.sub(lambda match: f"{match[1]} {match[2].upper()}", text)
    if _FIRST_WORD_HIGH.match(text):
        text = re.sub(r"(\s(?:và|-|–)\s+)(\w)", lambda match: match[1] + match[2].upper(), text)
    text = _PLACES.sub(lambda match: f"{match[1]} {_title(match[2])}", text)
    text = re.sub(r"\s(ủy ban nhân dân|hội đồng nhân dân)", lambda match: " " + match[1].capitalize(), text)
    return text[:1].upper() + text[1:]


def _title(name: str) -> str:
    """Capitalise the words of a place name, but not a kind of place within it."""
    place = _PLACES.search(name)
    if place and place.start() > 0:
        return f"{_title(name[: place.start()].strip())} {place[1]} {_title(place[2])}"
    return " ".join(word if _is_acronym(word) else word[:1].upper() + word[1:] for word in name.split())


def _is_acronym(word: str) -> bool:
    """Say whether a word is spelt letter by letter: no Vietnamese syllable lacks a vowel."""
    letters = [char for char in unicodedata.normalize("NFD", word.upper()) if char.isalpha()]
    return bool(_ACRONYM.fullmatch(word)) or (len(letters) > 1 and not set(letters) & set("AEIOUY"))


def _is_capital(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 3 and sum(char.isupper() for char in letters) >= 0.9 * len(letters)
