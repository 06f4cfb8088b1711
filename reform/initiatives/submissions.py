"""What was sent: kept whole with every submission, and compared field by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.text import capfirst

from reform.registers.history import snapshot

from .models import Initiative, InitiativeSubmission

if TYPE_CHECKING:
    from reform.organisation.models import User

# The fields of the form (Thông tư 18/2013/TT-BKHCN, art. 5), in its order.
FORM_FIELDS = (
    "title",
    "reform_field",
    "investor",
    "applied_from",
    "is_trial",
    "applied_at",
    "problem",
    "solution",
    "novelty",
    "confidential",
    "conditions",
    "benefit_by_author",
    "benefit_by_adopters",
    "first_participants",
    "scope",
    "money_saved",
    "hours_saved",
    "truth_stated",
)
AUTHORS, EFFECTS = "authors", "effects"


@dataclass(frozen=True)
class FieldDifference:
    """One field that two submissions say differently."""

    name: str
    label: str
    before: str
    after: str


def content_of(initiative: Initiative) -> dict[str, str]:
    """Return the application's fields as people read them, with its authors and figures as lines."""
    content = snapshot(initiative, only=FORM_FIELDS)
    return content | initiative.history_extras()


def keep_submission(initiative: Initiative, *, actor: User | None, at: datetime) -> InitiativeSubmission:
    """Keep the words of the application as they are sent now; call it inside the step's transaction."""
    latest = initiative.submissions.aggregate(latest=Max("number"))["latest"] or 0
    return InitiativeSubmission.objects.create(
        initiative=initiative,
        number=latest + 1,
        submitted_at=at,
        submitted_by=actor,
        content=content_of(initiative),
    )


def latest_submission(initiative: Initiative) -> InitiativeSubmission | None:
    """Return what was sent last, None before the first time."""
    return initiative.submissions.order_by("-number").first()


def told(submission: InitiativeSubmission) -> list[tuple[str, str]]:
    """Return what was sent: the words of each field that is not empty, with what it says."""
    names = [*FORM_FIELDS, AUTHORS, EFFECTS]
    return [(_label(name), submission.content[name]) for name in names if submission.content.get(name)]


def differences_between(older: InitiativeSubmission, newer: InitiativeSubmission) -> list[FieldDifference]:
    """Return the fields in which two submissions differ, in the form's order."""
    names = [*FORM_FIELDS, AUTHORS, EFFECTS]
    return [
        FieldDifference(name, _label(name), older.content.get(name, ""), newer.content.get(name, ""))
        for name in names
        if older.content.get(name, "") != newer.content.get(name, "")
    ]


def _label(name: str) -> str:
    """Return the words for a field, for the authors or for the figures."""
    if name in FORM_FIELDS:
        return capfirst(str(Initiative._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    related = {"authors": "InitiativeAuthor", "effects": "InitiativeEffect"}[name]
    model = Initiative._meta.apps.get_model("initiatives", related)
    return capfirst(str(model._meta.verbose_name_plural))
