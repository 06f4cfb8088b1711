"""What screens ask: each answer takes the user, shows what the policy allows, and costs a fixed number of
queries."""

from .board import BOARD_STATES, Board, BoardFilters, BoardRow, board
from .changes import ChangeLine, Changes, change_lines, changes_since
from .lateness import ROW_RELATIONS, Lateness, WorkRow
from .pages import (
    AssignmentStory,
    DirectivePage,
    SectionLines,
    TaskLine,
    TaskStory,
    directive_page,
    task_story,
)
from .work import BUCKETS, Bucket, BucketKind, UnitWork, in_bucket, unit_work, waiting_extensions

__all__ = [
    "BOARD_STATES",
    "BUCKETS",
    "ROW_RELATIONS",
    "AssignmentStory",
    "Board",
    "BoardFilters",
    "BoardRow",
    "Bucket",
    "BucketKind",
    "ChangeLine",
    "Changes",
    "DirectivePage",
    "Lateness",
    "SectionLines",
    "TaskLine",
    "TaskStory",
    "UnitWork",
    "WorkRow",
    "board",
    "change_lines",
    "changes_since",
    "directive_page",
    "in_bucket",
    "task_story",
    "unit_work",
    "waiting_extensions",
]
