"""The list of initiatives as the landing page counts it: `?work=code` shows exactly what a number counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reform.initiatives.selectors.work import KINDS
from reform.organisation.models import User
from reform.registers.admin import Filter
from reform.registers.admin.filters import Rows


class _Work(str):
    """The code of a kind of work that knows whose it is."""

    user: User


class _WorkField(forms.ChoiceField):
    """A drop-down list of kinds of work; its value carries the user, because work is always somebody's."""

    def __init__(self, *, user: User, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = user

    def clean(self, value: Any) -> _Work:
        """Return the code together with the user."""
        work = _Work(super().clean(value))
        work.user = self.user
        return work


@dataclass(frozen=True)
class WorkFilter(Filter):
    """One of the kinds of work of the landing page, as they are for the user."""

    name: str = "work"

    def fields(self, model: type[Model], user: Any) -> dict[str, forms.Field]:
        """Return a drop-down list of what is the user's business."""
        offered = [(kind.code, kind.title) for kind in KINDS.values() if kind.units(user)]
        choices: list[tuple[str, Any]] = [("", _("All")), *offered]
        return {self.name: _WorkField(user=user, label=self.heading(model), choices=choices, required=False)}

    def apply(self, rows: Rows, values: Mapping[str, Any]) -> Rows:
        """Return the rows that wait for the user."""
        work = values[self.name]
        return rows.filter(KINDS[str(work)].condition(work.user, timezone.localdate()))


WORK = WorkFilter(label=_("My unit's work"))
