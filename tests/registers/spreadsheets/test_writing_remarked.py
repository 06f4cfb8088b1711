"""The uploaded workbook with remarks: everything else in it stays, and once mended it reads again."""

from __future__ import annotations

import datetime
import io
import re

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.table import Table as ExcelTable
from PIL import Image as Picture

from reform.workbooks.writing import (
    CannotBeMarked,
    remarks_heading,
    remarks_headings,
)
from tests.registers.spreadsheets.office_book import (
    AUTHOR,
    DATA,
    SHEET,
    column_of_remarks,
    mark,
    marked_row,
    office_book,
    opened,
    part_of,
    read,
    saved,
    with_part,
)


def test_a_wrong_cell_is_red_and_has_a_comment_and_its_row_a_last_column() -> None:
    content = mark(
        saved(office_book()), marked_row(6, (2, "Không phải số. Ghi 60%."), (None, "Trùng dòng 4."))
    )
    page = opened(content)["Nhiệm vụ"]
    assert page["C6"].fill.fgColor.rgb == "FFFDD0D3"
    assert page["C6"].comment.text == "Không phải số. Ghi 60%."
    assert page["C6"].comment.author == AUTHOR
    assert page["A6"].comment is None
    column = column_of_remarks(page)
    assert column == 5
    assert page.cell(6, column).value == "Không phải số. Ghi 60%.\nTrùng dòng 4."
    assert page.cell(6, column).alignment.wrap_text
    assert page.cell(5, column).value is None
    assert page.row_dimensions[6].height > 26


def test_everything_that_is_not_marked_stays() -> None:
    before = opened(saved(office_book()))
    after = opened(mark(saved(office_book()), marked_row(6, (0, "Sai."))))
    assert after.sheetnames == before.sheetnames
    assert after["_meta"].sheet_state == "veryHidden"
    assert "ten_vung" in after.defined_names
    old, new = before["Nhiệm vụ"], after["Nhiệm vụ"]
    assert {str(merged) for merged in new.merged_cells.ranges} == {"A1:D1", "A11:B11"}
    assert [str(rule.sqref) for rule in new.data_validations.dataValidation] == ["D4:D100"]
    assert new.column_dimensions["A"].width == 33
    for row in old.iter_rows(max_col=4):
        for cell in row:
            assert new[cell.coordinate].value == cell.value
            assert new[cell.coordinate].number_format == cell.number_format


def test_an_earlier_comment_stays_below_ours_and_alone_once_the_cell_is_right() -> None:
    once = mark(saved(office_book()), marked_row(5, (3, "Quá dài.")))
    comment = opened(once)["Nhiệm vụ"]["D5"].comment
    assert comment.text.startswith("Quá dài.")
    assert comment.text.endswith("Xem lại với phòng")
    again = opened(mark(once, marked_row(6, (0, "Sai."))))["Nhiệm vụ"]
    assert again["D5"].comment.text == "Xem lại với phòng"
    assert again["D5"].comment.author == "Nguyễn Văn A"
    assert again["D5"].fill.fill_type is None


def test_a_workbook_marked_before_gets_no_second_column_and_no_old_remarks() -> None:
    once = mark(saved(office_book()), marked_row(5, (0, "Sai.")), marked_row(6, (2, "Sai.")))
    page = opened(mark(once, marked_row(6, (0, "Trùng."))))["Nhiệm vụ"]
    assert [cell.value for cell in page[3]].count(remarks_heading()) == 1
    column = column_of_remarks(page)
    assert [page.cell(row, column).value for row in DATA] == [None, None, "Trùng.", None, None]
    assert page["A5"].comment is None
    assert page["A5"].fill.fill_type is None
    assert page["C6"].comment is None
    assert page["A6"].comment.text == "Trùng."


def test_our_comments_are_known_again_after_libreoffice_forgot_who_they_are_by() -> None:
    once = mark(saved(office_book()), marked_row(5, (0, "Sai."), (3, "Quá dài.")))
    forgotten = with_part(once, "xl/comments/comment1.xml", AUTHOR, " ")
    page = opened(mark(forgotten, marked_row(6, (0, "Trùng."))))["Nhiệm vụ"]
    assert page["A5"].comment is None
    assert page["D5"].comment.text == "Xem lại với phòng"


def test_colours_of_other_people_stay() -> None:
    book = office_book()
    book["Nhiệm vụ"]["A7"].fill = PatternFill("solid", fgColor="FFFFC7CE")
    page = opened(mark(saved(book), marked_row(6, (0, "Sai."))))["Nhiệm vụ"]
    assert page["A7"].fill.fgColor.rgb == "FFFFC7CE"


def test_rows_that_are_taken_are_gone_and_the_others_move_up_with_all_they_have() -> None:
    content = mark(
        saved(office_book()), marked_row(6, (2, "Sai.")), marked_row(8, (0, "Sai.")), drop={4, 5, 7}
    )
    page = opened(content)["Nhiệm vụ"]
    assert [page.cell(row, 1).value for row in range(1, 9)] == [
        "BẢNG THEO DÕI", "=COUNTA(A4:A5)", "Mã", "V6", "V8", "Tổng cộng", None, "NGƯỜI LẬP"
    ]  # fmt: skip
    assert page["C4"].comment.text == "Sai."
    assert page["C4"].number_format == "0%"
    assert page["D5"].comment is None
    assert page.row_dimensions[5].height == 28
    assert page["C6"].value == "=SUM(C4:C5)"
    assert page["D6"].value == "=COUNTIF('Khác'!A1:A5,\"x\")+COUNTA(A4)"
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A1:D1", "A8:B8"}
    assert page.max_row == 8
    assert read(content).dataset["code"] == ["V6", "V8"]


def test_what_other_sheets_and_names_say_of_the_rows_moves_with_them() -> None:
    book = office_book()
    book["Khác"]["B1"] = "='Nhiệm vụ'!C8+C9+SUM('Nhiệm vụ'!C4:C8)"
    book["Khác"]["B2"] = "='Nhiệm vụ'!A5"
    book = opened(mark(saved(book), marked_row(6, (0, "Sai.")), marked_row(8, (0, "Sai.")), drop={4, 5, 7}))
    assert book["Khác"]["B1"].value == "='Nhiệm vụ'!C5+C9+SUM('Nhiệm vụ'!C4:C5)"
    assert book["Khác"]["B2"].value == "=#REF!"
    assert book.defined_names["ten_vung"].attr_text == "'Nhiệm vụ'!$A$4:$A$5"


def test_links_filters_tables_and_pictures_move_with_their_rows() -> None:
    book = office_book()
    page = book["Nhiệm vụ"]
    page["D8"].hyperlink = "https://example.vn/"
    page["D4"].hyperlink = "https://example.vn/x"
    page.auto_filter.ref = "A3:D8"
    page.auto_filter.add_filter_column(0, ["V8"])
    page.row_dimensions[6].hidden = True
    page.add_table(ExcelTable(displayName="Bang", ref="A3:D8"))
    picture = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(picture, "PNG")
    page.add_image(Image(picture), "B12")
    content = mark(saved(book), marked_row(6, (0, "Sai.")), drop={4, 5, 7, 8})
    page = opened(content)["Nhiệm vụ"]
    assert "https://example.vn" not in part_of(content, SHEET)
    assert page.auto_filter.ref == "A3:D4"
    assert not page.auto_filter.filterColumn
    assert page.tables["Bang"].ref == "A3:D4"
    assert page._images[0].anchor._from.row == 7
    assert not page.row_dimensions[4].hidden


def test_merged_cells_of_which_rows_go_are_merged_no_longer() -> None:
    book = office_book()
    book["Nhiệm vụ"]["G4"] = "Nhóm"
    book["Nhiệm vụ"].merge_cells("G4:G6")
    page = opened(mark(saved(book), marked_row(6, (0, "Sai.")), drop={4, 5, 7, 8}))["Nhiệm vụ"]
    assert "G4:G4" not in {str(merged) for merged in page.merged_cells.ranges}
    assert column_of_remarks(page) == 8


def test_formulas_in_the_table_become_their_values_and_the_file_reads_again() -> None:
    book = office_book()
    book["Nhiệm vụ"]["C6"] = "=C4+C5"
    book["Nhiệm vụ"]["D6"] = '="a"&"b"'
    content = with_part(saved(book), SHEET, "C4+C5</f><v></v>", "C4+C5</f><v>0.9</v>")
    content = with_part(content, SHEET, 'r="D6"><f>', 'r="D6" t="str"><f>')
    content = with_part(content, SHEET, '"b"</f><v></v>', '"b"</f><v>ab</v>')
    page = opened(mark(content, marked_row(6, (0, "Sai."))))["Nhiệm vụ"]
    assert page["C6"].value == 0.9
    assert page["C6"].number_format == "0%"
    assert page["D6"].value == "ab"
    assert page["C9"].value == "=SUM(C4:C8)"
    assert read(mark(content, marked_row(6, (0, "Sai.")))).dataset["note"][2] == "ab"


def test_mended_it_reads_again_without_the_remarks() -> None:
    book = opened(mark(saved(office_book()), marked_row(6, (2, "Sai."), (None, "Sai cả dòng."))))
    book["Nhiệm vụ"]["C6"] = 0.75
    table = read(saved(book))
    assert table.numbers == list(DATA)
    assert table.dataset["share"] == ["40%", "50%", "75%", "70%", "80%"]
    assert table.dataset["due"][0] == datetime.date(2024, 1, 4)
    assert "unknown_columns" not in [note.code for note in table.notes]


def test_a_group_of_columns_with_one_width_is_divided() -> None:
    # LibreOffice writes one group from the last used column to the end of the sheet.
    group = '<col width="11.5" customWidth="1" min="2" max="16384"/></cols>'
    content = with_part(saved(office_book()), SHEET, "</cols>", group)
    content = mark(content, marked_row(6, (0, "Sai.")))
    groups = re.findall(r'<col [^>]*min="(\d+)" max="(\d+)"', part_of(content, SHEET))
    assert groups == [("1", "1"), ("2", "4"), ("5", "5"), ("6", "16384")]
    assert opened(content)["Nhiệm vụ"].column_dimensions["E"].width == 60


def test_odd_values_stay_exactly_as_they_are() -> None:
    book = office_book()
    page = book["Nhiệm vụ"]
    page["D4"] = CellRichText(["a", TextBlock(InlineFont(b=True), " "), TextBlock(InlineFont(i=True), "b")])
    page["D5"] = "dấu _x0041_"
    page["D7"] = "=1+1"
    page["D7"].data_type = "s"
    page["C7"] = 0.1 + 0.2
    page["B7"] = -5
    page["B7"].number_format = "dd/mm/yyyy"
    content = with_part(saved(book), SHEET, "_x0041_", "_x005F_x0041_")
    content = with_part(content, SHEET, "<v>0.3</v>", "<v>0.30000000000000004</v>")
    text = part_of(mark(content, marked_row(6, (0, "Sai."))), SHEET)
    assert "<v>0.30000000000000004</v>" in text
    assert "<v>-5</v>" in text
    assert " _x005F_x0041_<" in text
    assert '<t xml:space="preserve"> </t>' in text
    assert "<t>=1+1</t>" in text


def test_days_stay_in_a_workbook_that_counts_from_1904() -> None:
    book = office_book()
    book.epoch = datetime.datetime(1904, 1, 1)
    table = read(mark(saved(book), marked_row(6, (0, "Sai."))))
    assert table.dataset["due"] == [datetime.date(2024, 1, day) for day in DATA]


def test_fractions_of_one_are_shown_as_per_cent() -> None:
    book = office_book()
    for number, value in zip(DATA, (0.5, 0.25, 1, 0.3, 0.4), strict=True):
        book["Nhiệm vụ"].cell(number, 3, value).number_format = "General"
    content = mark(saved(book), marked_row(6, (0, "Sai.")), drop={4, 5, 7, 8}, percents={2})
    assert read(content).dataset["share"] == ["100%"]


def test_fractions_of_one_that_are_texts_get_a_sign_of_per_cent() -> None:
    book = office_book()
    for number, value in zip(DATA, ("0,5", "0.25", "1", "rất tốt", "40%"), strict=True):
        book["Nhiệm vụ"].cell(number, 3, value)
    page = opened(mark(saved(book), marked_row(6, (0, "Sai.")), percents={2}))["Nhiệm vụ"]
    assert [page.cell(number, 3).value for number in DATA] == ["50%", "25%", "100%", "rất tốt", "40%"]


def test_hidden_rows_with_remarks_are_shown() -> None:
    book = office_book()
    book["Nhiệm vụ"].row_dimensions[6].hidden = True
    page = opened(mark(saved(book), marked_row(6, (0, "Sai."))))["Nhiệm vụ"]
    assert not page.row_dimensions[6].hidden


def test_remarks_are_never_formulas_and_never_break_the_file() -> None:
    content = mark(saved(office_book()), marked_row(6, (0, "=cmd|' /C calc'!A0\x02 _x0041_" + "a" * 40_000)))
    page = opened(content)["Nhiệm vụ"]
    assert page.cell(6, 5).data_type == "s"
    assert len(page.cell(6, 5).value) <= 32_767
    assert len(page["A6"].comment.text) <= 32_767


def test_what_openpyxl_cannot_open_is_said_so() -> None:
    content = with_part(saved(office_book()), "xl/styles.xml", "<sz ", "<sz x:y='' ")
    with pytest.raises(CannotBeMarked):
        mark(content, marked_row(6, (0, "Sai.")))


def test_thousands_of_rows_are_taken_out_in_no_time() -> None:
    book = Workbook()
    page = book.active
    page.title = "Nhiệm vụ"
    page.append([])
    page.append([])
    page.append(["Mã", "Hạn", "Tiến độ", "Ghi chú"])
    for number in range(4, 3004):
        page.append([f"V{number}", to_excel(datetime.date(2024, 1, 1)), 5, "x"])
    content = mark(saved(book), marked_row(5, (0, "Sai.")), drop=set(range(4, 3004, 2)), data=range(4, 3004))
    assert read(content).dataset["code"] == [f"V{number}" for number in range(5, 3004, 2)]


def test_the_heading_is_known_in_every_language() -> None:
    assert "Remarks" in remarks_headings()
    assert remarks_heading() in remarks_headings()
