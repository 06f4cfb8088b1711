"""A record's form with rows of another table below: members of a council, criteria of a sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _

from reform.registers.admin import RegisterForm
from reform.registers.admin.views import CreateView, EditView

# Empty rows at the end: many while entering, some while changing.
ROWS_WHEN_NEW = 7
ROWS_WHEN_CHANGED = 3
MOST_ROWS = 60


class RowForm(forms.Form):
    """One row. A row that says nothing is not kept; one that says something names its key.

    Attributes:
        key: the field without which the row says nothing.
        missing: what to do when the row says something else and not that.
    """

    key = ""
    missing: Any = ""

    def clean(self) -> dict[str, Any] | None:
        """Ask for the key of a row in which something else was typed."""
        cleaned = super().clean() or {}
        if not self.is_empty() or cleaned.get("DELETE") or self.key in self.errors:
            return cleaned
        said = [
            name
            for name, value in cleaned.items()
            if name not in (self.key, "DELETE") and value and value != self.fields[name].initial
        ]
        if said:
            self.add_error(self.key, self.missing)
        return cleaned

    def is_empty(self) -> bool:
        """Tell whether the row says nothing."""
        return not self.cleaned_data.get(self.key)


class RowsForm(RegisterForm):
    """The form of a record together with its rows: valid together, saved together.

    Attributes:
        row_form: the form of one row.
        relation: the name of the relation, also the prefix of the rows' fields.
    """

    row_form: type[RowForm] = RowForm
    relation = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.for_user: Any = kwargs.get("for_user")
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        rows = formset_factory(
            self.row_form,
            extra=ROWS_WHEN_NEW if is_new else ROWS_WHEN_CHANGED,
            can_delete=True,
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS + 10,
        )
        self.rows: BaseFormSet[Any] = rows(
            self.data if self.is_bound else None,
            prefix=self.relation,
            initial=[] if is_new else self.rows_of(self.instance),
            form_kwargs=self.row_kwargs(),
        )

    def limit_choices(self, name: str, allowed: Q) -> None:
        """Choose the unit of a new record where there is but one."""
        super().limit_choices(name, allowed)
        field = self.fields[name]
        if name == "unit" and self.instance.pk is None and isinstance(field, forms.ModelChoiceField):
            offered = list(field.queryset[:2]) if field.queryset is not None else []
            if len(offered) == 1:
                self.initial["unit"] = offered[0].pk

    def row_kwargs(self) -> dict[str, Any]:
        """Return what every row's form is made with."""
        return {}

    def rows_of(self, record: Any) -> list[dict[str, Any]]:
        """Return the rows that a record has, as initial values."""
        raise NotImplementedError

    def row_formsets(self) -> dict[str, BaseFormSet[Any]]:
        """Return the rows, by the name of their relation."""
        return {self.relation: self.rows}

    def words_of_rows(self) -> dict[str, str]:
        """Return what was typed into the rows, by the name of their relation."""
        return {self.relation: self.typed_words()}

    def typed_rows(self) -> list[Any]:
        """Return what was typed, each as an object that is not written yet."""
        raise NotImplementedError

    def typed_words(self) -> str:
        """Return what was typed, in words, for a conflict."""
        raise NotImplementedError

    def kept_rows(self) -> list[dict[str, Any]]:
        """Return the values of the rows that are to be kept."""
        return [
            row.cleaned_data
            for row in self.rows.forms
            if row.is_valid() and not row.cleaned_data.get("DELETE") and not row.is_empty()
        ]

    def clean(self) -> dict[str, Any] | None:
        """Let the rows be checked together with the record."""
        cleaned = super().clean()
        if self.rows.is_valid():
            for problem in self.problems_of_rows():
                self.add_error(None, problem)
        else:
            self.add_error(None, [*self.rows.non_form_errors(), _("Correct the marked rows below.")])
        return cleaned

    def problems_of_rows(self) -> list[str]:
        """Return in words what is wrong with the rows as a whole; asked once each of them is right."""
        return []

    def is_valid(self) -> bool:
        """Tell whether the record and every row are right."""
        return super().is_valid() and self.rows.is_valid()


class RowsContext:
    """What both screens hand to the template."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows beside the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"rows": context["form"].rows}


class RowsCreateView(RowsContext, CreateView):
    """Entering a record with its rows."""


class RowsEditView(RowsContext, EditView):
    """Changing a record with its rows."""
