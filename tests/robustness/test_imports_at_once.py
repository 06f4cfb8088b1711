"""Two clicks, and two officers with the same file, at the same moment: everything is written once."""

from typing import Any

import pytest

from reform.directives.models import Assignment, Task
from reform.directives.resources import TaskResource
from reform.organisation.models import Unit
from reform.registers.models import HistoryEntry, ImportBatch
from reform.registers.organisation.resources import UnitResource
from reform.registers.spreadsheets.applying import ImportRefused
from tests.directives.factories import DirectiveFactory
from tests.organisation.factories import AuthorityFactory, UnitFactory
from tests.registers.helpers import administrator_of, home_affairs_of
from tests.registers.spreadsheets.helpers import confirm, preview, xlsx
from tests.robustness.at_once import at_once, split_results

pytestmark = pytest.mark.django_db(transaction=True)

NEW_UNIT = xlsx(
    ("Mã", "Tên", "Tên ngắn", "Loại", "Đơn vị cấp trên"),
    ("P-A", "Phường A", "Phường A", "Phường, xã", "UBND"),
)


def confirm_all(resource: Any, *batches: ImportBatch) -> tuple[list[Any], list[Exception]]:
    """Confirm imports at the same moment; returns what was done and what was refused."""
    return split_results(
        at_once(*(lambda pk=batch.pk: confirm(ImportBatch.objects.get(pk=pk), resource) for batch in batches))
    )


def test_confirming_twice_at_the_same_moment_writes_once() -> None:
    batch = preview(UnitResource, administrator_of(AuthorityFactory()), NEW_UNIT)
    done, refused = confirm_all(UnitResource, batch, batch)
    assert len(done) == 1
    assert [type(error) for error in refused] == [ImportRefused]
    assert Unit.objects.filter(code="P-A").count() == 1
    assert HistoryEntry.objects.filter(import_batch=batch).count() == 1


def test_two_officers_with_the_same_new_unit_write_it_once() -> None:
    authority = AuthorityFactory()
    batches = [preview(UnitResource, administrator_of(authority), NEW_UNIT) for _officer in range(2)]
    done, refused = confirm_all(UnitResource, *batches)
    assert (len(done), [type(error) for error in refused]) == (1, [ImportRefused])
    assert Unit.objects.filter(code="P-A").count() == 1
    assert sorted(ImportBatch.objects.values_list("state", flat=True)) == ["applied", "previewed"]


def test_two_officers_with_the_same_new_task_write_it_once() -> None:
    unit = UnitFactory()
    DirectiveFactory(authority=unit.authority, number="655", symbol="UBND-NV")
    content = xlsx(
        ("Văn bản chỉ đạo", "Vị trí trong văn bản", "Nội dung việc phải làm", "Đơn vị chủ trì"),
        ("655/UBND-NV", "1, 1", "Rà soát thủ tục", unit.short_name),
    )
    batches = [preview(TaskResource, home_affairs_of(unit.authority), content) for _officer in range(2)]
    done, refused = confirm_all(TaskResource, *batches)
    assert (len(done), [type(error) for error in refused]) == (1, [ImportRefused])
    assert (Task.objects.count(), Assignment.objects.count()) == (1, 1)
