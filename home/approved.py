"""What an approval does. Named in the settings, and read before any model is ready: imports nothing."""

from typing import Any


def publish_what_was_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish, or schedule, what an approval has just let through (``WAGTAIL_FINISH_WORKFLOW_ACTION``).

    Wagtail asks the approver's right to publish, which nobody has past the approval (`home.four_eyes`).
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
