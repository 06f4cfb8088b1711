"""The rows of a table of transitions: what happens, between which states, by whom, and with what given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reform.organisation.capabilities import Capability

if TYPE_CHECKING:
    from reform.organisation.models import User

Text = str | Promise
InputKind = Literal["text", "long_text", "date", "number", "choice", "several", "file"]


@dataclass(frozen=True)
class Input:
    """Something that must or may be given with a transition.

    Attributes:
        name: the key under which effects find the value.
        kind: how it is asked for and checked.
        choices: for kinds "choice" and "several": the pairs of value and label; when they depend on the
            record, the register's transition view fills them in.
    """

    name: str
    label: Text
    kind: InputKind = "text"
    required: bool = True
    help_text: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()


REASON = Input("reason", gettext_lazy("Reason"), "long_text")


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    Attributes:
        event: the code of what happens; it is the history's action.
        sources: the states from which it is possible.
        target: the state that follows; None when the state stays as it is.
        label: the words on the button.
        consequence: one sentence on what the button will do.
        capability: what the actor needs for the record's unit; None for what only the system does.
        inputs: what is given with it.
        not_by: events whose latest actor on this record may not do this one (separation of duties).
        refuses: returns why this very person may not do it, whatever the role says (an author who would
            judge the own work, for example); empty when nothing stands against it.
        applies: whether the record is of the sort that it is meant for; when not, it is not offered.
        guard: further conditions; raises ValidationError with a sentence for the user.
        effect: sets fields of the locked record before it is checked and saved.
        tone: how the button looks.
        confirms: whether the button leads to a page that says what follows, with a second button; for what
            nobody can take back and asks for nothing. A step with inputs has such a page anyhow.
        offered: whether the record's page has a button and a screen for it; not, when it is done from
            another record, for many at once.
    """

    event: str
    sources: frozenset[str]
    target: str | None
    label: Text
    consequence: Text
    capability: Capability | None
    inputs: tuple[Input, ...] = ()
    not_by: tuple[str, ...] = ()
    refuses: Callable[[Any, User], str] | None = None
    applies: Callable[[Any], bool] | None = None
    guard: Callable[[Any, Mapping[str, Any]], None] | None = None
    effect: Callable[[Any, Mapping[str, Any], User | None, datetime], None] | None = None
    tone: Literal["primary", "secondary", "danger"] = "primary"
    confirms: bool = False
    offered: bool = True


@dataclass(frozen=True)
class Offer:
    """A transition that the record's state allows the user, or why it is refused all the same."""

    transition: Transition
    refusal: str = ""
