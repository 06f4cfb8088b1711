"""The one door between the registers and the public: figures that citizens may see."""

from dataclasses import dataclass
from datetime import date

from reform.organisation.models import Authority


@dataclass(frozen=True)
class TaskFigures:
    """How an authority stands with the reform tasks it was given, as of one day.

    Attributes:
        in_force: tasks accepted or under way that are not finished.
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
    """Return the public figures of an authority's reform tasks.

    Args:
        authority: whose tasks are counted; those of other authorities never are.

    Returns:
        The figures, or ``None`` when there is nothing approved to show.
    """
    return None
