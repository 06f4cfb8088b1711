"""`kill -9` in the middle of confirming a spreadsheet: all of it is there afterwards, or nothing."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from reform.organisation.models import Unit, User
from reform.registers.models import HistoryEntry, ImportBatch, ImportState
from reform.registers.organisation.resources import UnitResource
from reform.registers.spreadsheets.batches import resume_import, work_on
from tests.organisation.factories import UnitFactory
from tests.registers.helpers import administrator_of
from tests.registers.spreadsheets.helpers import confirm, preview, xlsx
from tests.robustness.conftest import DyingProcess

pytestmark = pytest.mark.django_db(transaction=True)

NEW = 3


def previewed() -> tuple[ImportBatch, User]:
    """Return a preview of three new units and a changed one, and its officer."""
    unit = UnitFactory(phone="1")
    officer = administrator_of(unit.authority)
    rows = [(f"P-{n}", f"Phường {n}", f"Phường {n}", "Phường, xã", "UBND", None) for n in range(NEW)]
    content = xlsx(
        ("Mã", "Tên", "Tên ngắn", "Loại", "Đơn vị cấp trên", "Điện thoại"),
        *rows,
        (unit.code, None, None, None, None, "2"),
    )
    return preview(UnitResource, officer, content), officer


def written(batch: ImportBatch) -> tuple[int, int, int, int]:
    """Return how many units, changed telephones, lines of history and rows marked as written there are."""
    return (
        Unit.objects.filter(code__startswith="P-").count(),
        Unit.objects.filter(phone="2").count(),
        HistoryEntry.objects.filter(import_batch=batch).count(),
        batch.rows.filter(is_written=True).count(),
    )


def test_a_killed_web_process_leaves_all_or_nothing_and_the_button_can_be_pressed_again(
    dying_process: DyingProcess,
) -> None:
    batch, officer = previewed()
    assert dying_process.do("import", batch, officer, until="before-commit") == "killed"
    moment = 1
    while (answer := dying_process.do("import", batch, officer, until=moment)) == "killed":
        batch.refresh_from_db()
        assert (written(batch), batch.state) == ((0, 0, 0, 0), ImportState.PREVIEWED), moment
        moment += 1
    assert answer == "survived"
    assert moment > 4
    batch.refresh_from_db()
    assert (written(batch), batch.state) == ((NEW, 1, NEW + 1, NEW + 1), ImportState.APPLIED)


def test_a_web_process_killed_before_its_answer_has_written_everything_once(
    dying_process: DyingProcess,
) -> None:
    batch, officer = previewed()
    # The first commit is the decision, the second one the rows.
    assert dying_process.do("import", batch, officer, until="after-commit") == "killed"
    batch.refresh_from_db()
    assert written(batch) in ((0, 0, 0, 0), (NEW, 1, NEW + 1, NEW + 1))
    if batch.state == ImportState.PREVIEWED:
        confirm(batch, UnitResource)
    assert written(batch) == (NEW, 1, NEW + 1, NEW + 1)


def test_a_killed_worker_leaves_nothing_half_written_and_the_import_is_resumed(
    dying_process: DyingProcess,
) -> None:
    batch, officer = previewed()
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.APPLYING, seen_at=timezone.now())
    for moment in (1, 2, 3, 4, "before-commit"):
        assert dying_process.do("worker", batch, officer, until=moment) == "killed", moment
        batch.refresh_from_db()
        assert (written(batch), batch.state) == ((0, 0, 0, 0), ImportState.APPLYING), moment

    ImportBatch.objects.filter(pk=batch.pk).update(seen_at=timezone.now() - timedelta(hours=1))
    batch.refresh_from_db()
    assert batch.is_silent
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        resume_import(batch)
    work_on(ImportBatch.objects.get(pk=batch.pk))
    batch.refresh_from_db()
    assert (written(batch), batch.state) == ((NEW, 1, NEW + 1, NEW + 1), ImportState.APPLIED)


def test_a_worker_killed_while_making_the_preview_makes_it_anew(dying_process: DyingProcess) -> None:
    batch, officer = previewed()
    batch.rows.all().delete()
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.UPLOADED)
    for moment in (1, 2):
        assert dying_process.do("worker", batch, officer, until=moment) == "killed"
    assert dying_process.do("worker", batch, officer, until="never") == "survived"
    batch.refresh_from_db()
    assert (batch.state, batch.rows_new, batch.rows_changed) == (ImportState.PREVIEWED, NEW, 1)
    assert written(batch) == (0, 0, 0, 0)
