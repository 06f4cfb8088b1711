"""States and kinds of dispatches, tasks and assignments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DirectiveLevel(TextChoices):
    """Where a dispatch comes from."""

    CENTRAL = "central", _("Central")
    PROVINCE = "province", _("City or province")
    OWN = "own", _("Own authority")


class ReadingState(TextChoices):
    """How far the reading of a dispatch has come."""

    OPEN = "open", _("Being corrected")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


class ResultKind(TextChoices):
    """What a task leaves behind."""

    # With a context: Wagtail speaks of documents that are files.
    DOCUMENT = "document", pgettext_lazy("kind of result", "Document")
    FIGURES = "figures", _("Figures")
    WORK = "work", _("Work")


class Frequency(TextChoices):
    """How often a task comes round."""

    NONE = "", _("Once")
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    HALF_YEARLY = "half_yearly", _("Every six months")
    YEARLY = "yearly", _("Yearly")
    CONTINUOUS = "continuous", _("Continuous")


# Frequencies after which the next due date follows.
RECURRING = frozenset(
    {Frequency.WEEKLY, Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY, Frequency.YEARLY}
)


class AssignmentRole(TextChoices):
    """What a unit is in a task."""

    LEAD = "lead", _("Lead")
    COORDINATE = "coordinate", _("Coordinate")
    MONITOR = "monitor", _("Monitor")


class AssignmentState(TextChoices):
    """The state of one unit's part of a task. Lateness is derived, never a state."""

    DRAFT = "draft", _("Not yet assigned")
    ASSIGNED = "assigned", _("Waiting for acceptance")
    REJECTED = "rejected", _("Rejected by the unit")
    REASSIGNED = "reassigned", _("Passed to another unit")
    ACCEPTED = "accepted", _("Accepted")
    IN_PROGRESS = "in_progress", _("In progress")
    PREPARED = "prepared", _("Waiting for the head")
    REPORTED = "reported", _("Reported")
    RETURNED = "returned", _("Returned")
    COMPLETED = "completed", _("Completed")
    SUSPENDED = "suspended", _("Suspended")
    CANCELLED = "cancelled", _("Cancelled")


# The unit works on it.
WORKABLE_STATES = frozenset({AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS, AssignmentState.RETURNED})
# Its clock runs: overdue when the due date has passed.
RUNNING_STATES = WORKABLE_STATES | {AssignmentState.ASSIGNED, AssignmentState.PREPARED}
# Not finished, not given up.
OPEN_STATES = RUNNING_STATES | {
    AssignmentState.REJECTED,
    AssignmentState.REPORTED,
    AssignmentState.SUSPENDED,
}
# An obligation that counts: neither a draft, nor passed on, nor cancelled.
COUNTED_STATES = OPEN_STATES | {AssignmentState.COMPLETED}


class ExtensionState(TextChoices):
    """The state of a request for more time."""

    REQUESTED = "requested", _("Requested")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


class LatenessReason(TextChoices):
    """Why a task was late; a coded list, so that causes can be counted."""

    STAFF = "staff", _("Too few staff")
    COORDINATION = "coordination", _("Waited for another unit")
    LEGAL = "legal", _("Legal obstacle")
    ASSIGNED_LATE = "assigned_late", _("Assigned late")
    FUNDING = "funding", _("Lack of funds or equipment")
    OTHER = "other", _("Other")
