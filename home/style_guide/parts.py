"""What the small components of the style guide are filled with: invented content, in the site's language."""

from datetime import date
from types import SimpleNamespace

from home.pictograms import Pictogram
from home.portal import Link

COLOURS = [
    "ink", "ink-2", "line", "line-strong", "paper", "wash", "blue", "blue-dark", "on-blue", "red",
    "gold", "green", "amber", "blue-wash", "green-wash", "amber-wash", "red-wash", "strip", "foot",
    "track",
]  # fmt: skip
SERVICE_CARDS = [
    {
        "pictogram": Pictogram.BABY,
        "name": "Đăng ký khai sinh",
        "url": "#the",
        "line": "Nhận kết quả trong ngày, miễn phí nếu nộp trực tuyến.",
        "tags": [{"kind": "full", "text": "Toàn trình"}, {"kind": "post", "text": "Trả qua bưu điện"}],
    },
    {
        "pictogram": Pictogram.HOUSE,
        "name": "Cấp giấy phép xây dựng nhà ở",
        "url": "#the",
        "line": "15 ngày làm việc, nộp trực tuyến hoặc tại Bộ phận Một cửa.",
        "tags": [{"kind": "partial", "text": "Một phần"}],
    },
    {
        "pictogram": Pictogram.STORE,
        "name": "Đăng ký hộ kinh doanh",
        "url": "#the",
        "line": "3 ngày làm việc, lệ phí 100.000 đồng.",
        "tags": [{"kind": "full", "text": "Toàn trình"}],
    },
    {
        "pictogram": Pictogram.STAMP,
        "name": "Chứng thực bản sao điện tử",
        "url": "#the",
        "line": "Trong ngày, nhận bản điện tử có ký số.",
        "tags": [{"kind": "full", "text": "Toàn trình"}, {"kind": "sample", "text": "Dữ liệu mẫu"}],
    },
]
UNIT_CARDS = [
    {
        "name": "Phòng Tư pháp",
        "url": "#the",
        "line": "Hộ tịch, chứng thực, phổ biến pháp luật.",
        "address": "Tầng 1, trụ sở Ủy ban nhân dân quận",
        "phone": "0225 000 0000",
        "email": "phongtuphap@example.vn",
    },
    {"name": "Ủy ban nhân dân phường Đằng Hải", "url": "#the", "line": "", "phone": "0225 000 0001"},
]
TAGS = [
    ("full", "Toàn trình"),
    ("partial", "Một phần"),
    ("post", "Trả qua bưu điện"),
    ("sample", "Dữ liệu mẫu"),
    ("old", "Hết hiệu lực"),
    ("", "Thủ tục hành chính"),
]
STEPS = [
    {"title": "Chuẩn bị giấy tờ", "text": "Chụp hoặc quét giấy chứng sinh và giấy tờ của cha, mẹ."},
    {
        "title": "Nộp hồ sơ trực tuyến",
        "text": "Không cần đến trụ sở; hệ thống gửi giấy tiếp nhận ngay khi hồ sơ đủ.",
        "who": "Người yêu cầu",
        "time": "15 phút",
    },
    {"title": "Kiểm tra và ký", "who": "Công chức tư pháp - hộ tịch", "time": "Trong ngày làm việc"},
    {"title": "Nhận kết quả", "text": "Bản điện tử, hoặc bản giấy gửi tận nhà qua bưu điện."},
]
CHECK_ITEMS = [
    {
        "text": "Tờ khai đăng ký khai sinh",
        "note": "01 bản",
        "url": "#huong-dan",
        "link_text": "Tải mẫu (DOCX)",
    },
    {"text": "Giấy chứng sinh", "note": "01 bản chính; nếu không có, giấy cam đoan về việc sinh"},
    {"text": "Giấy tờ tùy thân của người đi đăng ký"},
    {"text": "Giấy ủy quyền", "only_if": "người đi đăng ký không phải là cha, mẹ"},
]
KEY_FACTS = [
    {"icon": "money", "term": "Lệ phí", "value": "Miễn phí", "note": "nếu đăng ký đúng hạn"},
    {"icon": "clock", "term": "Thời gian", "value": "Trong ngày làm việc"},
    {"icon": "place", "term": "Nơi nộp", "value": "Bộ phận Một cửa phường", "note": "hoặc trực tuyến"},
]
ALERTS = [
    ("info", "Thông tin", "Bộ phận Một cửa làm việc cả sáng thứ Bảy."),
    ("warning", "Chú ý", "Hệ thống nộp hồ sơ bảo trì từ 20 giờ đến 22 giờ hôm nay."),
    ("danger", "Khẩn cấp", "Bão số 5: trụ sở quận và các phường đóng cửa trong ngày mai."),
]
STALE_SINCE = date(2022, 7, 1)
FILTERS = SimpleNamespace(
    chosen=True,
    words="Thể chế",
    removals=[SimpleNamespace(label="Thể chế", url="#tim-va-loc")],
    groups=[
        SimpleNamespace(
            title="Lĩnh vực",
            links=[
                SimpleNamespace(label="Mọi lĩnh vực", url="#tim-va-loc", count=None, is_chosen=False),
                SimpleNamespace(label="Thể chế", url="#tim-va-loc", count=12, is_chosen=True),
                SimpleNamespace(label="Thủ tục hành chính", url="#tim-va-loc", count=31, is_chosen=False),
            ],
        )
    ],
)
FILTERS_UNTOUCHED = SimpleNamespace(
    chosen=False,
    words="",
    removals=[],
    groups=[
        SimpleNamespace(
            title="Năm",
            links=[
                SimpleNamespace(label="Mọi năm", url="#tim-va-loc", count=None, is_chosen=True),
                SimpleNamespace(label="2022", url="#tim-va-loc", count=40, is_chosen=False),
            ],
        )
    ],
)
SEARCH_WORDS = ["Nộp hồ sơ trực tuyến", "Đất đai", "Sáng kiến"]
DOCUMENT = SimpleNamespace(
    title="Kế hoạch cải cách hành chính năm 2022",
    url="#tep-va-bang",
    filename="ke-hoach.pdf",
    get_file_size=245_760,
)
PREVIOUS = Link("Bước 1: Chuẩn bị giấy tờ", "#cuoi-trang")
NEXT = Link("Bước 3: Nhận kết quả", "#cuoi-trang")
