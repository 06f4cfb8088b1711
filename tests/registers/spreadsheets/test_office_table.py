"""A table as offices keep it: letterhead above, totals and signatures below, names in every usual form."""

from __future__ import annotations

from datetime import date

import pytest

from reform.directives.models import Assignment, Task
from reform.directives.resources import TaskResource
from tests.directives.factories import DirectiveFactory
from tests.organisation.factories import AuthorityFactory, UnitFactory
from tests.registers.helpers import home_affairs_of
from tests.registers.spreadsheets.helpers import confirm, counts, preview, remarks, xlsx

pytestmark = pytest.mark.django_db

HEADINGS = (
    "STT", "Van ban chi dao", "Vi tri trong van ban", "Noi dung viec phai lam", "Han hoan thanh",
    "Don vi chu tri", "Don vi phoi hop", "Ghi chu",
)  # fmt: skip


def test_it_is_taken_as_it_is() -> None:
    authority = AuthorityFactory()
    for name, short_name in (
        ("Phòng Tài chính - Kế hoạch", "Phòng TC-KH"),
        ("Phòng Lao động - Thương binh và Xã hội", "Phòng Lao động"),
        ("Văn phòng HĐND và UBND", "Văn phòng"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
        ("Ủy ban nhân dân phường Cát Bi", "Phường Cát Bi"),
        ("Ủy ban nhân dân phường Nam Hải", "Phường Nam Hải"),
    ):
        UnitFactory(authority=authority, name=name, short_name=short_name)
    DirectiveFactory(authority=authority, number="1187", symbol="UBND-NV")
    day = date(2026, 12, 25)
    batch = preview(
        TaskResource,
        home_affairs_of(authority),
        xlsx(
            ("ỦY BAN NHÂN DÂN QUẬN HẢI AN",),
            ("PHÒNG NỘI VỤ",),
            (),
            ("BẢNG TỔNG HỢP NHIỆM VỤ NĂM 2026",),
            ("(Kèm theo Công văn số 1187/UBND-NV)",),
            (),
            HEADINGS,
            (1, "1187/UBND-NV", "7, 1", "Lập kế hoạch", "15/12/2026", "P. TC-KH", "UBND P. Cát Bi; P.Nội vụ"),
            (2, "1187/UBND-NV", "7, 2", "Báo cáo", "Ngày 20 tháng 12 năm 2026", "VP HĐND-UBND"),
            (3, "1187/UBND-NV", "7, 3", "Đối thoại", day, "PNV", "UBND P. Nam Hải, UBND phường Cát Bi"),
            (4, "1187/UBND-NV", "7, 4", "Tập huấn", "30.12.2026", "Phòng LĐTB&XH"),
            ("Tổng cộng", None, None, "4 nhiệm vụ"),
            (),
            (None, None, None, None, None, "Hải An, ngày 26 tháng 11 năm 2026"),
            (None, "NGƯỜI LẬP BIỂU", None, None, None, "TRƯỞNG PHÒNG"),
            (),
            (),
            (None, "Phạm Thu Hà", None, None, None, "Nguyễn Văn A"),
        ),
    )
    assert counts(batch) == (4, 0, 0, 0), remarks(batch)
    confirm(batch, TaskResource)
    assert list(Task.objects.order_by("anchor").values_list("due_on", flat=True)) == [
        date(2026, 12, 15), date(2026, 12, 20), day, date(2026, 12, 30)
    ]  # fmt: skip
    units = Assignment.objects.filter(task__anchor="7, 3").values_list("unit__short_name", flat=True)
    assert set(units) == {"Phòng Nội vụ", "Phường Nam Hải", "Phường Cát Bi"}


def test_names_between_commas_are_not_guessed_when_one_is_not_known() -> None:
    authority = AuthorityFactory()
    UnitFactory(authority=authority, name="Phường Cát Bi", short_name="Phường Cát Bi")
    DirectiveFactory(authority=authority, number="1187", symbol="UBND-NV")
    row = (1, "1187/UBND-NV", "7, 1", "Lập kế hoạch", "15/12/2026", "Phường Cát Bi, phường Lạ", None, None)
    batch = preview(TaskResource, home_affairs_of(authority), xlsx(HEADINGS, row))
    assert remarks(batch) == [(2, "unknown_name", "lead_units")]
    assert batch.unmatched[0]["name"] == "Phường Cát Bi, phường Lạ"
