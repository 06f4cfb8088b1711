"""A process of its own that does a piece of work and is killed on the way, again and again.

Run as a script: each line on standard input names the work, a record, a user and a moment; a child is forked,
which does the work and sends itself SIGKILL at that moment; the answer is "killed" or "survived".

Work: "reading" confirms a reading; "import" confirms an import as the web server does; "worker" does what an
import waits for, as the task worker does.

Moments: a number n, right after the n-th write reached the database and before the next one;
"before-commit"; "after-commit"; "never".
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

WRITES = ("INSERT", "UPDATE", "DELETE")


def die() -> None:
    """End this process as `kill -9` does: nothing is closed, nothing is told."""
    os.kill(os.getpid(), signal.SIGKILL)


class DieAfterWrites:
    """A wrapper of `connection.execute` that ends the process after so many writes."""

    def __init__(self, limit: int) -> None:
        self.left = limit

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Run the statement, then die when it was the one."""
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(WRITES):
            self.left -= 1
            if self.left == 0:
                die()
        return result


def confirm_the_reading(reading_id: int, user: Any) -> None:
    """Confirm a reading."""
    from reform.directives.models import Reading
    from reform.directives.readings import confirm_reading

    reading = Reading.objects.get(pk=reading_id)
    confirm_reading(reading, actor=user, expected_version=reading.version)


def confirm_the_import(batch_id: int, user: Any) -> None:
    """Confirm an import in a request."""
    from reform.registers.models import ImportBatch
    from reform.registers.spreadsheets import resource_for
    from reform.registers.spreadsheets.batches import confirm_import

    batch = ImportBatch.objects.get(pk=batch_id)
    resource = resource_for(batch.register)
    assert resource is not None
    confirm_import(batch, resource(user=user))


def work_on_the_import(batch_id: int, user: Any) -> None:
    """Do what an import waits for."""
    from reform.registers.models import ImportBatch
    from reform.registers.spreadsheets.batches import work_on

    work_on(ImportBatch.objects.get(pk=batch_id))


WORK = {"reading": confirm_the_reading, "import": confirm_the_import, "worker": work_on_the_import}


def do_until(moment: str, *, work: str, record_id: int, user_id: int) -> None:
    """Do the work, and die at `moment`."""
    from django.db import connection

    from reform.organisation.models import User

    user = User.objects.get(pk=user_id)
    commit: Callable[[], None] = connection._commit  # type: ignore[attr-defined]

    def commit_and_die() -> None:
        commit()
        die()

    if moment.endswith("-commit"):
        connection._commit = die if moment == "before-commit" else commit_and_die  # type: ignore[attr-defined]
    writes = DieAfterWrites(int(moment) if moment.isdigit() else 0)
    with connection.execute_wrapper(writes):
        WORK[work](record_id, user)


def serve() -> None:
    """Answer one line after the other."""
    import django

    django.setup()
    # Screens register the resources of spreadsheets.
    from reform.registers.admin import registered_admins

    registered_admins()
    for line in sys.stdin:
        work, record_id, user_id, moment = line.split()
        child = os.fork()
        if child == 0:
            do_until(moment, work=work, record_id=int(record_id), user_id=int(user_id))
            os._exit(0)
        _child, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            answer = "killed"
        else:
            answer = "survived" if status == 0 else "failed"
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
