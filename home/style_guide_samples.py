"""What the components of the style guide are filled with: invented content, in the language of the site."""

from datetime import date
from types import SimpleNamespace

from home.charts import DataFigure, Row, bar_chart, line_chart, progress, sparkline
from home.figures import KeyFigure
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
KEY_FIGURES = [
    KeyFigure(
        "Hồ sơ giải quyết đúng hạn", 4312, 4329, 99, 100, "Mục tiêu 100 %, còn thiếu 17 hồ sơ", "watch"
    ),
    KeyFigure("Đơn vị có sáng kiến được công nhận", 20, 20, 100, 100, "Mọi đơn vị đều có sáng kiến", "good"),
    KeyFigure("Nhiệm vụ quá hạn", 7, 183, 4, None, "Cần đôn đốc thực hiện", "late"),
    KeyFigure("Nhiệm vụ đang thực hiện", 117, 183, 64, None, "Các phòng và phường đang thực hiện", "plain"),
]
PROGRESSES = [
    progress("Hồ sơ nộp trực tuyến", 87.2, of=100, target=100, unit="%"),
    progress("Nhận, trả qua bưu chính", 549, of=900, target=810, unit="hồ sơ"),
]
SPARKLINE = sparkline("Hồ sơ trực tuyến: tăng từ 62 % lên 91 %", [62, 66, None, 71, 78, 84, 91])
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
SEARCH_WORDS = ["Nộp hồ sơ trực tuyến", "Đất đai", "Sáng kiến"]
DOCUMENT = SimpleNamespace(
    title="Kế hoạch cải cách hành chính năm 2022",
    url="#tep-va-bang",
    filename="ke-hoach.pdf",
    get_file_size=245_760,
)
WARD_SHARES: list[Row] = [
    ("Phường Đằng Hải", [91.0]),
    ("Phường Cát Bi", [87.2]),
    ("Phường Đông Hải 1", [74.5]),
    ("Phường Tràng Cát", [None]),
]
BY_KIND: list[Row] = [
    ("Hộ tịch, chứng thực", [812, 1254]),
    ("Đất đai, xây dựng", [390, 288]),
    ("Hộ kinh doanh", [96, 143]),
]
MONTHS = [f"T{month}" for month in range(1, 11)]
COURSE: list[Row] = [
    ("Nộp trực tuyến", [62, 63, 66, None, 71, 74, 78, 84, 87, 91]),
    ("Qua bưu chính", [40, 41, 41, 45, 48, 52, 55, 57, 60, 61]),
    ("Thanh toán trực tuyến", [12, 15, 18, 22, 25, 31, 36, 38, 42, 47]),
]
SOURCE = "Hệ thống một cửa điện tử (số liệu minh họa)"
DATA_FIGURES = [
    DataFigure(
        id="hinh-ty-le",
        heading="Hồ sơ nộp trực tuyến theo phường, tháng 10/2022",
        definition="Số hồ sơ nộp trực tuyến chia cho tổng số hồ sơ tiếp nhận trong tháng.",
        source=SOURCE,
        as_of=date(2022, 10, 31),
        chart=bar_chart("Tỷ lệ nộp trực tuyến theo phường", WARD_SHARES, unit="%", target=100),
        columns=["Phường", "Tỷ lệ (%)"],
        rows=WARD_SHARES,
        downloads=[Link("CSV", "#bieu-do"), Link("XLSX", "#bieu-do")],
        is_sample=True,
    ),
    DataFigure(
        id="hinh-linh-vuc",
        heading="Hồ sơ tiếp nhận theo cách nộp",
        definition="Số hồ sơ tiếp nhận từ đầu năm.",
        source=SOURCE,
        as_of=date(2022, 10, 31),
        chart=bar_chart("Hồ sơ theo cách nộp", BY_KIND, series=["Trực tiếp", "Trực tuyến"]),
        columns=["Lĩnh vực", "Trực tiếp", "Trực tuyến"],
        rows=BY_KIND,
    ),
    DataFigure(
        id="hinh-dien-bien",
        heading="Diễn biến trong năm 2022",
        definition="Tỷ lệ hồ sơ mỗi tháng; tháng 4 chưa có số liệu nộp trực tuyến.",
        source=SOURCE,
        as_of=date(2022, 10, 31),
        chart=line_chart("Tỷ lệ hồ sơ theo tháng", MONTHS, COURSE, unit="%", target=90),
        columns=["Chỉ tiêu", *MONTHS],
        rows=COURSE,
    ),
    DataFigure(
        id="hinh-trong",
        heading="Mức độ hài lòng của người dân",
        definition="Tỷ lệ người được hỏi trả lời hài lòng hoặc rất hài lòng.",
        source=SOURCE,
        as_of=date(2022, 10, 31),
        chart=None,
        columns=[],
        rows=[],
    ),
]
PREVIOUS = Link("Bước 1: Chuẩn bị giấy tờ", "#cuoi-trang")
NEXT = Link("Bước 3: Nhận kết quả", "#cuoi-trang")
