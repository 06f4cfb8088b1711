"""The application form: the fields of Thông tư 18/2013/TT-BKHCN in its order, with authors and figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from reform.initiatives.models import InitiativeAuthor
from reform.initiatives.rules import FULL_SHARE
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit, User
from reform.registers.admin.views import CreateView, EditView

from .child_rows import ChildRowsForm, RowForm, RowSet
from .guidance import what_was_said


def units_of_entry(request: HttpRequest) -> Any:
    """Return the units for which the user enters records."""
    return Unit.objects.filter(pk__in=access_of(request.user).units(Capability.ENTER))


class AuthorForm(RowForm):
    """One author. Accounts are told apart by the unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        account = self.base_fields.get("user")
        if isinstance(account, forms.ModelChoiceField):
            account.queryset = User.objects.select_related("unit").order_by("last_name", "first_name", "pk")
            account.label_from_instance = _name_and_unit  # type: ignore[assignment,method-assign]
        super().__init__(*args, **kwargs)


def _name_and_unit(user: User) -> str:
    return f"{user} – {user.unit}" if user.unit else str(user)


class AuthorRows(RowSet):
    """All authors of an application."""

    def clean(self) -> None:
        """Refuse an author named twice, and shares that add up to more than the whole.

        Less than the whole is a draft; the head's endorsement asks for exactly 100 percent.
        """
        if any(self.errors):
            return
        authors = self.kept()
        named = [(author.name.casefold(), author.birth_date) for author in authors]
        twice = sorted(
            {author.name for author, key in zip(authors, named, strict=True) if named.count(key) > 1}
        )
        problems = [_("%(name)s is named twice.") % {"name": name} for name in twice]
        together = sum((author.share for author in authors), Decimal(0))
        if together > FULL_SHARE:
            problems.append(
                _("The shares add up to %(sum)s percent; all authors together have 100 percent.")
                % {"sum": f"{together.normalize():f}".replace(".", ",")}
            )
        if problems:
            raise ValidationError(problems)


class InitiativeForm(ChildRowsForm):
    """An application. Unit and year give the code, so they stay as they were entered."""

    row_forms = {"authors": AuthorForm}
    row_sets = {"authors": AuthorRows}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"], self.fields["year"]

    def is_valid(self) -> bool:
        """Tell whether everything is right, and every author works within the applying unit's authority."""
        return super().is_valid() and self._authors_are_of_the_authority()

    def _authors_are_of_the_authority(self) -> bool:
        authority = self.instance.unit.authority_id
        for form in self.formsets["authors"].forms:
            for name in ("unit", "user"):
                chosen = form.cleaned_data.get(name) if hasattr(form, "cleaned_data") else None
                unit = chosen.unit if isinstance(chosen, User) else chosen
                if unit is not None and unit.authority_id != authority:
                    form.add_error(name, _("Choose somebody and a unit of the authority that applies."))
        return all(not form.errors for form in self.formsets["authors"].forms)

    def words_of_rows(self) -> dict[str, str]:
        """Return the rows that were typed, a line each, as history tells them."""
        return {
            name: "\n".join(
                row.line if isinstance(row, InitiativeAuthor) else str(row) for row in rows.kept()
            )
            for name, rows in self.formsets.items()
        }


class CreateInitiativeView(CreateView):
    """Entering an application: for this year, and for the user's unit when there is only one."""

    def get_initial(self) -> dict[str, Any]:
        """Return the year and the unit."""
        units = list(units_of_entry(self.request)[:2])
        return {"year": timezone.localdate().year, "unit": units[0] if len(units) == 1 else None}


class EditInitiativeView(EditView):
    """Changing an application, below what the appraiser or the head said of it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what was said beside the form."""
        return super().get_context_data(**{"said": what_was_said(self.instance)} | kwargs)


def _fields(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


AUTHORS = InlinePanel(
    "authors",
    heading=gettext_lazy("Authors and their shares"),
    label=pgettext_lazy("of an initiative", "author"),
    help_text=gettext_lazy("Everybody who made it, with the share in it; the shares add up to 100 percent."),
    panels=[
        FieldRowPanel(_fields("name", "birth_date")),
        FieldRowPanel(_fields("unit", "workplace")),
        FieldRowPanel(_fields("position", "qualification")),
        FieldRowPanel(_fields("share", "user")),
    ],
)
EFFECTS = InlinePanel(
    "effects",
    heading=gettext_lazy("Figures before and after"),
    label=gettext_lazy("figure"),
    help_text=gettext_lazy("What was measured before it was applied, and since."),
    panels=[FieldRowPanel(_fields("indicator", "measure")), FieldRowPanel(_fields("before", "after"))],
)
# The order of the form of Thông tư 18/2013/TT-BKHCN, art. 5.
PANELS = (
    MultiFieldPanel([FieldRowPanel(_fields("unit", "year"))], heading=gettext_lazy("Who applies")),
    AUTHORS,
    MultiFieldPanel(
        [
            FieldPanel("investor"),
            FieldPanel("title"),
            FieldPanel("reform_field"),
            FieldRowPanel(_fields("applied_from", "applied_at")),
            FieldPanel("is_trial"),
        ],
        heading=gettext_lazy("The initiative and its first application"),
    ),
    MultiFieldPanel(
        _fields("problem", "solution", "novelty", "confidential", "conditions"),
        heading=gettext_lazy("Description"),
    ),
    MultiFieldPanel(
        [
            *_fields("benefit_by_author", "benefit_by_adopters", "scope"),
            FieldRowPanel(_fields("money_saved", "hours_saved")),
        ],
        heading=gettext_lazy("Benefit"),
    ),
    EFFECTS,
    MultiFieldPanel(
        _fields("first_participants", "truth_stated"), heading=gettext_lazy("Participants and statement")
    ),
)
