"""What the figures and charts of the style guide are filled with: invented, in the language of the site."""

from datetime import date

from home.charts import DataFigure, Row, bar_chart, line_chart, progress, sparkline
from home.figures import KeyFigure
from home.portal import Link

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
