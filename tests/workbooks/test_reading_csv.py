"""CSV files in every encoding and with every delimiter that Vietnamese offices meet."""

from __future__ import annotations

import csv
import unicodedata

import pytest

from reform.workbooks.problems import FileRefused
from reform.workbooks.reading import Cell, Limits, Workbook, estimate_rows, read_workbook

LIMITS = Limits(bytes=5_000_000, unpacked_bytes=50_000_000, rows=5_000, columns=60, cells=50_000)
TEXT = (
    "Mã;Tên nhiệm vụ;Đơn vị\r\n01;Cải cách hành chính;Phòng Nội vụ\r\n"
    "02;Số hóa hồ sơ;UBND phường Đằng Hải\r\n"
)
ROWS: list[list[Cell]] = [
    ["Mã", "Tên nhiệm vụ", "Đơn vị"],
    ["01", "Cải cách hành chính", "Phòng Nội vụ"],
    ["02", "Số hóa hồ sơ", "UBND phường Đằng Hải"],
]


def read(content: bytes, limits: Limits = LIMITS) -> Workbook:
    """Return a file as a workbook; counting its rows must agree."""
    workbook = read_workbook(content, "nhiem-vu.csv", limits)
    assert estimate_rows(content, "nhiem-vu.csv", limits) == len(workbook.sheets[0].rows)
    return workbook


def rows_of(text: str) -> list[list[Cell]]:
    """Return the rows of a text."""
    return read(text.encode()).sheets[0].rows


def refusal(content: bytes, limits: Limits = LIMITS) -> FileRefused:
    """Return how a file is refused."""
    with pytest.raises(FileRefused) as counted:
        estimate_rows(content, "nhiem-vu.csv", limits)
    with pytest.raises(FileRefused) as refused:
        read_workbook(content, "nhiem-vu.csv", limits)
    assert counted.value.code == refused.value.code
    return refused.value


def in_windows_1258(text: str) -> bytes:
    """Return text as Vietnamese Windows keeps it: letters with their hats, tones apart."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in tones)
        written += unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + tone
    return written.encode("windows-1258")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
        (in_windows_1258(TEXT), "windows-1258"),
    ],
)
def test_every_encoding_of_vietnamese_offices_is_read(content: bytes, encoding: str) -> None:
    workbook = read(content)
    assert workbook.sheets[0].rows == ROWS
    assert workbook.encoding == encoding
    assert workbook.delimiter == ";"
    assert workbook.sheets[0].name == "nhiem-vu"
    assert workbook.format == "csv"


@pytest.mark.parametrize(
    "content",
    [
        # The same words in TCVN3 and in VNI, which fonts of the nineties made readable.
        "M·;Tªn nhiÖm vô;§¬n vÞ\n01;C¶i c¸ch hµnh chÝnh;Phßng Néi vô\n".encode("cp1252"),
        "Maõ;Teân nhieäm vuï;Ñôn vò\n01;Caûi caùch haønh chính;Phoøng Noäi vuï\n".encode("cp1252"),
        "Код;Название\n1;Задача\n".encode("cp1251"),
        b"M\x8a;T\x8an\n",
        TEXT.encode() + b"\xff\xfe;\xe1\n",
        TEXT.encode()[:-20] + b"\xc6",
        b"\xef\xbb\xbf" + TEXT.encode("utf-16-le"),
        b"\xff\xfe" + b"\x00\xd8" * 3,
    ],
)
def test_letters_that_nobody_could_read_are_refused_with_their_line(content: bytes) -> None:
    refused = refusal(content)
    assert refused.code == "unknown_encoding"
    assert any(str(line) in refused.message for line in (1, 2, 3, 4))


def test_a_few_foreign_letters_in_windows_1258_are_no_reason_to_refuse() -> None:
    text = TEXT + "03;Làm việc với Ngân hàng Thế giới và ông François;Văn phòng\n"
    assert (
        read(in_windows_1258(text)).sheets[0].rows[-1][1] == "Làm việc với Ngân hàng Thế giới và ông François"
    )


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    workbook = read(TEXT.replace(";", delimiter).encode())
    assert workbook.delimiter == delimiter
    assert workbook.sheets[0].rows == ROWS


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Mã;Tỷ lệ;Kinh phí\n1;0,5;1,25\n2;0,75;2,5\n", ";"),
        ('Mã,Việc\n1,"Làm; xong; nộp"\n2,"a;b;c;d"\n', ","),
        ('Mã\tViệc\n1\tLàm, xong, nộp; rồi về\n2\t"a, b"\n', "\t"),
        ("BÁO CÁO, quý I; năm 2022\n\nMã;Việc;Hạn\n1;a, b;c\n2;d, e, f;g\n", ";"),
        ("Mã\n1\n2\n", ";"),
        ("sep=,\nMã;a,Việc\n", ","),
        ('"sep=|"\r\nMã|Việc\n', "|"),
        ("sep=\t\nMã\tViệc\n", "\t"),
        ("SEP=;;;\nMã;Việc;\n", ";"),
    ],
)
def test_the_delimiter_is_found_among_other_signs(text: str, delimiter: str) -> None:
    workbook = read(text.encode())
    assert workbook.delimiter == delimiter


def test_the_line_that_states_the_delimiter_is_no_row() -> None:
    assert rows_of("sep=;\nMã;Việc\n1;a\n") == [["Mã", "Việc"], ["1", "a"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quoted_cells_keep_what_is_in_them_and_rows_count_as_excel_shows_them(end: str) -> None:
    text = end.join(["Mã;Việc", '1;"hai\ndòng; ""dẫn"""', "", '3;5" ống', ""])
    assert rows_of(text) == [["Mã", "Việc"], ["1", 'hai\ndòng; "dẫn"'], [], ["3", '5" ống']]


def test_blank_cells_and_rows_at_the_end_count_nowhere() -> None:
    text = "Mã;Việc" + ";" * 500 + "\n1; ;x\n" + (";" * 500 + "\n") * 100
    assert rows_of(text) == [["Mã", "Việc"], ["1", None, "x"]]


def test_a_file_of_nothing_but_blanks_has_no_rows() -> None:
    assert rows_of("\n\n;;;\n \n") == []
    assert rows_of("\ufeff") == []


def test_errors_that_excel_saved_as_text_are_told() -> None:
    sheet = read("Mã;Số\n1;#REF!\n2; #N/A \n3;C#\n".encode()).sheets[0]
    assert sheet.flaws == {(2, 2): "#REF!", (3, 2): "#N/A"}


def test_the_end_mark_of_old_programs_is_left_out() -> None:
    assert rows_of("Mã;Việc\n1;a\n\x1a") == [["Mã", "Việc"], ["1", "a"]]


@pytest.mark.parametrize("text", ['Mã;Việc\n1;"a\n2;b\n', 'Mã;Việc\n1;"' + "a\n" * 100_000])
def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line(text: str) -> None:
    refused = refusal(text.encode())
    assert refused.code == "damaged"
    assert " 2 " in refused.message


def test_a_line_of_absurd_length_is_refused() -> None:
    assert refusal(b"a;b\n" + b"x" * 1_100_000).code == "damaged"
    assert refusal(b";" * 1_100_000).code == "damaged"


def test_a_cell_longer_than_the_csv_module_takes_is_refused_not_raised() -> None:
    assert refusal(b"a;b\n" + b"x" * (csv.field_size_limit() + 10)).code == "damaged"


def test_signs_that_no_text_holds_are_refused() -> None:
    assert refusal(b"a;b\n1;\x00\n").code == "not_a_spreadsheet"
    assert refusal(b"a;b\n" + bytes(range(1, 9)) * 20).code == "not_a_spreadsheet"
    assert rows_of("a;b\n1;\x0bx\x07\n") == [["a", "b"], ["1", "\x0bx\x07"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\n" * 5_001, "too_many_rows"),
        ("\n" * 5_000 + "a\n", "too_many_rows"),
        ("\n" * 10_002, "too_many_rows"),
        ("a;" * 60 + "a\n", "too_many_columns"),
        (("a;" * 40 + "\n") * 2_000, "too_many_cells"),
    ],
)
def test_more_than_the_limits_allow_is_refused(text: str, code: str) -> None:
    assert refusal(text.encode()).code == code
