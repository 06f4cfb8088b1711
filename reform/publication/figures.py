"""The one door between the registers and the public: figures that citizens may see.

A figure passes when somebody has approved it: the tasks of a dispatch count from the moment the
standing body marks the dispatch's figures as public, and drafts never count.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from reform.directives.enums import AssignmentState
from reform.directives.models.assignment import completed_on_time_q, overdue_q
from reform.organisation.models import Authority
from reform.publication.task_series import public_assignments


@dataclass(frozen=True)
class TaskFigures:
    """How an authority stands with the reform tasks it was given, as of one day.

    A task that is given to several units counts once for each: every unit answers for its own part.

    Attributes:
        in_force: tasks given to units that are not finished.
        done_on_time: tasks completed no later than their due date.
        overdue: unfinished tasks past their due date.
        total: all tasks counted.
        as_of: the day the figures describe.
        is_sample: some of them come from sample data, which the page must say.
    """

    in_force: int
    done_on_time: int
    overdue: int
    total: int
    as_of: date
    is_sample: bool


def task_figures(authority: Authority) -> TaskFigures | None:
    """Return the public figures of an authority's reform tasks, in one query.

    Args:
        authority: whose tasks are counted; those of other authorities never are.

    Returns:
        The figures, or ``None`` when there is nothing approved to show.
    """
    today = timezone.localdate()
    counts = public_assignments(authority).aggregate(
        total=Count("pk"),
        in_force=Count("pk", filter=~Q(state=AssignmentState.COMPLETED)),
        done_on_time=Count("pk", filter=completed_on_time_q()),
        overdue=Count("pk", filter=overdue_q(today)),
        samples=Count("pk", filter=Q(is_sample=True)),
    )
    if counts["total"] == 0:
        return None
    return TaskFigures(
        in_force=counts["in_force"],
        done_on_time=counts["done_on_time"],
        overdue=counts["overdue"],
        total=counts["total"],
        as_of=today,
        is_sample=counts["samples"] > 0,
    )
