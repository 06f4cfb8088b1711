from .assignment import Assignment
from .directive import CitedDocument, Directive
from .extension import ExtensionRequest
from .reading import Reading
from .task import Task, TaskTarget

__all__ = [
    "Assignment",
    "CitedDocument",
    "Directive",
    "ExtensionRequest",
    "Reading",
    "Task",
    "TaskTarget",
]
