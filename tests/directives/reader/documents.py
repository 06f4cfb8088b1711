"""Samples and Word documents that the reader's tests start from."""

import io
import json
from pathlib import Path
from typing import Any

from docx import Document

from reform.directives.reader import KnownUnit, Proposal, extract_text, read_dispatch

SAMPLES = Path(__file__).parent / "samples"
STARTER = Path(__file__).parents[3] / "reform" / "organisation" / "starter" / "hai_an.json"
DEPARTMENTS = {"NV", "VP", "TCKH", "TP", "VHTT", "KT", "TTR", "TNMT", "LDTBXH", "GDDT", "YT", "QLDT"}


def known_units() -> list[KnownUnit]:
    """Return Hải An's departments and wards."""
    units = json.loads(STARTER.read_text(encoding="utf-8"))["units"]
    return [
        KnownUnit(unit["code"], unit["name"], unit["short_name"], tuple(unit["aliases"]), unit["kind"])
        for unit in units
        if unit["kind"] != "leadership"
    ]


UNITS = known_units()
WARDS = {unit.code for unit in UNITS if unit.kind == "ward"}


def sample(name: str) -> Proposal:
    """Read a sample file as an upload is read."""
    return read_dispatch(extract_text(name, (SAMPLES / name).read_bytes()), UNITS)


def dispatch(*paragraphs: str, dated: str = "ngày 10 tháng 6 năm 2022") -> Proposal:
    """Read paragraphs under the head of an ordinary official letter."""
    head = (
        "ỦY BAN NHÂN DÂN\nQUẬN HẢI AN\nSố: 700/UBND-NV\nV/v cải cách hành chính\n"
        f"Hải An, {dated}\nKính gửi:\n- Các phòng chuyên môn;\n- UBND các phường.\n"
        "Để thực hiện tốt nhiệm vụ, UBND quận chỉ đạo như sau:\n"
    )
    return read_dispatch(head + "\n".join(paragraphs) + "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n", UNITS)


def only_task(*paragraphs: str, dated: str = "ngày 10 tháng 6 năm 2022") -> dict[str, Any]:
    """Return the single task of a letter as JSON values."""
    tasks = dispatch(*paragraphs, dated=dated).tasks
    assert len(tasks) == 1, [task.text for task in tasks]
    return tasks[0].as_dict()


def duty(text: str, *, dated: str = "ngày 10 tháng 6 năm 2022") -> dict[str, Any]:
    """Return a duty of the Home Affairs department as JSON values."""
    return only_task("1. Giao Phòng Nội vụ", f"- {text}", dated=dated)


def word_file(document: Any) -> bytes:
    """Return a Word document as the bytes of its file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def letter_in_word() -> Any:
    """Return a letter with Word's own lists, a letterhead in a table and a table of assignments."""
    document = Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nQUẬN HẢI AN"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 77/UBND-NV\nV/v đẩy mạnh cải cách\nhành chính"
    head.cell(1, 1).text = "Hải An, ngày 05 tháng 7 năm 2022"
    document.add_paragraph("Kính gửi: Các phòng chuyên môn; UBND các phường.")
    document.add_paragraph("Ủy ban nhân dân quận yêu cầu các đơn vị thực hiện các nội dung sau:")
    document.add_paragraph("Giao Phòng Nội vụ", style="List Number")
    document.add_paragraph("Tham mưu kế hoạch trước ngày 15/7.", style="List Bullet")
    document.add_paragraph("Kiểm tra các phường.", style="List Bullet")
    document.add_paragraph("UBND các phường", style="List Number")
    document.add_paragraph("Báo cáo hằng tháng.", style="List Bullet")
    document.add_paragraph("Phân công chi tiết", style="List Number")
    rows = [
        ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời hạn"],
        ["1", "Niêm yết thủ tục", "Phòng Tư pháp\nPhòng Kinh tế", "30/9/2022"],
        ["2", "Số hóa hồ sơ", "UBND các phường", "Quý IV/2022"],
    ]
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("TM. ỦY BAN NHÂN DÂN")
    return document
