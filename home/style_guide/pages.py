"""What the components that draw pages, documents and drafts are filled with: invented content."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from wagtail.blocks import StreamValue

from home.blocks import BodyBlock, table_block
from home.consultation_comments import PublishedComment
from home.enums import Validity
from home.portal import Link
from home.style_guide.parts import DOCUMENT

WARD = SimpleNamespace(name="Ủy ban nhân dân phường Đằng Hải")
OFFICE = SimpleNamespace(name="Phòng Nội vụ")


@dataclass
class SamplePage:
    """A page that is in no tree: it knows its title, and its address is a place in the guide.

    Attributes:
        pk: no page has this number, so that a button of the guide counts nothing.
        url_path: below no site, so that the page itself is asked for its address.
    """

    title: str
    anchor: str
    summary: str = ""
    is_sample: bool = False
    pk: str = "0"
    url_path: str = field(default="", init=False)

    def get_url(self, request: HttpRequest | None = None) -> str:
        """Return the place in the guide, whatever the request."""
        return f"#{self.anchor}"


@dataclass
class SampleArticle(SamplePage):
    """An article as lists show it."""

    published_on: date = date(2022, 11, 9)
    author_unit: Any = None
    lead_image: Any = None
    lead_image_alt: str = ""


@dataclass
class SampleDocument(SamplePage):
    """A document as the register shows it."""

    full_symbol: str = ""
    issued_on: date = date(2022, 1, 1)
    validity: Validity = Validity.IN_FORCE
    file: Any = None
    document_type: Any = None
    issuer: Any = None


@dataclass
class SampleDraft(SamplePage):
    """A draft as the list of drafts shows it; its days are facts here, so that the guide never ages."""

    opens_on: date = date(2022, 9, 1)
    closes_on: date = date(2022, 9, 30)
    is_open: bool = False
    is_over: bool = False
    days_left: int = 0
    outcome: bool = False
    unit: Any = None


PORTAL = SimpleNamespace(
    authority=SimpleNamespace(
        name="Ủy ban nhân dân phường Đằng Hải",
        short_name="UBND phường Đằng Hải",
        parent_label="Ủy ban nhân dân quận Hải An",
        logo=None,
    ),
    home_url="#khung-trang",
    menu=[
        Link("Dịch vụ công", "#khung-trang"),
        Link("Tin cải cách", "#khung-trang", "true"),
        Link("Văn bản", "#khung-trang"),
        Link("Hỏi đáp", "#khung-trang"),
    ],
    here=Link("Tin cải cách", "#khung-trang", "true"),
    help_links=[Link("Giới thiệu", "#khung-trang"), Link("Liên hệ", "#khung-trang")],
)
WAY = [Link("Trang chủ", "#khung-trang"), Link("Dịch vụ công", "#khung-trang")]


def articles(image: Any) -> dict[str, SampleArticle]:
    """Return an article for each way of showing one; the large ones with a picture, where there is any."""
    picture = {"lead_image": image, "lead_image_alt": image.title} if image else {}
    return {
        "lead": SampleArticle(
            "Tổ công nghệ số cộng đồng đến từng nhà hướng dẫn nộp hồ sơ",
            "danh-sach",
            "Sau hai tháng, 1.240 hộ dân của phường Đằng Hải đã tự nộp được hồ sơ trên điện thoại.",
            author_unit=WARD,
            **picture,
        ),
        "row": SampleArticle(
            "Khai sinh, cư trú và thẻ bảo hiểm y tế cho trẻ: nộp hồ sơ một lần",
            "danh-sach",
            "Cha mẹ nộp một bộ hồ sơ, ba cơ quan cùng giải quyết.",
            is_sample=True,
            author_unit=OFFICE,
            **picture,
        ),
        "bare": SampleArticle("Bài không có ảnh", "danh-sach", "Chữ giữ nguyên chỗ như các bài có ảnh."),
        "plain": SampleArticle("Lịch tiếp nhận hồ sơ lưu động tháng 11", "danh-sach", author_unit=WARD),
    }


PLAN = SampleDocument(
    "Kế hoạch cải cách hành chính năm 2022",
    "danh-sach",
    full_symbol="55/KH-UBND",
    issued_on=date(2022, 3, 10),
    document_type=SimpleNamespace(name="Kế hoạch"),
    issuer=SimpleNamespace(name="UBND quận Hải An"),
    file=DOCUMENT,
)
DECREE = SampleDocument(
    "Quy định việc cung cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà nước trên môi trường mạng",
    "danh-sach",
    full_symbol="43/2011/NĐ-CP",
    issued_on=date(2011, 6, 13),
    validity=Validity.REPLACED,
    document_type=SimpleNamespace(name="Nghị định"),
    issuer=SimpleNamespace(name="Chính phủ"),
    is_sample=True,
)
DOCUMENTS = [PLAN, DECREE]

DRAFTS = [
    SampleDraft(
        "Quy chế phối hợp tiếp nhận và trả kết quả tại Bộ phận Một cửa",
        "du-thao",
        "Thay quy chế năm 2019; áp dụng cho quận và các phường.",
        is_open=True,
        days_left=12,
        unit=OFFICE,
    ),
    SampleDraft("Mức thu phí trông giữ xe", "du-thao", is_open=True, unit=WARD),
    SampleDraft(
        "Kế hoạch cải cách hành chính năm 2023",
        "du-thao",
        opens_on=date(2022, 12, 1),
        closes_on=date(2022, 12, 31),
    ),
    SampleDraft("Quy ước tổ dân phố mẫu", "du-thao", is_over=True, outcome=True, is_sample=True),
]
COMMENTS = [
    PublishedComment(
        text="Nên quy định rõ thời hạn trả lời khi hồ sơ còn thiếu, để dân không phải đi lại nhiều lần.",
        received_on=date(2022, 9, 6),
        answer="Đã tiếp thu: bổ sung khoản 3 Điều 7, thời hạn thông báo là 02 ngày làm việc.",
        answered_on=date(2022, 9, 20),
        answered_by="Phòng Nội vụ",
    ),
    PublishedComment(
        text="Đề nghị nhận hồ sơ cả sáng thứ Bảy.",
        received_on=date(2022, 9, 8),
    ),
]
OUTCOME: list[dict[str, Any]] = [
    {"type": "text", "value": "<p>Có 14 ý kiến góp ý; tiếp thu 9, giải trình 5.</p>"},
    {"type": "heading", "value": {"text": "Nội dung được tiếp thu", "level": "3"}},
    {"type": "text", "value": "<ul><li>Thời hạn thông báo khi hồ sơ còn thiếu.</li></ul>"},
]
TABLE: dict[str, Any] = {
    "caption": "Hồ sơ tiếp nhận và lệ phí theo thủ tục",
    "columns": [
        {"type": "text", "heading": "Thủ tục"},
        {"type": "number", "heading": "Hồ sơ"},
        {"type": "decimal", "heading": "Trực tuyến (%)"},
    ],
    "rows": [
        {"values": ["Đăng ký hộ kinh doanh", 1250, 87.5]},
        {"values": ["Trích lục khai sinh", 980, None]},
    ],
}
TEXT: list[dict[str, Any]] = [
    {"type": "heading", "value": {"text": "Ai được giải quyết", "level": "2"}},
    {
        "type": "text",
        "value": "<p>Cha, mẹ hoặc <b>người thân thích</b> đang nuôi dưỡng trẻ em:</p>"
        '<ul><li>đến <a href="#bai-viet">Bộ phận Một cửa</a>;</li><li>hoặc nộp trực tuyến.</li></ul>',
    },
    {"type": "heading", "value": {"text": "Trường hợp nộp thay", "level": "3"}},
    {"type": "text", "value": "<ol><li>Viết giấy ủy quyền.</li><li>Mang theo giấy tờ tùy thân.</li></ol>"},
    {
        "type": "call_out",
        "value": {
            "title": "Mang theo giấy tờ bản chính",
            "text": "<p>Cán bộ đối chiếu và trả lại ngay.</p>",
        },
    },
    {
        "type": "quote",
        "value": {
            "text": "Tôi nộp hồ sơ buổi tối, hai ngày sau bưu điện mang kết quả đến nhà.",
            "speaker": "Bà Nguyễn Thị Mẫu, phường Cát Bi",
        },
    },
    {
        "type": "video",
        "value": {
            "title": "Nộp hồ sơ trực tuyến từng bước",
            "url": "https://example.vn/video",
            "content": "Cán bộ hướng dẫn tạo tài khoản, chụp giấy tờ và gửi hồ sơ.",
        },
    },
    {"type": "heading", "value": {"text": "Kết quả năm 2022", "level": "2"}},
    {"type": "table", "value": TABLE},
]


def body(image: Any) -> StreamValue:
    """Return a text with every piece that editors have; a picture where there is one."""
    pieces: list[dict[str, Any]] = [*TEXT]
    if image:
        picture = {"image": image.pk, "alt_text": image.title, "caption": "Chú thích đứng dưới ảnh."}
        pieces.append({"type": "picture", "value": picture})
    return BodyBlock().to_python(pieces)


def outcome() -> StreamValue:
    """Return what became of the comments on a draft."""
    return BodyBlock().to_python(OUTCOME)


def table() -> Any:
    """Return a table with words, whole and decimal numbers, and a cell without a value."""
    return table_block().to_python(TABLE)
