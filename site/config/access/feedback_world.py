"""Citizens' messages of the world, each with a file and its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils import timezone

from reform.feedback.enums import MessageKind, MessageState
from reform.feedback.models import Category, CitizenMessage

from .marks import mark
from .places import Place

if TYPE_CHECKING:
    from .world import World


def add_messages(world: World, place: Place) -> None:
    """Write a category of the place's authority, and a message that lies with its ward."""
    unit, today = world.units[place], timezone.localdate()
    category = Category.objects.create(authority=unit.authority, name=mark("category", place))
    world.add("category", place, category)
    message = CitizenMessage(
        authority=unit.authority,
        unit=unit,
        category=category,
        kind=MessageKind.QUESTION,
        state=MessageState.ROUTED,
        received_on=today,
        due_on=today,
        text=mark("message", place),
        answer=mark("message", place),
        attachment_name="file.pdf",
        attachment_type="application/pdf",
    )
    message.attachment.save("file.pdf", ContentFile(b"%PDF-1.4"), save=False)
    message.save()
    world.add("message", place, message)
