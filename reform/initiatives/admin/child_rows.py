"""A record's form with rows of other tables in it, added and taken away on the same screen.

Wagtail's `InlinePanel` draws the rows. Behind it are plain formsets, because the rows of a record are
replaced as a whole: whoever saves over a newer version, knowingly, keeps what is in the form and nothing
else.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import Model, Q, QuerySet
from django.forms import BaseFormSet, formset_factory, modelform_factory
from django.forms.models import model_to_dict

from reform.registers.admin import RegisterForm
from reform.registers.admin.widgets import DateInput, let_long_text_in

MOST_ROWS = 30


class Choices:
    """What a field of every row offers, read from the database once for all rows.

    Arguments:
        allowed: which records may be chosen; None for none.
    """

    def __init__(self, allowed: Q | None) -> None:
        self.allowed = allowed
        self._offers: list[tuple[Any, str]] | None = None

    def put_into(self, field: forms.ModelChoiceField[Any], held: Any) -> None:
        """Limit the field to what is allowed; what the row holds already stays."""
        everything = cast("QuerySet[Any]", field.queryset)
        allowed = everything.none() if self.allowed is None else everything.filter(self.allowed)
        if self._offers is None:
            self._offers = [(row.pk, field.label_from_instance(row)) for row in allowed]
        offers = self._offers
        if held and held not in {key for key, _label in offers}:
            kept = everything.filter(pk=held)
            offers = [*offers, *((row.pk, field.label_from_instance(row)) for row in kept)]
            allowed = allowed | kept
        field.queryset = allowed
        field.choices = [("", field.empty_label or ""), *offers]


class RowForm(forms.ModelForm):
    """One row. A field that leads to another record offers only what the screen allows."""

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            let_long_text_in(field)
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
            if isinstance(field, forms.ModelChoiceField):
                choices.setdefault(name, Choices(None)).put_into(field, self.initial.get(name))


class RowSet(BaseFormSet):
    """The rows of one relation, as they stand in the form."""

    record: Model
    relation: str

    def kept(self) -> list[Any]:
        """Return the rows that are to stand, each as an object that is not written yet."""
        return [
            form.instance
            for form in self.forms
            if not self._should_delete_form(form)  # type: ignore[attr-defined]
            and not (form.empty_permitted and not form.has_changed())
            and form.is_valid()
        ]

    def save(self, commit: bool = True) -> None:
        """Replace the rows of the record, in their order; without `commit`, wait for its own save."""
        rows = self.kept()
        if not commit or (len(rows) == len(self.initial or ()) and not self.has_changed()):
            return
        relation = getattr(self.record, self.relation)
        relation.all().delete()
        for row in rows:
            row.pk = None
            setattr(row, relation.field.name, self.record)
            row.save(force_insert=True)


class ChildRowsForm(RegisterForm):
    """The form of a record together with its rows: checked together, saved together.

    Attributes:
        row_forms, row_sets: the classes of a relation's rows and of all of them together, by its name.
    """

    row_forms: dict[str, type[RowForm]] = {}
    row_sets: dict[str, type[RowSet]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._row_choices: dict[str, dict[str, Choices]] = {}
        for name, options in (self._meta.formsets or {}).items():
            self.formsets[name] = self._rows(name, options)

    def _rows(self, name: str, options: dict[str, Any]) -> RowSet:
        """Return the rows of a relation: what was sent, or what the record has."""
        child = self._meta.model._meta.get_field(name).related_model
        row_form = modelform_factory(
            child,
            form=self.row_forms.get(name, RowForm),
            fields=options["fields"],
            widgets=options["widgets"],
        )
        row_set = formset_factory(
            row_form,
            formset=self.row_sets.get(name, RowSet),
            extra=0,
            can_delete=True,
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS + 1,
            validate_max=True,
        )
        having = getattr(self.instance, name).all() if self.instance.pk else ()
        choices = self._row_choices.setdefault(name, {})
        rows: Any = row_set(
            self.data if self.is_bound else None,
            prefix=name,
            initial=[_as_typed(model_to_dict(row, options["fields"])) for row in having],
            form_kwargs={"choices": choices},
        )
        rows.record, rows.relation = self.instance, name
        return rows

    def row_formsets(self) -> dict[str, BaseFormSet[Any]]:
        """Return the rows, by the name of their relation."""
        return self.formsets

    def limit_all_choices(self, user: Any, limits: dict[str, Q], open_fields: frozenset[str]) -> None:
        """Leave only choices that the user may make, in the rows, too: their limits are `<relation>-<field>`.

        A field of a row that no limit speaks of offers nothing.
        """
        super().limit_all_choices(user, limits, open_fields)
        for name, choices in self._row_choices.items():
            for key, allowed in limits.items():
                if key.startswith(f"{name}-"):
                    choices[key.removeprefix(f"{name}-")] = Choices(allowed)

    def _save_m2m(self) -> None:
        """Write the rows once the record is written."""
        super()._save_m2m()
        for rows in self.formsets.values():
            rows.record = self.instance
            rows.save()


def _as_typed(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a row as people would type them: 60, not 60.00."""
    return {
        name: Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value
        for name, value in values.items()
    }
