"""The checks of pages find what they are there to find."""

from tests.home.markup import html_faults, inline_code

PAGE = '<!DOCTYPE html><html lang="vi"><head><title>Trang</title></head><body>{}</body></html>'


def test_checker_tells_of_what_a_parser_lets_pass() -> None:
    pages = {
        "list": PAGE.format("<ul><div>Mục</div></ul>"),
        "twice": PAGE.format('<p id="mot"></p><p id="mot"></p>'),
        "nested": PAGE.format('<a href="/"><button type="button">Gửi</button></a>'),
        "picture": PAGE.format('<img src="/anh.png">'),
        "role": PAGE.format('<p role="nut">Gửi</p>'),
        "table": PAGE.format("<table><tr><td headers='khong-co'>1</td></tr></table>"),
        "sound": PAGE.format('<input type="search" enterkeyhint="search" aria-label="Tìm">'),
    }
    told = {fault.partition(",")[0] for fault in html_faults(pages)}
    assert told == set(pages) - {"sound"}


def test_one_page_may_be_checked_alone() -> None:
    assert html_faults(PAGE.format("<p>Chữ</p>")) == []
    assert "line 1: " in html_faults(PAGE.format("<p>Chữ</b>"))[0]


def test_code_in_the_text_of_a_page_is_found() -> None:
    assert len(inline_code('<p style="color:red" onclick="x()">a</p><script>x()</script>')) == 3
    assert inline_code('<script src="/static/js/search.js" defer></script>') == []
