"""What became of the June 2022 dispatch from July to November 2022: invented, and marked as sample data."""

from __future__ import annotations

from datetime import date

from reform.directives.enums import LatenessReason
from reform.directives.models import Assignment
from reform.organisation.enums import ReformField
from reform.organisation.models import Unit
from reform.registers.sample_files import pdf_file, text_file

from .story import Story

ASSIGNED_ON = date(2022, 6, 20)

# The field of reform of the tasks, by the reader's keys; the others belong to none in particular.
FIELDS = {
    "t2": ReformField.PROCEDURES,
    "t4": ReformField.INSTITUTIONS,
    "t5": ReformField.ORGANISATION,
    "t7": ReformField.CIVIL_SERVICE,
    "t8": ReformField.DIGITAL_GOVERNMENT,
    "t9": ReformField.PROCEDURES,
    "t10": ReformField.PROCEDURES,
    "t11": ReformField.DIGITAL_GOVERNMENT,
    "t12": ReformField.DIGITAL_GOVERNMENT,
    "t13": ReformField.PROCEDURES,
    "t14": ReformField.PUBLIC_FINANCE,
    "t15": ReformField.PUBLIC_FINANCE,
    "t16": ReformField.INSTITUTIONS,
    "t17": ReformField.INSTITUTIONS,
    "t19": ReformField.DIGITAL_GOVERNMENT,
    "t20": ReformField.DIGITAL_GOVERNMENT,
    "t21": ReformField.PROCEDURES,
    "t22": ReformField.CIVIL_SERVICE,
}

REPORTING, DOSSIERS, INITIATIVES, COMMENTS, STRUCTURE, MONTHLY = range(1, 7)
EQUIPMENT, DIGITAL_PLAN, DIGITISING, IT_PLAN, DIGITISING_WITH = 11, 12, 13, 19, 20
# Section 2 to 8: one unit each.
SINGLE_UNIT_TASKS = range(7, 26)

# What the departments report of their founding decision.
ISSUED = "Quyết định quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức đã ban hành."
SILENT = {"YT", "P-TRANGCAT"}


def tell(story: Story, units: dict[str, Unit]) -> None:
    """Tell the five months."""
    _answer(story, units)
    _regular_reporting(story)
    _dossiers(story)
    _initiatives(story)
    _comments_on_drafts(story)
    _structure_of_departments(story)
    _monthly_review(story)
    _office(story)
    _single_units(story)


def _answer(story: Story, units: dict[str, Unit]) -> None:
    """Units accept within three working days; two stay silent, two reject, one of them in vain."""
    refused = {(IT_PLAN, "VHTT"), (COMMENTS, "P-CATBI")}
    for number, row in enumerate(list(story.all_rows())):
        if (row.task.position, row.unit.code) in refused:
            continue
        if row.unit.code in SILENT:
            story.do(row, "accept_by_silence", date(2022, 6, 24))
        else:
            story.do(row, "accept", date(2022, 6, 21 + number % 3))
    plan = story.rows(IT_PLAN)["VHTT"]
    story.do(
        plan,
        "reject",
        date(2022, 6, 22),
        reason="Kế hoạch ứng dụng CNTT do Văn phòng HĐND và UBND chủ trì từ năm 2022.",
    )
    given = story.pass_on(plan, units["VP"], date(2022, 6, 24), "Đúng theo phân công nhiệm vụ năm 2022.")
    story.do(given, "accept", date(2022, 6, 27))
    comments = story.rows(COMMENTS)["P-CATBI"]
    story.do(comments, "reject", date(2022, 6, 23), reason="Phường không có sở, ngành dọc tương ứng.")
    story.do(
        comments,
        "assign_again",
        date(2022, 6, 24),
        reason="Phường vẫn góp ý các dự thảo do quận chuyển đến.",
    )
    story.do(comments, "accept", date(2022, 6, 27))


def _regular_reporting(story: Story) -> None:
    for number, row in enumerate(story.rows(REPORTING).values()):
        story.do(
            row,
            "update_progress",
            date(2022, 9, 28 - number % 5),
            progress=50,
            progress_note="Đã gửi đủ báo cáo quý II và quý III, đúng hạn.",
        )
        if number % 3 == 0:
            story.finish(
                row,
                date(2022, 11, 21 + number % 4),
                "Đã gửi đủ các báo cáo cải cách hành chính của năm, không có báo cáo muộn.",
                f"{41 + number}/BC-{row.unit.code}",
                quality="5" if number % 2 else "4",
            )


def _dossiers(story: Story) -> None:
    for number, row in enumerate(story.rows(DOSSIERS).values()):
        share = 71 + (number * 7) % 27
        story.do(
            row,
            "update_progress",
            date(2022, 10, 14 + number % 6),
            progress=share,
            progress_note=f"Hồ sơ trực tuyến mức độ 3 đạt {share}%; qua bưu chính công ích {share - 12}%.",
        )
        if number % 5 == 2:
            story.prove(
                row,
                date(2022, 10, 14 + number % 6),
                text_file(
                    f"thong-ke-ho-so-{row.unit.code.lower()}.txt",
                    f"Thống kê hồ sơ thủ tục hành chính đến 14/10/2022 của {row.unit.name}.",
                    f"Tỷ lệ hồ sơ trực tuyến mức độ 3: {share}%.",
                ),
                "Thống kê trích từ Hệ thống một cửa điện tử",
            )


def _initiatives(story: Story) -> None:
    recognised = ("NV", "VP", "TCKH", "KT", "P-DANGHAI", "P-DONGHAI1")
    for number, (code, row) in enumerate(story.rows(INITIATIVES).items()):
        story.do(
            row,
            "update_progress",
            date(2022, 8, 8 + number),
            progress=40,
            progress_note="Đã đăng ký sáng kiến, đang áp dụng thử.",
        )
        if code == "P-DANGHAI":
            story.report(row, date(2022, 10, 10), "Sáng kiến hẹn giờ trả kết quả qua tin nhắn.", "31/BC-UBND")
            story.give_back(row, date(2022, 10, 13), "Chưa có quyết định công nhận; bổ sung số quyết định.")
        if code in recognised:
            story.prove(
                row,
                date(2022, 11, 8),
                pdf_file(f"quyet-dinh-sang-kien-{code.lower()}.pdf", f"Initiative decision, unit {code}"),
                "Quyết định công nhận sáng kiến cấp quận",
            )
            story.finish(
                row,
                date(2022, 11, 9),
                "Sáng kiến đã được công nhận cấp quận.",
                f"{2210 + number}/QĐ-UBND",
                quality="5",
            )


def _comments_on_drafts(story: Story) -> None:
    for number, row in enumerate(story.rows(COMMENTS).values()):
        if number % 4 == 1:
            story.finish(
                row,
                date(2022, 11, 14),
                "Đã góp ý đúng hạn toàn bộ dự thảo được gửi đến.",
                f"{12 + number}/BC-{row.unit.code}",
                quality="4",
            )
        elif number % 2 == 0:
            story.do(
                row,
                "update_progress",
                date(2022, 10, 5),
                progress=60,
                progress_note=f"Đã góp ý {3 + number % 4} dự thảo văn bản.",
            )


def _structure_of_departments(story: Story) -> None:
    """The August deadline: most in time, two late with their cause, one not done to this day."""
    rows = story.rows(STRUCTURE)
    for number, code in enumerate(("NV", "VP", "TCKH", "TP", "KT", "LDTBXH")):
        day = date(2022, 8, 15 + number)
        paper = pdf_file(f"quyet-dinh-co-cau-{code.lower()}.pdf", f"Decision on functions, unit {code}")
        story.prove(rows[code], day, paper, "Quyết định đã ký")
        story.finish(rows[code], day, ISSUED, f"{1801 + number}/QĐ-UBND", quality="5" if number < 2 else "4")
    _returned_decisions(story, rows)
    _put_off_decisions(story, rows)
    story.do(
        rows["QLDT"],
        "update_progress",
        date(2022, 8, 25),
        progress=60,
        progress_note="Đã có dự thảo, chờ thống nhất số lượng vị trí việc làm.",
    )


def _returned_decisions(story: Story, rows: dict[str, Assignment]) -> None:
    """One returned and done in time all the same, one late because of it, one late for want of a rule."""
    story.report(rows["TNMT"], date(2022, 8, 18), ISSUED, "1812/QĐ-UBND")
    story.give_back(rows["TNMT"], date(2022, 8, 22), "Thiếu phần cơ cấu tổ chức; đề nghị bổ sung.")
    story.finish(rows["TNMT"], date(2022, 8, 29), ISSUED, "1834/QĐ-UBND", quality="3")
    story.report(rows["VHTT"], date(2022, 8, 26), ISSUED, "1840/QĐ-UBND")
    story.give_back(rows["VHTT"], date(2022, 8, 30), "Chưa lấy ý kiến thẩm định của Phòng Tư pháp.")
    for code, day, document, cause in (
        ("VHTT", date(2022, 9, 8), "1897/QĐ-UBND", LatenessReason.COORDINATION),
        ("TTR", date(2022, 9, 12), "1905/QĐ-UBND", LatenessReason.LEGAL),
    ):
        story.finish(rows[code], day, ISSUED, document, cause=cause, quality="3")


def _put_off_decisions(story: Story, rows: dict[str, Assignment]) -> None:
    """One is granted more time, one is refused it; both report in time."""
    granted = story.ask_for_time(
        rows["GDDT"], date(2022, 8, 22), date(2022, 9, 20), "Chờ hướng dẫn của Sở Giáo dục và Đào tạo."
    )
    story.decide(granted, "grant", date(2022, 8, 25), "Đồng ý một lần.")
    refused = story.ask_for_time(
        rows["YT"], date(2022, 8, 24), date(2022, 9, 30), "Cán bộ đi công tác chống dịch."
    )
    story.decide(refused, "refuse", date(2022, 8, 26), "Dự thảo đã có, đủ thời gian hoàn thành.")
    for code, day, document in (
        ("GDDT", date(2022, 9, 15), "1911/QĐ-UBND"),
        ("YT", date(2022, 8, 31), "1858/QĐ-UBND"),
    ):
        rows[code].refresh_from_db()
        story.finish(rows[code], day, ISSUED, document)


def _monthly_review(story: Story) -> None:
    """Reported month by month; two units stopped, the others have finished the year's reviews."""
    stopped_after = {"P-NAMHAI": 5, "LDTBXH": 4}
    months = [date(2022, 6, 28), date(2022, 7, 28), date(2022, 8, 29), date(2022, 9, 28), date(2022, 10, 27)]
    for number, (code, row) in enumerate(story.rows(MONTHLY).items()):
        for day in months[: stopped_after.get(code, len(months))]:
            story.do(
                row,
                "report_period",
                day,
                progress_note=f"Tháng {day.month}: đã rà soát {8 + number % 5} tiêu chí, không vướng mắc.",
            )
        if number % 6 == 3:
            story.prove(
                row,
                date(2022, 10, 27),
                text_file(
                    f"bien-ban-ra-soat-thang-10-{code.lower()}.txt",
                    f"Biên bản rà soát tháng 10/2022 của {row.unit.name}.",
                ),
                "Biên bản rà soát tháng 10",
            )
        if code not in stopped_after:
            story.finish(
                row, date(2022, 11, 24), "Đã rà soát đủ các tháng của năm 2022.", quality="4", checked_after=5
            )


def _office(story: Story) -> None:
    """The office waits for the City once, and a clock that stood still runs again."""
    equipment = story.rows(EQUIPMENT)["VP"]
    story.do(
        equipment,
        "suspend",
        date(2022, 8, 1),
        letter="87/VP-TH",
        reason="Chờ Sở Tài chính trả lời về kinh phí.",
    )
    story.do(equipment, "resume", date(2022, 8, 15))
    story.do(
        story.rows(DIGITAL_PLAN)["VP"],
        "suspend",
        date(2022, 10, 14),
        letter="112/VP-TH",
        reason="Chờ hướng dẫn nền tảng dùng chung của thành phố.",
    )
    story.finish(story.rows(DIGITISING_WITH)["VP"], date(2022, 11, 10), "Đã cung cấp dữ liệu và máy quét.")


def _single_units(story: Story) -> None:
    """The tasks of one unit each: some done, most under way."""
    for position in SINGLE_UNIT_TASKS:
        for row in story.rows(position).values():
            if row.state not in {"accepted", "in_progress"}:
                continue
            story.do(
                row,
                "update_progress",
                date(2022, 7 + position % 4, 12 + position % 9),
                progress=35 + (position * 11) % 50,
                progress_note="Đang thực hiện theo kế hoạch; chưa có vướng mắc.",
            )
            if position % 3 == 0 and position != DIGITISING:
                story.finish(
                    row,
                    date(2022, 11, 7 + position % 7),
                    "Đã hoàn thành nhiệm vụ của năm và báo cáo Ủy ban nhân dân quận.",
                    f"{60 + position}/BC-{row.unit.code}",
                    quality="4",
                )
