"""Dispatches laid out otherwise: Roman and lettered, by unit, in tables, in articles, in wrapped lines."""

from datetime import date

from reform.directives.reader import Proposal, extract_text, read_dispatch
from tests.directives.reader.documents import (
    DEPARTMENTS,
    UNITS,
    WARDS,
    dispatch,
    letter_in_word,
    only_task,
    sample,
    word_file,
)


def numbers(proposal: Proposal) -> list[str]:
    return [section.number for section in proposal.sections]


def test_a_plan_with_roman_numbers_and_letters_has_a_section_for_each_unit() -> None:
    proposal = sample("ke_hoach_la_ma.txt")
    assert (proposal.number, proposal.date) == ("12/KH-UBND", date(2023, 1, 15))
    assert proposal.subject == "Kiểm soát thủ tục hành chính năm 2023 trên địa bàn quận Hải An"
    assert numbers(proposal) == ["II.1", "II.2", "II.3", "III.1", "III.2"]
    assert [len(section.tasks) for section in proposal.sections] == [3, 2, 1, 1, 1]
    assert proposal.left_out == ["MỤC ĐÍCH, YÊU CẦU"]
    first = proposal.sections[0].tasks[0]
    assert first.roles["VP"] == "lead"
    assert {code for code, role in first.roles.items() if role == "coordinate"} == {"TP"} | WARDS
    assert first.timing.due == date(2023, 7, 15)


def test_units_that_are_responsible_by_name_need_no_numbers() -> None:
    proposal = sample("cong_van_trach_nhiem.txt")
    assert proposal.issuer == "Phòng Nội vụ"
    assert [sorted(section.units)[:1] for section in proposal.sections[:2]] == [["TP"], ["VP"]]
    assert proposal.sections[1].tasks[0].timing.due == date(2022, 9, 12)
    police = proposal.sections[2]
    assert police.units == []
    assert police.doubts[0].text == "Công an quận"
    wards = proposal.sections[3]
    assert set(wards.units) == WARDS - {"P-DONGHAI1"}
    assert "some_left_out" in wards.as_dict()["unsure_codes"]


def test_a_table_of_assignments_gives_each_row_its_lead_its_partners_and_its_deadline() -> None:
    proposal = sample("bang_phan_cong.md")
    first, second, third, fourth, fifth, last = (task.as_dict() for task in proposal.tasks)
    assert numbers(proposal) == ["I.A", "I.B", "II"]
    assert first["lead"] == ["VP"]
    assert set(first["coordinating"]) == (DEPARTMENTS - {"VP"}) | WARDS
    assert (first["due"], first["result"]) == ("2022-09-30", "Báo cáo kết quả")
    assert second["roles"] == {"NV": "lead", "VHTT": "coordinate"}
    assert second["due"] == "2022-06-30"
    assert set(third["lead"]) == WARDS
    assert third["due"] == "2022-08-31"
    assert "unknown_unit" in third["unsure_codes"]
    assert fourth["frequency"] == "monthly"
    assert fifth["lead"] == []
    assert any("Ban Quản lý dự án" in reason for reason in fifth["unsure"])
    assert (last["lead"], last["due"]) == (["VHTT"], "2022-12-15")


def test_several_units_in_one_line_are_all_found_in_their_roles() -> None:
    proposal = sample("nhieu_don_vi.txt")
    roles = {section.number: section.roles for section in proposal.sections}
    assert set(roles["1"]) == DEPARTMENTS | WARDS
    assert roles["2"] == {"NV": "lead", "TP": "lead", "TTR": "lead"}
    assert roles["3"] == {"NV": "lead", "VP": "coordinate", "TCKH": "coordinate"}
    assert roles["4"] == {"NV": "lead", "TP": "lead", "KT": "lead", "VP": "channel"}
    assert set(roles["5"]) == {"P-DANGLAM", "P-THANHTO", "P-CATBI"}
    assert roles["6"] == {}
    assert roles["7"] == {"LDTBXH": "lead", "YT": "lead"}


def test_a_report_asked_for_in_the_closing_paragraph_is_offered_as_a_task() -> None:
    task = sample("nhieu_don_vi.txt").tasks[-1].as_dict()
    assert task["due"] == "2022-12-15"
    assert task["unsure_codes"][0] == "in_closing"
    assert task["roles"]["VP"] == "channel" or "VP" in task["lead"]


def test_decimal_numbers_stand_under_their_heading() -> None:
    proposal = sample("chi_thi_so_muc.txt")
    assert proposal.header.type == "Chỉ thị"
    assert numbers(proposal) == ["1", "2", "3"]
    assert [len(section.tasks) for section in proposal.sections] == [3, 2, 1]
    assert [task.anchor for task in proposal.sections[0].tasks] == ["1.1", "1.2", "1.3"]
    assert set(proposal.sections[0].units) == DEPARTMENTS | WARDS


def test_articles_of_a_decision_leave_out_its_formalities() -> None:
    proposal = sample("quyet_dinh_dieu.txt")
    assert numbers(proposal) == ["Điều 1", "Điều 2.1", "Điều 2.2"]
    departments, wards = proposal.sections[0].tasks
    assert set(departments.units) == DEPARTMENTS
    assert set(wards.units) == WARDS
    assert wards.timing.due == date(2022, 11, 30)
    assert len(proposal.left_out) == 2


def test_bullets_alone_are_tasks_of_the_units_they_name() -> None:
    tasks = sample("thong_bao_gach_dau_dong.txt").tasks
    assert [task.leading for task in tasks[:3]] == [["KT"], ["TNMT"], []]
    assert tasks[3].leading == ["P-DANGHAI", "P-NAMHAI"]
    assert tasks[4].leading == []
    assert tasks[1].timing.due == date(2022, 10, 31)


def test_wrapped_lines_page_numbers_and_labelled_lines_do_not_disturb() -> None:
    proposal = sample("ngat_dong_pdf.txt")
    assert (proposal.number, proposal.date) == ("655/UBND-NV", date(2022, 4, 22))
    assert proposal.subject == "khắc phục những tồn tại trong công tác CCHC năm 2021"
    assert [len(section.tasks) for section in proposal.sections] == [2, 2]
    assert proposal.sections[0].tasks[0].timing.due == date(2022, 5, 15)
    review = proposal.sections[1].tasks[0]
    assert review.leading == ["TNMT", "QLDT", "GDDT"]
    assert review.roles["VP"] == "coordinate"
    assert review.timing.due == date(2022, 6, 30)
    assert proposal.closing == [
        "Nhận được Công văn này, yêu cầu các đơn vị nghiêm túc triển khai thực hiện./."
    ]


def test_a_word_letter_keeps_its_automatic_numbers_and_its_table() -> None:
    text = extract_text("letter.docx", word_file(letter_in_word()))
    proposal = read_dispatch(text, UNITS)
    assert (proposal.number, proposal.date) == ("77/UBND-NV", date(2022, 7, 5))
    assert proposal.subject == "đẩy mạnh cải cách hành chính"
    assert numbers(proposal) == ["1", "2", "3"]
    assert [len(section.tasks) for section in proposal.sections] == [2, 1, 2]
    assert proposal.sections[2].tasks[0].leading == ["TP", "KT"]
    assert set(proposal.sections[2].tasks[1].leading) == WARDS
    assert proposal.sections[2].tasks[1].timing.due == date(2022, 12, 31)


def test_bullets_of_any_shape_are_read() -> None:
    for bullet in ("- ", "– ", "— ", "+ ", "• ", "* ", "-", "– ", "▪ ", "a) ", "1.1. ", "a. "):
        proposal = dispatch("1. Giao Phòng Nội vụ", f"{bullet}Rà soát hồ sơ.", f"{bullet}Báo cáo kết quả.")
        assert [len(section.tasks) for section in proposal.sections] == [2], bullet


def test_a_unit_is_found_however_it_is_written() -> None:
    spellings = {
        "VP": [
            "Văn phòng HĐND & UBND quận",
            "VĂN PHÒNG HĐND&UBND",
            "Văn phòng HĐND - UBND",
            "Chánh Văn phòng HĐND và UBND",
        ],
        "VHTT": [
            "phòng Văn hóa- Thông tin",
            "Phòng Văn hoá và Thông tin",
            "Phòng VH&TT",
            "Trưởng phòng Văn hóa - Thông tin",
        ],
        "LDTBXH": [
            "Phòng Lao động - Thương binh và Xã hội",
            "Phòng LĐTBXH",
            "Phòng LĐ-TB&XH",
            "Phòng Lao động-TB&XH",
        ],
        "NV": ["PHÒNG NỘI VỤ", "P. Nội vụ", "Phòng\u00a0Nội\u00a0 vụ", "Trưởng phòng Nội vụ"],
        "P-CATBI": ["UBND phường Cát Bi", "phường Cát Bi", "Chủ tịch UBND phường Cát Bi"],
    }
    for code, names in spellings.items():
        for name in names:
            assert only_task(f"1. Giao {name}", "- Rà soát hồ sơ.")["units"] == [code], name


def test_a_name_that_is_not_known_is_reported_and_never_guessed() -> None:
    for name in ("Phòng Ngoại vụ", "phường Máy Tơ", "Trung tâm Y tế quận", "Sở Nội vụ", "Văn phòng Quận ủy"):
        task = only_task(f"1. Giao {name}", "- Rà soát hồ sơ.")
        assert task["units"] == [], name
    proposal = dispatch("1. Giao Phòng Ngoại vụ", "- Rà soát hồ sơ.")
    assert proposal.sections[0].as_dict()["unsure_codes"] == ["unknown_unit"]
    assert "Phòng Ngoại vụ" in proposal.sections[0].as_dict()["unsure"][0]


def test_a_number_of_wards_that_differs_from_the_known_is_reported() -> None:
    proposal = dispatch("1. UBND 10 phường", "- Rà soát hồ sơ.")
    assert "ward_count" in proposal.sections[0].as_dict()["unsure_codes"]


def test_parts_with_a_title_of_their_own_and_labelled_lines_are_read() -> None:
    proposal = sample("ke_hoach_phan_thu.txt")
    assert proposal.subject == "Thực hiện chuyển đổi số đến năm 2025, định hướng đến năm 2030"
    assert proposal.left_out == ["ĐÁNH GIÁ TÌNH HÌNH"]
    tasks = {task.anchor: task for task in proposal.tasks}
    network = tasks["Phần thứ hai.II.1.a"]
    assert network.roles == {"VP": "lead", "TCKH": "coordinate"}
    assert network.timing.due == date(2022, 12, 31)
    in_parentheses = tasks["Phần thứ hai.II.1.b"]
    assert in_parentheses.roles == {"VHTT": "lead"}
    assert in_parentheses.timing.due == date(2022, 6, 30)


def test_two_levels_of_headings_hand_their_units_down() -> None:
    proposal = sample("cong_van_hai_cap.txt")
    assert numbers(proposal) == ["A.I", "A.II", "B", ""]
    assert [len(section.tasks) for section in proposal.sections] == [2, 1, 2, 1]
    assert set(proposal.sections[2].units) == WARDS
    assert proposal.tasks[1].timing.due == date(2022, 8, 25)
    assert proposal.tasks[-1].roles == {"NV": "lead", "VP": "coordinate"}
    assert proposal.tasks[-1].timing.due == date(2022, 8, 30)
