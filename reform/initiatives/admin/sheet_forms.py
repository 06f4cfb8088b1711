"""The form of a score sheet with its criteria."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.initiatives.models import ScoreCriterion, ScoreSheet
from reform.initiatives.models.scoring import plain
from reform.initiatives.setting_up import keep_sheet, problems_of_criteria
from reform.organisation.models import User

from .points import PointsField
from .rows import RowForm, RowsForm


class CriterionForm(RowForm):
    """One criterion."""

    key = "name"
    missing = gettext_lazy("Name the criterion, or empty the whole row.")

    position = forms.IntegerField(
        label=gettext_lazy("Order"),
        help_text=gettext_lazy("Smaller numbers stand first."),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput({"class": "rows-form__short"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Criterion"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: Novelty."),
    )
    maximum = PointsField(
        label=gettext_lazy("Maximum"),
        required=False,
        help_text=gettext_lazy("The most points that it gives."),
    )
    guidance = forms.CharField(
        label=gettext_lazy("Guidance"),
        help_text=gettext_lazy("What earns how many points; members read it while scoring."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean(self) -> dict[str, Any] | None:
        """Ask for the maximum of a criterion that is named."""
        cleaned = super().clean() or {}
        if cleaned.get("name") and not cleaned.get("maximum") and "maximum" not in self.errors:
            self.add_error("maximum", ValidationError(_("Say how many points it gives at most.")))
        return cleaned


class SheetForm(RowsForm):
    """A score sheet with its criteria."""

    row_form = CriterionForm
    relation = "criteria"

    def rows_of(self, record: Any) -> list[dict[str, Any]]:
        """Return the criteria of a sheet."""
        return [
            {
                "position": place,
                "name": criterion.name,
                "maximum": criterion.maximum,
                "guidance": criterion.guidance,
            }
            for place, criterion in enumerate(record.criteria.all(), start=1)
        ]

    def typed_rows(self) -> list[ScoreCriterion]:
        """Return the criteria in the order of their numbers; those without one stand last."""
        rows = sorted(self.kept_rows(), key=lambda row: row["position"] or 100)
        return [
            ScoreCriterion(name=row["name"], maximum=row["maximum"], guidance=row["guidance"]) for row in rows
        ]

    def keep(self, *, actor: User, expected_version: int | None = None) -> ScoreSheet:
        """Write the sheet with its criteria; see `keep_sheet`."""
        return keep_sheet(
            self.save(commit=False),
            criteria=self.typed_rows(),
            actor=actor,
            expected_version=expected_version,
        )

    def typed_words(self) -> str:
        """Return the criteria as history tells them."""
        return "\n".join(f"{row.name}: {plain(row.maximum)}" for row in self.typed_rows())

    def problems_of_rows(self) -> list[str]:
        """Return what is wrong with the criteria as a whole."""
        return problems_of_criteria(self.typed_rows())
