"""`make bench`: what taking 10,000 and 100,000 rows in and out costs, beside the least that it could cost.

The least: reading the file with calamine and writing its rows with one `bulk_create`, without checks, history
or preview. A preview and its confirmation together may take at most 8 times as long. Ends with status 1 when
a limit is not kept; in a scratch database of the engine that DATABASE_URL names.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MOST_TIMES_THE_LEAST = 8
MOST_QUERIES = 200
MIB = 1024 * 1024
MOST_IMPORT_BYTES = 60 * MIB
MOST_TASK_BYTES = 1024 * MIB
MOST_EXPORT_BYTES = 200 * MIB
UNITS = 20
HEADINGS = ("Mã nhiệm vụ", "Mã đơn vị", "Vai trò", "Hạn", "Tiến độ", "Đã làm", "Kết quả", "Số văn bản")


@dataclass(frozen=True)
class Spreadsheets:
    """The world of the benchmark: units, tasks, an officer, and the resource of eight columns."""

    user: Any
    resource: Any
    tasks: list[Any]
    units: list[Any]


@dataclass
class Outcome:
    """Limits that were measured: what, how much, how much is allowed."""

    lines: list[tuple[str, float, float, str]]

    def add(self, what: str, measured: float, allowed: float, measure: str) -> None:
        """Keep and print one figure."""
        self.lines.append((what, measured, allowed, measure))
        verdict = "" if measured <= allowed else "  TOO MUCH"
        sys.stdout.write(f"{what:62} {measured:9.2f} {measure:4} (at most {allowed:g}){verdict}\n")
        sys.stdout.flush()

    @property
    def is_kept(self) -> bool:
        """Whether every limit is kept."""
        return all(measured <= allowed for _what, measured, allowed, _measure in self.lines)


def build(tasks: int) -> Spreadsheets:
    """Write units and tasks, and return the resource that gives each unit its part of each task."""
    from reform.directives.models import Task
    from reform.organisation.capabilities import Role
    from tests.benchmarks.parts_resource import PartsResource
    from tests.directives.factories import DirectiveFactory
    from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of, user_with_role

    authority = AuthorityFactory()
    units = [UnitFactory(authority=authority) for _number in range(UNITS)]
    user = user_with_role(Role.HOME_AFFAIRS, root_of(authority), include_sub_units=True)
    directive = DirectiveFactory(authority=authority)
    rows = [
        Task(directive=directive, position=number, anchor=f"NV-{number:05}", text=f"Nhiệm vụ số {number}")
        for number in range(tasks)
    ]
    Task.objects.bulk_create(rows)
    return Spreadsheets(user, PartsResource, rows, units)


def workbook_of(world: Spreadsheets, rows: int) -> bytes:
    """Return a workbook with so many rows of eight columns."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Phần việc")
    sheet.append(HEADINGS)
    for number in range(rows):
        task, unit = world.tasks[number // UNITS], world.units[number % UNITS]
        due = date(2026, 1, 1) + timedelta(days=number % 700)
        sheet.append(
            [
                task.anchor,
                unit.code,
                "Chủ trì",
                due,
                number % 101,
                f"Đã rà soát {number % 50} thủ tục",
                f"Kết quả số {number}",
                f"{number}/BC-UBND",
            ]
        )
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def the_least(world: Spreadsheets, content: bytes) -> float:
    """Return the seconds of reading the file and inserting its rows with one `bulk_create`; undone again."""
    from python_calamine import CalamineWorkbook

    from reform.directives.models import Assignment

    tasks = {task.anchor: task for task in world.tasks}
    units = {unit.code: unit for unit in world.units}
    begin = time.perf_counter()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    rows: list[Any] = sheet.to_python()[1:]
    Assignment.objects.bulk_create(
        [
            Assignment(
                task=tasks[task],
                unit=units[unit],
                role="lead",
                due=due,
                progress=int(progress),
                progress_note=note,
                result=result,
                result_document=document,
            )
            for task, unit, _role, due, progress, note, result, document in rows
        ]
    )
    seconds = time.perf_counter() - begin
    Assignment.objects.all().delete()
    return seconds


def take_in(world: Spreadsheets, content: bytes) -> Any:
    """Preview and confirm, as an officer does; returns the import."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from reform.registers.spreadsheets.batches import confirm_import, start_import

    upload = SimpleUploadedFile("phan-viec.xlsx", content)
    batch = start_import(world.resource(user=world.user), upload=upload, actor=world.user)
    batch.refresh_from_db()
    confirm_import(batch, world.resource(user=world.user))
    assert batch.state == "applied", (batch.state, batch.problem)
    return batch


def forget_everything() -> None:
    """Empty what an import has written, history aside."""
    from reform.directives.models import Assignment
    from reform.registers.models import ImportRow

    ImportRow.objects.all().delete()
    Assignment.objects.all().delete()


def in_a_process_of_its_own(work: Callable[[], float]) -> tuple[float, float]:
    """Return what `work` returns, and by how many bytes its process grew above the idle one at most."""
    from django.db import connections

    connections.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        idle = resource_bytes()
        measured = work()
        os.write(writer, f"{measured} {resource_bytes() - idle}".encode())
        os._exit(0)
    os.close(writer)
    _child, status = os.waitpid(child, 0)
    answer = os.read(reader, 200).decode()
    os.close(reader)
    if status or not answer:
        raise RuntimeError(f"The measured process ended with status {status}.")
    figure, grown = answer.split()
    return float(figure), float(grown)


def resource_bytes() -> float:
    """Return the most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure_import(world: Spreadsheets, outcome: Outcome, rows: int) -> None:
    """Measure time, queries and memory of an import that is done in the request."""
    from django.db import connection
    from django.test import override_settings
    from django.test.utils import CaptureQueriesContext

    content = workbook_of(world, rows)
    with override_settings(IMPORT_ROWS_AT_ONCE=2 * rows):
        least, taken = [], []
        for _round in range(3):
            least.append(the_least(world, content))
            begin = time.perf_counter()
            take_in(world, content)
            taken.append(time.perf_counter() - begin)
            forget_everything()
        with CaptureQueriesContext(connection) as queries:
            take_in(world, content)
        forget_everything()
        outcome.add(f"{rows} rows: the least (calamine and bulk_create)", min(least), 1000, "s")
        outcome.add(f"{rows} rows: preview and confirm together", min(taken), 1000, "s")
        outcome.add(f"{rows} rows: times the least", min(taken) / min(least), MOST_TIMES_THE_LEAST, "x")
        outcome.add(f"{rows} rows: queries", len(queries), MOST_QUERIES, "")
        _figure, grown = in_a_process_of_its_own(lambda: float(bool(take_in(world, content))))
        forget_everything()
        outcome.add(
            f"{rows} rows: memory above the idle process", grown / MIB, MOST_IMPORT_BYTES / MIB, "MiB"
        )


def measure_task(world: Spreadsheets, outcome: Outcome, rows: int) -> None:
    """Measure an import that the task worker does, then exports of what it wrote."""
    from reform.directives.models import Assignment
    from reform.registers.spreadsheets.exporting import export_file

    content = workbook_of(world, rows)

    def by_task() -> float:
        begin = time.perf_counter()
        take_in(world, content)
        return time.perf_counter() - begin

    seconds, grown = in_a_process_of_its_own(by_task)
    outcome.add(f"{rows} rows as a task: seconds", seconds, 1000, "s")
    outcome.add(
        f"{rows} rows as a task: memory above the idle process", grown / MIB, MOST_TASK_BYTES / MIB, "MiB"
    )
    for file_format in ("xlsx", "ods", "csv"):
        what = f"export of {rows} rows, {file_format}"

        def take_out(chosen: str = file_format) -> float:
            mine = world.resource(user=world.user)
            begin = time.perf_counter()
            stream = export_file(mine, Assignment.objects.order_by("pk"), list(mine.columns.values()), chosen)
            with tempfile.TemporaryFile() as kept:
                for chunk in stream:
                    kept.write(chunk)
            return time.perf_counter() - begin

        seconds, grown = in_a_process_of_its_own(take_out)
        outcome.add(f"{what}: seconds", seconds, 1000, "s")
        outcome.add(
            f"{what}: memory above idle",
            grown / MIB,
            MOST_EXPORT_BYTES / MIB,
            "MiB",
        )


def measure_all(*, rows: int = 10_000, many: int = 100_000) -> Outcome:
    """Measure everything; prints as it goes."""
    outcome = Outcome([])
    world = build(max(rows, many) // UNITS)
    measure_import(world, outcome, rows)
    if many:
        measure_task(world, outcome, many)
    return outcome


def main() -> int:
    """Measure in a scratch database."""
    from tests.benchmarks.scratch import scratch_database

    with scratch_database():
        return 0 if measure_all().is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
