from .progress import ProgressResource
from .tasks import TaskResource

__all__ = ["ProgressResource", "TaskResource"]
