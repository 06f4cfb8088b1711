"""Dispatches of many forms, each with what a careful clerk finds in it.

The outcome of each stands in `samples/dispatches/expected.json`: the identity of the dispatch, its
citations, and for every task who leads, who coordinates, when, how often, how much, and the reasons to
look twice. "departments" and "wards" stand for all of them.
"""

import json
import re
import unicodedata
from typing import Any

import pytest
from docx import Document

from reform.directives.reader import Proposal, extract_text, read_dispatch
from reform.directives.reader.proposal import Task
from tests.directives.reader.documents import DEPARTMENTS, SAMPLES, UNITS, WARDS, dispatch, sample, word_file

FOLDER = SAMPLES / "dispatches"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
JUNE = (SAMPLES / "hai_an_2022_06.txt").read_text(encoding="utf-8")
PLAIN_JUNE = re.sub(r"[*#]+ ?", "", JUNE)


def units_in_short(codes: list[str]) -> list[str]:
    """Return codes in order, all departments or all wards as one word."""
    rest, words = set(codes), []
    for word, group in (("departments", DEPARTMENTS), ("wards", WARDS)):
        if group <= rest:
            rest -= group
            words.append(word)
    return words + sorted(rest)


def task_in_short(task: Task) -> dict[str, Any]:
    """Return what a clerk checks of a task; what is empty is left out."""
    whole = task.as_dict()
    roles: dict[str, list[str]] = {}
    for code, role in whole["roles"].items():
        roles.setdefault(role, []).append(code)
    short = {
        "text": " ".join(whole["text"].split())[:60],
        **{role: units_in_short(codes) for role, codes in roles.items()},
        "due": whole["due"],
        "frequency": whole["frequency"],
        "day": whole["frequency_day"],
        "targets": [f"{aim['comparison']} {aim['value']} {aim['unit']}" for aim in whole["targets"]],
        "unsure": whole["unsure_codes"],
    }
    return {name: value for name, value in short.items() if value}


def in_short(proposal: Proposal) -> dict[str, Any]:
    """Return what a clerk checks of a dispatch."""
    whole = proposal.as_dict()
    return {
        **{name: whole[name] for name in ("number", "date", "issuer", "subject")},
        "cited": [
            [cited["type"], cited["number"], cited["date"], cited["issuer"]]
            for cited in whole["cited_documents"]
        ],
        "sections": [
            {"number": section.number, "tasks": [task_in_short(task) for task in section.tasks]}
            for section in proposal.sections
        ],
        "unsure": whole["unsure_codes"],
    }


def what_june_says(text: str) -> list[Any]:
    """Return the sections of the June dispatch, however its text is laid out."""
    sections = read_dispatch(text, UNITS).sections
    return [[task_in_short(task) for task in section.tasks] for section in sections]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_dispatch_is_read_as_a_careful_clerk_reads_it(name: str) -> None:
    assert in_short(sample(f"dispatches/{name}")) == EXPECTED[name]


def test_every_dispatch_has_its_outcome() -> None:
    assert {path.name for path in FOLDER.iterdir()} - {"expected.json"} == set(EXPECTED)


@pytest.mark.parametrize(
    "laid_out",
    [
        unicodedata.normalize("NFD", JUNE),
        JUNE.replace("\n", "\r\n"),
        *(re.sub(r"(?m)^- ", bullet, JUNE) for bullet in ("– ", "• ", "+ ", "-\t", "\t-\t", "o ", "\uf0b7 ")),
        re.sub(r"(?m)^(#* ?\*\*\d)\.", r"\1\\.", JUNE),
        re.sub(r"\n\s*\n", "\n", PLAIN_JUNE),
        PLAIN_JUNE.replace(" ", "  "),
        re.sub(r"(?m)^(\d)\. ", r"\1/ ", PLAIN_JUNE),
        re.sub(r"(?m)^\d\. .*$", lambda heading: heading[0].upper(), PLAIN_JUNE),
    ],
    ids=[
        "nfd",
        "crlf",
        "–",
        "•",
        "+",
        "- tab",
        "tab - tab",
        "o",
        "symbol",
        "escaped",
        "dense",
        "spaces",
        "1/",
        "capitals",
    ],
)
def test_the_june_dispatch_says_the_same_in_every_layout(laid_out: str) -> None:
    assert what_june_says(laid_out) == what_june_says(JUNE)


@pytest.mark.parametrize(("heading", "bullet"), [("Heading 2", "List Bullet"), ("Normal", "Normal")])
def test_the_june_dispatch_says_the_same_as_a_word_document(heading: str, bullet: str) -> None:
    document = Document()
    for paragraph in re.split(r"\n\s*\n|\n(?=- )", PLAIN_JUNE):
        text = re.sub(r" *\n", "\n", paragraph.strip())
        is_bullet = text.startswith("- ") and bullet != "Normal"
        style = bullet if is_bullet else heading if re.match(r"\d\. ", text) else "Normal"
        document.add_paragraph(text.removeprefix("- ") if is_bullet else text, style=style)
    assert what_june_says(extract_text("june.docx", word_file(document))) == what_june_says(JUNE)


def test_a_table_with_merged_cells_and_repeated_titles_is_read() -> None:
    titles = ["STT", "Nội dung nhiệm vụ", "Phân công thực hiện", "", "Thời gian hoàn thành"]
    below = ["", "", "Chủ trì", "Phối hợp", ""]
    rows = [
        titles,
        below,
        ["I. Cải cách thủ tục hành chính", "", "", "", ""],
        ["1", "Rà soát thủ tục", "Phòng Tư pháp", "Phòng Nội vụ", "Quý II/2022"],
        titles,
        below,
        ["2", "Niêm yết thủ tục", "UBND các phường", "", "Thường xuyên"],
    ]
    document = Document()
    document.add_paragraph("Số: 70/KH-UBND")
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("II. PHÂN CÔNG NHIỆM VỤ")
    table = document.add_table(len(rows), 5)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(2, 0).merge(table.cell(2, 4)).text = "I. Cải cách thủ tục hành chính"
    for row in (0, 4):
        table.cell(row, 2).merge(table.cell(row, 3)).text = "Phân công thực hiện"
        for column in (0, 1, 4):
            table.cell(row, column).merge(table.cell(row + 1, column)).text = titles[column]
    (section,) = read_dispatch(extract_text("plan.docx", word_file(document)), UNITS).sections
    assert section.heading == "Cải cách thủ tục hành chính"
    assert [task_in_short(task) for task in section.tasks] == [
        {"text": "Rà soát thủ tục", "lead": ["TP"], "coordinate": ["NV"], "due": "2022-06-30"},
        {"text": "Niêm yết thủ tục", "lead": ["wards"], "frequency": "continuous"},
    ]


@pytest.mark.parametrize(
    ("heading", "units", "doubts"),
    [
        ("UBND các phường Đằng Hải, Nam Hải, Cát Bi", ["P-CATBI", "P-DANGHAI", "P-NAMHAI"], []),
        ("UBND các phường: Đông Hải 1, 2", ["P-DONGHAI1", "P-DONGHAI2"], []),
        ("UBND các phường Máy Tơ, Vạn Mỹ", [], ["unknown_unit", "unknown_unit"]),
        ("Các phường Cát Bi, Máy Tơ", ["P-CATBI"], ["unknown_unit"]),
        ("Các phòng: Nội vụ, TN&MT; UBND các phường", ["wards", "NV", "TNMT"], []),
        ("Các chủ đầu tư, UBND các phường", ["wards"], ["unnamed_units"]),
        ("Các đơn vị sự nghiệp", [], ["unnamed_units"]),
        ("Đề nghị UBMTTQ Việt Nam quận và các đoàn thể", [], ["unknown_unit", "unnamed_units"]),
        ("Phòng Y tế chủ trì, UBND phường Cát Bi phối hợp", ["P-CATBI", "YT"], []),
    ],
)
def test_a_heading_gives_work_to_those_it_names_and_to_nobody_else(
    heading: str, units: list[str], doubts: list[str]
) -> None:
    (section,) = dispatch(f"1. {heading}:", "- Rà soát hồ sơ.").sections
    assert sorted(section.units) == sorted(
        code for unit in units for code in (WARDS if unit == "wards" else [unit])
    )
    assert section.as_dict()["unsure_codes"] == doubts


def test_an_inner_list_that_starts_at_one_again_stays_under_its_heading() -> None:
    proposal = dispatch("1. Phòng Nội vụ", "1. Rà soát.", "2. Báo cáo.", "2. Phòng Tư pháp", "1. Thẩm định.")
    assert [[task.anchor for task in section.tasks] for section in proposal.sections] == [
        ["1.1", "1.2"],
        ["2.1"],
    ]


def test_the_items_of_a_list_printed_from_a_web_page_stay_apart() -> None:
    proposal = sample("printed_list.pdf")
    assert [[task.text.split()[0] for task in section.tasks] for section in proposal.sections] == [
        ["Rà", "Báo"],
        ["Thẩm", "Hướng"],
    ]
