"""A dispatch of these days, so that every list of waiting work has something to show; sample data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from reform.directives.assigning import add_task
from reform.directives.enums import AssignmentRole
from reform.directives.models import Directive, Task
from reform.organisation.enums import ReformField
from reform.organisation.models import Unit
from reform.registers.sample_files import text_file

from .story import Story

TEXT_FILE = Path(__file__).resolve().parent / "current_dispatch.txt"

SELF_CHECK, PROCEDURES, OVERDUE_DOSSIERS, DIGITISING, FUNDS = range(1, 6)
# Units whose part of the first task is told one by one; the others have reported and are done.
_STORIES = {"P-DANGHAI", "P-NAMHAI", "TCKH", "TTR", "VP", "KT", "VHTT", "QLDT"}


@dataclass(frozen=True)
class Days:
    """The days of the story, counted from the day on which it is loaded."""

    today: date

    def ago(self, days: int) -> date:
        """Return the day so many days before."""
        return self.today - timedelta(days=days)

    @property
    def issued(self) -> date:
        """The day of the dispatch."""
        return self.ago(12)

    @property
    def overdue(self) -> date:
        """The due date that has passed."""
        return self.ago(3)

    @property
    def soon(self) -> date:
        """The due date that lies within the next seven days."""
        return self.today + timedelta(days=5)

    @property
    def later(self) -> date:
        """The due date further ahead."""
        return self.today + timedelta(days=24)

    def text(self) -> str:
        """Return the text of the dispatch with its days filled in."""
        issued = self.issued
        return TEXT_FILE.read_text(encoding="utf-8").format(
            issued_long=f"ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}",
            overdue=f"{self.overdue:%d/%m/%Y}",
            soon=f"{self.soon:%d/%m/%Y}",
            later=f"{self.later:%d/%m/%Y}",
        )


def tell(story: Story, days: Days) -> None:
    """Tell what the units have done since."""
    for row in list(story.all_rows()):
        rejects = row.task.position == PROCEDURES and row.unit.code == "GDDT"
        if not rejects:
            story.do(row, "accept", days.ago(10))
    _self_check(story, days)
    _procedures(story, days)
    story.report(
        story.rows(OVERDUE_DOSSIERS)["VP"], days.ago(4), "Danh sách gồm 03 đơn vị, 11 hồ sơ.", "233/BC-VP"
    )
    story.give_back(
        story.rows(OVERDUE_DOSSIERS)["VP"], days.ago(1), "Ghi rõ nguyên nhân quá hạn của từng hồ sơ."
    )
    story.do(
        story.rows(FUNDS)["TCKH"],
        "prepare",
        days.ago(1),
        result="Đã tổng hợp kinh phí của 20 đơn vị.",
        result_document="310/BC-TCKH",
    )
    story.ask_for_time(
        story.rows(DIGITISING)["VP"],
        days.ago(1),
        days.later + timedelta(days=10),
        "Chờ thống nhất danh mục hồ sơ cần số hóa với Phòng Văn hóa và Thông tin.",
    )


def _self_check(story: Story, days: Days) -> None:
    """Due some days ago: most in time, some overdue, one returned, some waiting for the check."""
    rows = story.rows(SELF_CHECK)
    result = "Đã tự kiểm tra, không có trường hợp vi phạm."
    for number, (code, row) in enumerate(rows.items()):
        if code not in _STORIES:
            story.finish(row, days.ago(6), result, f"{70 + number}/BC-{code}", checked_after=1)
    for code in ("P-NAMHAI", "TTR", "QLDT"):
        story.do(
            rows[code], "update_progress", days.ago(5), progress=50, progress_note="Đang tổng hợp kết quả."
        )
    for code in ("KT", "VHTT", "TCKH"):
        story.prove(
            rows[code],
            days.ago(4),
            text_file(
                f"ket-qua-tu-kiem-tra-{code.lower()}.txt", f"Kết quả tự kiểm tra, {rows[code].unit.name}."
            ),
        )
        story.report(rows[code], days.ago(4), result, f"95/BC-{code}")
    story.report(rows["P-DANGHAI"], days.ago(5), result, "96/BC-UBND")
    story.give_back(rows["P-DANGHAI"], days.ago(2), "Chưa có biên bản kiểm tra của tháng trước.")
    story.finish(rows["VP"], days.ago(5), result, "97/BC-VP", checked_after=1)


def _procedures(story: Story, days: Days) -> None:
    """Due within the week: officers have prepared some, a department has rejected its part."""
    rows = story.rows(PROCEDURES)
    for code in ("P-DANGHAI", "P-NAMHAI", "TTR"):
        story.do(
            rows[code],
            "prepare",
            days.ago(1),
            result="Đã cập nhật và niêm yết danh mục.",
            result_document=f"41/TB-{code}",
        )
    for code in ("P-CATBI", "TP"):
        story.report(rows[code], days.ago(2), "Đã cập nhật và niêm yết danh mục.", f"42/TB-{code}")
    story.do(
        rows["GDDT"],
        "reject",
        days.ago(9),
        reason="Phòng không có thủ tục tiếp nhận tại Bộ phận một cửa quận.",
    )


def add_late_task(directive: Directive, units: dict[str, Unit], story: Story, days: Days) -> None:
    """Add a task by hand yesterday: every unit still has to accept it."""
    task = Task(
        directive=directive,
        section_number="1",
        section_heading=directive.tasks.order_by("position").values_list("section_heading", flat=True)[0],
        anchor="1, bổ sung",
        text="Cử công chức tham gia lớp bồi dưỡng kỹ năng tiếp nhận hồ sơ trực tuyến.",
        reform_field=ReformField.CIVIL_SERVICE,
        due_on=days.later,
        is_sample=True,
    )
    chosen = ("VP", "TCKH", "TTR", "KT", "VHTT", "P-DANGHAI", "P-NAMHAI", "P-DONGHAI1")
    add_task(
        task,
        units={units[code]: AssignmentRole.LEAD for code in chosen if code in units},
        actor=story.people.home_affairs,
        at=story.moment(days.ago(1)),
    )
