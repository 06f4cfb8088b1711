"""Doing once what a form asks for, however often it is sent."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from .models import Submission

if TYPE_CHECKING:
    from reform.organisation.models import User

# After this long nobody presses the button of the same page again.
KEPT_FOR = timedelta(days=3)


def made_before(token: str | None, *, actor: User) -> Submission | None:
    """Return the earlier sending of the form with `token`, None when there is none or it is no token."""
    try:
        return Submission.objects.filter(token=uuid.UUID(token or ""), user=actor).first()
    except ValueError:
        return None


@transaction.atomic
def create_once(token: uuid.UUID, *, actor: User, create: Callable[[], models.Model]) -> tuple[Any, bool]:
    """Create a record for the form with `token`, unless that form was sent before.

    Two requests with one token wait for each other: the second one finds what the first one made.

    Returns:
        The record, and whether this call created it. It is None when it has been deleted since, and
        for a token of somebody else's form.

    Raises:
        Whatever `create` raises; nothing is kept then and the form can be sent again.
    """
    try:
        with transaction.atomic():
            submission = Submission.objects.create(token=token, user=actor)
    except IntegrityError:
        earlier = Submission.objects.filter(token=token, user=actor).first()
        return (earlier.record if earlier else None), False
    submission.record = record = create()
    submission.save(update_fields=["content_type", "object_id"])
    Submission.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    return record, True
