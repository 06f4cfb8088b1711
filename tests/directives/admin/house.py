"""What the tests of directives' screens have in common."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from reform.directives.models import Assignment
from reform.organisation.models import Authority, Unit, User
from reform.registers.admin import admin_for


@dataclass
class House:
    """The people and units of the tests."""

    authority: Authority
    root: Unit
    ward: Unit
    other_ward: Unit
    officer: User
    head: User
    stranger: User
    home_affairs: User
    leadership: User


def url(model: Any, action: str, *args: Any) -> str:
    """Return the address of a screen of the model's register."""
    screens = admin_for(model)
    assert screens is not None
    return screens.url_for(action, *args)


def signed_in(user: User) -> Client:
    """Return a browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def press(client: Client, assignment: Assignment, event: str, **inputs: Any) -> Any:
    """Send a transition's form as it is shown: with the newest version unless another one is given."""
    if "version" not in inputs:
        inputs["version"] = Assignment.objects.get(pk=assignment.pk).version
    return client.post(url(Assignment, "transition", assignment.pk, event), inputs)


def state_of(assignment: Assignment) -> str:
    """Return the state that stands in the database now."""
    return Assignment.objects.get(pk=assignment.pk).state
