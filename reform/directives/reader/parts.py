"""Splitting an item into the single duties it holds, and reading its parentheses."""

import re

from reform.directives.reader.text import fold

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ\"“(])|;\s+|,\s+(?=(?:tiếp tục|đồng thời)\s)")
_ABBREVIATION = re.compile(r"(?:\b(?:TP|P|Q|TX|TT|TS|ThS|PGS|GS|Tp|St|v\.v)|\b[A-ZĐ])\.$")
_ONLY_WHEN = re.compile(
    r"(?:thời\s+(?:gian|hạn)|hạn|(?:xong|hoàn\s+thành)\s+(?:xong\s+)?(?:trước|trong|chậm)|trước|"
    r"chậm\s+nhất|(?:thực\s+hiện\s+)?thường\s+xuyên|từ\s+ngày\s+\d|(?:hoàn\s+thành|xong)\s*$)"
    r"[^;.]{0,70}$"
)
_PARENTHESIS = re.compile(r"\(([^()]{1,400})\)")
_KINDS = (
    ("channel", re.compile(r"^(?:qua|thông\s+qua|gửi\s+(?:về|qua)|bằng|địa\s+chỉ|email|theo\s+địa\s+chỉ)\s")),
    ("condition", re.compile(r"^(?:nếu|trường\s+hợp|khi|trong\s+trường\s+hợp|đối\s+với)\s")),
    (
        "scope",
        re.compile(r"^(?:gồm|bao\s+gồm|kể\s+cả|trừ|ngoại\s+trừ|không\s+bao\s+gồm|cả|tính\s+cả|trong\s+đó)\s"),
    ),
    ("target", re.compile(r"\d\s*%|^(?:đạt|tối\s+thiểu|ít\s+nhất)\s+\d")),
    (
        "reference",
        re.compile(
            r"§|^(?:theo|kèm\s+theo|có|phụ\s+lục|quy\s+định\s+tại|tại)\s.*(?:kèm|phụ\s+lục|mẫu|văn\s+bản|§)"
        ),
    ),
    (
        "deadline",
        re.compile(
            r"hoàn\s+thành|trước|chậm\s+nhất|thời\s+(?:hạn|gian)|hạn\s|tháng\s+\d|ngày\s+\d|quý\s+[ivx\d]|"
            r"năm\s+\d{4}|\d/\d"
        ),
    ),
    ("lead", re.compile(r"chủ\s+trì|phối\s+hợp")),
)
# Verbs that open a duty in directives; a bullet without one is a noun phrase that completes its lead-in.
_DUTY = re.compile(
    r"^(?:(?:chủ\s+động|tiếp\s+tục|tích\s+cực|kịp\s+thời|nghiêm\s+túc|khẩn\s+trương|thường\s+xuyên|"
    r"hàng\s+\w+,?|hằng\s+\w+,?|"
    r"định\s+kỳ[^,]*,?|đồng\s+thời|trực\s+tiếp|phải|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|tập\s+trung)\s*)*"
    r"(?:đảm\s+bảo|bảo\s+đảm|thực\s+hiện|xây\s+dựng|tổ\s+chức|triển\s+khai|rà\s+soát|tham\s+mưu|"
    r"phối\s+hợp|chủ\s+trì|tăng\s+cường|"
    r"đẩy\s+mạnh|hướng\s+dẫn|kiểm\s+tra|đôn\s+đốc|theo\s+dõi|tổng\s+hợp|báo\s+cáo|nâng\s+cao|hoàn\s+thành|"
    r"hoàn\s+thiện|ban\s+hành|"
    r"thẩm\s+định|cập\s+nhật|công\s+khai|niêm\s+yết|bố\s+trí|cử|đăng|gửi|nộp|lập|tiếp\s+nhận|giải\s+quyết|"
    r"xử\s+lý|khắc\s+phục|quán\s+triệt|"
    r"tuyên\s+truyền|phổ\s+biến|chỉ\s+đạo|phân\s+công|đề\s+xuất|nghiên\s+cứu|duy\s+trì|cải\s+tiến|"
    r"cải\s+thiện|giám\s+sát|đánh\s+giá|"
    r"số\s+hóa|chuẩn\s+bị|trình|phê\s+duyệt|quản\s+lý|sử\s+dụng|vận\s+hành|kiện\s+toàn|củng\s+cố|"
    r"phấn\s+đấu|đổi\s+mới|siết\s+chặt|"
    r"chấm\s+dứt|không\s+để|không\s+được|hạn\s+chế|giảm|tăng|mở|phát\s+động|ưu\s+tiên|cung\s+cấp|"
    r"thông\s+báo|chuyển|kiểm\s+soát|"
    r"tự|làm|đưa|lấy|khảo\s+sát|thống\s+kê|đào\s+tạo|bồi\s+dưỡng|tập\s+huấn|giao|yêu\s+cầu|đề\s+nghị|là|"
    r"căn\s+cứ|trang\s+bị|"
    r"tham\s+gia|tạo|áp\s+dụng|nhắc\s+nhở|xác\s+định|xem\s+xét|thường\s+trực|đăng\s+ký|ký|lồng\s+ghép|"
    r"huy\s+động|đăng\s+tải|khai\s+thác)(?!\w)"
)


def split_duties(text: str, *, after: int = 0) -> list[tuple[int, int]]:
    """Return the stretches of the single duties of an item; one stretch when it holds one duty.

    Args:
        text: the item.
        after: where the list of those who have to act ends; a semicolon within it splits nothing.
    """
    hidden = _PARENTHESIS.sub(lambda match: "(" + "_" * len(match[1]) + ")", text)
    cuts = [0]
    pieces = []
    for match in _SENTENCE.finditer(hidden):
        if match.start() >= after and not _ABBREVIATION.search(hidden[: match.start()][-8:]):
            pieces.append((cuts[-1], match.start()))
            cuts.append(match.end())
    pieces.append((cuts[-1], len(text)))
    pieces = _with_their_deadlines(pieces, fold(text))
    trimmed = [(start, start + len(text[start:end].rstrip(" .;,/"))) for start, end in pieces]
    return [(start, end) for start, end in trimmed if end - start > 8] or [(0, len(text))]


def _with_their_deadlines(pieces: list[tuple[int, int]], folded: str) -> list[tuple[int, int]]:
    """Join a piece that only says when ("; hoàn thành trước ngày 15/7") to the duty before it."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and _ONLY_WHEN.match(folded[start:end].rstrip(" .;/")):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def read_parentheses(text: str, masked: str) -> list[dict[str, str]]:
    """Return what each parenthesis says and its kind.

    Args:
        text: the item as written.
        masked: the same with citations blanked out.
    """
    found = []
    for match in _PARENTHESIS.finditer(text):
        inside = fold(masked[match.start(1) : match.end(1)])
        kind = next((name for name, pattern in _KINDS if pattern.search(inside)), "note")
        found.append({"kind": kind, "text": match[1]})
    return found


def opens_with_duty(text: str) -> bool:
    """Say whether a text begins with the verb of a duty."""
    return bool(_DUTY.match(fold(text)))


_DOCUMENT = re.compile(
    r"ban hành|dự thảo|tờ trình|xây dựng (?:quyết định|kế hoạch|báo cáo|quy chế|văn bản|đề án|phương án)|"
    r"báo cáo|quyết định "
    r"(?:công nhận|ban hành)|văn bản|kế hoạch (?!số)|biên bản|công văn(?! số)"
)
_DATA = re.compile(r"số liệu|thống kê|biểu mẫu|danh sách|chỉ tiêu|tỷ lệ|số lượng|\d\s*%")


def result_kind(text: str) -> str:
    """Return what the duty results in: "document", "data" or "work"."""
    folded = fold(text)
    if re.search(r"số liệu|thống kê|danh sách", folded) or (
        _DATA.search(folded) and re.search(r"\d\s*%", folded)
    ):
        return "data"
    return "document" if _DOCUMENT.search(folded) else "work"
