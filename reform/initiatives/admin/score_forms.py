"""A member's sheet as a form: points and a remark for each criterion, and the declaration."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.initiatives.models import Review, ScoreCriterion
from reform.initiatives.models.scoring import plain
from reform.registers.admin.widgets import let_long_text_in

from .points import PointsField


@dataclass(frozen=True)
class CriterionLine:
    """One criterion on the sheet, as the template shows it."""

    criterion: ScoreCriterion
    maximum: str
    points: forms.BoundField
    remark: forms.BoundField


class ScoreForm(forms.Form):
    """The fields of one sheet; `version` is that of the sheet which the member saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    remark = forms.CharField(
        label=gettext_lazy("Remark on the whole"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("The other members read it once the council has met."),
    )
    no_interest = forms.BooleanField(
        label=gettext_lazy("Nothing ties me to this initiative"),
        required=False,
        help_text=Review._meta.get_field("no_interest").help_text,
    )

    def __init__(self, *args: Any, criteria: list[ScoreCriterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"points-{criterion.pk}"] = PointsField(
                label=_("Points for “%(criterion)s”") % {"criterion": criterion.name},
                required=False,
                help_text=_("From 0 to %(maximum)s, in steps of a quarter, for example 7,5.")
                % {"maximum": plain(criterion.maximum)},
            )
            self.fields[f"remark-{criterion.pk}"] = forms.CharField(
                label=_("Remark on “%(criterion)s”") % {"criterion": criterion.name},
                required=False,
                max_length=2000,
                widget=forms.Textarea({"rows": 2}),
            )
        for field in self.fields.values():
            let_long_text_in(field)

    def clean(self) -> dict[str, Any] | None:
        """Refuse more points than a criterion gives, beside its field and before anything is written."""
        cleaned = super().clean() or {}
        for criterion in self.criteria:
            points = cleaned.get(f"points-{criterion.pk}")
            if points is not None and points > criterion.maximum:
                words = {"criterion": criterion, "maximum": plain(criterion.maximum)}
                problem = _("“%(criterion)s” gives at most %(maximum)s points.") % words
                self.add_error(f"points-{criterion.pk}", ValidationError(problem))
        return cleaned

    def lines(self) -> list[CriterionLine]:
        """Return the criteria with their fields."""
        return [
            CriterionLine(row, plain(row.maximum), self[f"points-{row.pk}"], self[f"remark-{row.pk}"])
            for row in self.criteria
        ]

    def points(self) -> dict[int, tuple[Decimal | None, str]]:
        """Return points and remark by the criterion's primary key."""
        given = self.cleaned_data
        return {
            row.pk: (given.get(f"points-{row.pk}"), given.get(f"remark-{row.pk}", "").strip())
            for row in self.criteria
        }

    def typed(self) -> list[tuple[str, str]]:
        """Return what was typed, whether it is valid or not: the words of each field with its text."""
        fields = [bound for bound in self if not bound.is_hidden and bound.name != "no_interest"]
        texts = [(str(bound.label), str(bound.value() or "")) for bound in fields]
        return [(label, text) for label, text in texts if text.strip()]

    def renew_version(self, version: int) -> None:
        """Carry the newest version, keeping what was typed."""
        self.data: Any = self.data.copy()
        self.data["version"] = str(version)


def initial_of(review: Review | None) -> dict[str, Any]:
    """Return what a sheet holds, as initial values; a sheet that was not begun has version 0."""
    if review is None:
        return {"version": 0}
    values: dict[str, Any] = {
        "version": review.version,
        "remark": review.remark,
        "no_interest": review.no_interest,
    }
    for score in review.scores.all():
        values[f"points-{score.criterion_id}"] = score.points
        values[f"remark-{score.criterion_id}"] = score.remark
    return values


def both_sheets(form: ScoreForm, current: Review) -> list[dict[str, str]]:
    """Return the fields in which the sheet and what was typed differ, in words."""
    theirs = initial_of(current)
    lines = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        saved, typed = _words(theirs.get(name)), _words(form.cleaned_data.get(name))
        if saved != typed:
            lines.append({"label": str(field.label), "theirs": saved, "yours": typed})
    return lines


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return plain(value)
    return str(value or "–").strip()
