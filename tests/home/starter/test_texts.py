"""Reading the starter texts."""

from pathlib import Path

from home.starter.reading import read_text


def test_text_is_read_into_pieces(tmp_path: Path) -> None:
    path = tmp_path / "03-mot-bai.md"
    path.write_text(
        "title: Một bài\nsummary: Tóm: tắt\n---\n"
        "Đoạn **đậm** & thường.\n\n### Mục nhỏ\n\n- một\n- hai\n\n1. a\n2. b\n\n> Lời nói — Người nói\n\n"
        "| Cột | Số | Tỷ lệ\n| x | #1 | #2.5\n= Tên bảng\n\n! Lưu ý\n! Hai dòng\n! liền nhau",
        encoding="utf-8",
    )
    text = read_text(path)
    assert text.slug == "mot-bai"
    assert text.about == {"title": "Một bài", "summary": "Tóm: tắt"}
    assert text.outcome == []
    assert [piece["value"] for piece in text.pieces] == [
        "<p>Đoạn <b>đậm</b> &amp; thường.</p>",
        {"text": "Mục nhỏ", "level": "3"},
        "<ul><li>một</li><li>hai</li></ul>",
        "<ol><li>a</li><li>b</li></ol>",
        {"text": "Lời nói", "speaker": "Người nói"},
        {
            "columns": [
                {"type": "text", "heading": "Cột"},
                {"type": "number", "heading": "Số"},
                {"type": "decimal", "heading": "Tỷ lệ"},
            ],
            "rows": [{"values": ["x", 1, 2.5]}],
            "caption": "Tên bảng",
        },
        {"title": "Lưu ý", "text": "<p>Hai dòng liền nhau</p>"},
    ]


def test_links_galleries_given_words_and_outcomes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "bai.md"
    path.write_text(
        "title: Kế hoạch năm {next_year}\n---\n"
        "Xem [trang **này**](/gui-cau-hoi/?a=1&b=2), [cổng](https://vi.du/).\n\n"
        "Không là [liên kết](//la.vn/), [x](http://la.vn/), [y](javascript:z), {chua_co}.\n\n"
        "[gallery] a | Hình a | Ngày đầu\n[gallery] b | Hình b |\n===\nCó **7** ý kiến.",
        encoding="utf-8",
    )
    text = read_text(path, next_year="2031")
    assert text.about["title"] == "Kế hoạch năm 2031"
    assert [piece["value"] for piece in text.pieces] == [
        '<p>Xem <a href="/gui-cau-hoi/?a=1&amp;b=2">trang <b>này</b></a>, <a href="https://vi.du/">cổng</a>.</p>',
        "<p>Không là [liên kết](//la.vn/), [x](http://la.vn/), [y](javascript:z), {chua_co}.</p>",
        {
            "pictures": [
                {"image": "a", "alt_text": "Hình a", "caption": "Ngày đầu"},
                {"image": "b", "alt_text": "Hình b", "caption": ""},
            ]
        },
    ]
    assert [piece["value"] for piece in text.outcome] == ["<p>Có <b>7</b> ý kiến.</p>"]
