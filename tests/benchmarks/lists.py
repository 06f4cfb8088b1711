"""`make bench`: how many queries and seconds each main screen takes with 20,000 tasks and 5,000 initiatives.

A scratch database of the engine that DATABASE_URL names is made, filled and dropped again. Ends with
status 1 when a screen asks more than 20 queries; seconds depend on the machine and fail nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

    from reform.organisation.models import User
    from tests.benchmarks.many_initiatives import FullRegister
    from tests.benchmarks.many_records import FullHouse

MOST_QUERIES = 20
TASKS = 20_000
INITIATIVES = 5_000


@dataclass(frozen=True)
class Measurement:
    """What one screen took, the second time it was opened."""

    person: str
    screen: str
    queries: int
    seconds: float
    slowest_query: float
    slowest_sql: str
    kilobytes: float

    def line(self) -> str:
        """Return a row of the table."""
        return (
            f"{self.person:12} {self.screen:34} {self.queries:7} {self.seconds:8.2f} s"
            f" {self.slowest_query:8.2f} s {self.kilobytes:8.0f} kB"
        )


def url(model: Any, action: str, *args: Any) -> str:
    """Return the address of one of a register's screens."""
    from reform.registers.admin.registry import admin_for

    screens = admin_for(model)
    assert screens is not None
    return screens.url_for(action, *args)


def screens_of(house: FullHouse) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of every main screen of directives."""
    from reform.directives.models import Assignment, Directive, ExtensionRequest, Reading, Task

    assignments, tasks = url(Assignment, "index"), url(Task, "index")
    yield "landing page", "/admin/"
    yield "board", url(Assignment, "board")
    yield "board, one field", url(Assignment, "board") + "?reform_field=institutions"
    yield "what has changed", url(Assignment, "changes")
    yield "assignments", assignments
    yield "assignments, last page", f"{assignments}?p=400"
    yield "assignments, one state", f"{assignments}?state=in_progress"
    yield "assignments, overdue", f"{assignments}?late=overdue"
    yield "assignments, one unit", f"{assignments}?unit={house.unit.pk}"
    yield "assignments, search", f"{assignments}?q=niem+yet+cong+khai"
    yield "assignments, search finds nothing", f"{assignments}?q=khong+co+gi"
    yield "assignments, sorted by unit", f"{assignments}?o=unit"
    yield "tasks", tasks
    yield "tasks, search", f"{tasks}?q=nhom+1999"
    yield "tasks, last page", f"{tasks}?p=400"
    yield "directives", url(Directive, "index")
    yield "requests for more time", url(ExtensionRequest, "index")
    yield "readings", url(Reading, "index")
    yield "directive", url(Directive, "inspect", house.directive.pk)
    yield "task of every unit", url(Task, "inspect", house.task.pk)
    yield "assignment", url(Assignment, "inspect", house.assignment.pk)
    yield "history of an assignment", url(Assignment, "history", house.assignment.pk)


def initiative_screens(register: FullRegister) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of every main screen of initiatives."""
    from reform.initiatives.models import (
        Adoption,
        Council,
        Initiative,
        RecognitionDecision,
        Review,
        ScoreSheet,
    )

    initiatives, initiative = url(Initiative, "index"), register.initiative
    yield "landing page, initiatives", "/admin/"
    yield "initiatives", initiatives
    yield "initiatives, last page", f"{initiatives}?p=100"
    yield "initiatives, one state", f"{initiatives}?state=scoring"
    yield "initiatives, one unit", f"{initiatives}?unit={register.unit.pk}"
    yield "initiatives, search", f"{initiatives}?q=tra+ket+qua+buu+chinh"
    yield "initiatives, search finds nothing", f"{initiatives}?q=khong+co+gi"
    yield "initiative", url(Initiative, "inspect", initiative.pk)
    yield "history of an initiative", url(Initiative, "history", initiative.pk)
    yield "quota board", url(Initiative, "board")
    yield "councils", url(Council, "index")
    yield "council", url(Council, "inspect", register.council.pk)
    yield "sheets of the members", url(Review, "index")
    yield "sheet of a member", url(Review, "inspect", register.review.pk)
    yield "scoring", url(Review, "score", initiative.pk)
    yield "decisions", url(RecognitionDecision, "index")
    yield "decision", url(RecognitionDecision, "inspect", register.decision.pk)
    yield "applications elsewhere", url(Adoption, "index")
    yield "score sheets", url(ScoreSheet, "index")


def measure(client: Client, person: str, screen: str, address: str) -> Measurement | None:
    """Open a screen twice and measure the second time; None where the person may not open it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if client.get(address).status_code != 200:
        return None
    begin = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    seconds = time.perf_counter() - begin
    slowest = max(queries.captured_queries, key=lambda query: float(query["time"]))
    return Measurement(
        person=person,
        screen=screen,
        queries=len(queries),
        seconds=seconds,
        slowest_query=float(slowest["time"]),
        slowest_sql=slowest["sql"],
        kilobytes=len(answer.content) / 1000,
    )


def measure_all(tasks: int) -> list[Measurement]:
    """Fill the database with tasks and open every screen as Home Affairs and as a unit's officer."""
    from tests.benchmarks.many_records import fill

    begin = time.perf_counter()
    house = fill(tasks)
    sys.stdout.write(f"{tasks} tasks written in {time.perf_counter() - begin:.0f} s\n")
    people = {"home_affairs": house.home_affairs, "officer": house.officer}
    return measure_for(people, list(screens_of(house)))


def measure_initiatives(initiatives: int) -> list[Measurement]:
    """Fill the database with initiatives and open every screen as appraiser, member and unit's officer."""
    from tests.benchmarks.many_initiatives import fill_initiatives

    begin = time.perf_counter()
    register = fill_initiatives(initiatives)
    sys.stdout.write(f"{initiatives} initiatives written in {time.perf_counter() - begin:.0f} s\n")
    people = {"economics": register.economics, "member": register.member, "officer": register.officer}
    return measure_for(people, list(initiative_screens(register)))


def measure_for(people: dict[str, User], screens: list[tuple[str, str]]) -> list[Measurement]:
    """Open every screen as each of the people."""
    from django.test import Client

    found = []
    for person, user in people.items():
        client = Client()
        client.force_login(user)
        for screen, address in screens:
            measured = measure(client, person, screen, address)
            if measured:
                found.append(measured)
                sys.stdout.write(f"{measured.line()}\n")
                sys.stdout.flush()
    return found


def report(found: list[Measurement], *, with_sql: bool) -> int:
    """Print what is too much; returns the exit status."""
    if with_sql:
        for item in sorted(found, key=lambda item: -item.slowest_query)[:5]:
            conditions = item.slowest_sql.partition(" FROM ")[2]
            sys.stdout.write(f"\n{item.person}, {item.screen}: {item.slowest_query:.2f} s\n{conditions}\n")
    too_many = [item for item in found if item.queries > MOST_QUERIES]
    for item in too_many:
        sys.stdout.write(f"More than {MOST_QUERIES} queries: {item.person}, {item.screen}: {item.queries}\n")
    return 1 if too_many else 0


def main() -> int:
    """Measure in a scratch database."""
    parser = argparse.ArgumentParser(description="Measure the main screens with many records.")
    parser.add_argument("--tasks", type=int, default=TASKS)
    parser.add_argument("--initiatives", type=int, default=INITIATIVES)
    parser.add_argument("--sql", action="store_true", help="print the five slowest queries")
    arguments = parser.parse_args()
    from tests.benchmarks.scratch import scratch_database

    with scratch_database():
        found = [*measure_all(arguments.tasks), *measure_initiatives(arguments.initiatives)]
        return report(found, with_sql=arguments.sql)


if __name__ == "__main__":
    sys.exit(main())
