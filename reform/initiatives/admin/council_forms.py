"""The form of a council with its members."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from reform.initiatives.enums import CouncilRole
from reform.initiatives.models import Council, CouncilMember
from reform.initiatives.setting_up import keep_council, problems_of_members
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit, User
from search.folding import alphabetical

from .rows import RowForm, RowsForm

# The unit is an authority's leadership, which here is asked for what it does.
SET_UP_BY = gettext_lazy("Set up by")


def _by_given_name(user: User) -> tuple[Any, Any]:
    """Return the key by which people stand in a Vietnamese list: the given name first, Đ after D."""
    return alphabetical(user.first_name), alphabetical(user.last_name)


class MemberForm(RowForm):
    """One member."""

    key = "user"
    missing = gettext_lazy("Choose the member, or empty the whole row.")

    user = forms.TypedChoiceField(
        label=gettext_lazy("Member"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("An account of the portal: members score there."),
    )
    role = forms.ChoiceField(
        label=pgettext_lazy("in a council", "Role"),
        choices=CouncilRole.choices,
        initial=CouncilRole.MEMBER,
        help_text=gettext_lazy("One chair and one secretary a council."),
    )
    expertise = forms.CharField(
        label=gettext_lazy("Expertise"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("For example: information technology."),
    )

    def __init__(self, *args: Any, people: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = people  # type: ignore[attr-defined]


class CouncilForm(RowsForm):
    """A council with its members: people with an account in the authority's units."""

    row_form = MemberForm
    relation = "members"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].label = SET_UP_BY

    @cached_property
    def people(self) -> dict[int, User]:
        """Who can be a member, by primary key; those who are members stay on the list."""
        appraised = access_of(self.for_user).units(Capability.APPRAISE_INITIATIVES)
        authorities = Unit.objects.filter(pk__in=appraised, parent=None).values("authority_id")
        open_to_all = User.objects.filter(is_active=True, unit__authority_id__in=authorities)
        held = User.objects.none()
        if self.instance.pk is not None:
            held = User.objects.filter(council_seats__council=self.instance)
        found = (open_to_all | held).select_related("unit").distinct()
        return {user.pk: user for user in sorted(found, key=_by_given_name)}

    def clean_score_by(self) -> date | None:
        """Refuse a day that has passed, so that nobody learns of it first when the scoring is opened."""
        day: date | None = self.cleaned_data["score_by"]
        if day is not None and "score_by" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(
                gettext_lazy("This day has passed; choose today or a later day."), code="past"
            )
        return day

    def row_kwargs(self) -> dict[str, Any]:
        """Return the people, once for all rows."""
        named = [
            (
                pk,
                " – ".join(
                    filter(None, [str(user), user.position, user.unit.short_name if user.unit else ""])
                ),
            )
            for pk, user in self.people.items()
        ]
        return {"people": [("", "–"), *named]}

    def rows_of(self, record: Any) -> list[dict[str, Any]]:
        """Return the members of a council."""
        return [
            {"user": seat.user_id, "role": seat.role, "expertise": seat.expertise}
            for seat in record.members.all()
        ]

    def typed_rows(self) -> list[CouncilMember]:
        """Return the members as they were chosen."""
        return [
            CouncilMember(user=self.people[row["user"]], role=row["role"], expertise=row["expertise"])
            for row in self.kept_rows()
        ]

    def keep(self, *, actor: User, expected_version: int | None = None) -> Council:
        """Write the council with its members; see `keep_council`."""
        return keep_council(
            self.save(commit=False),
            members=self.typed_rows(),
            actor=actor,
            expected_version=expected_version,
        )

    def typed_words(self) -> str:
        """Return the members as history tells them."""
        return "\n".join(f"{seat.user} ({seat.get_role_display()})" for seat in self.typed_rows())

    def problems_of_rows(self) -> list[str]:
        """Return what is wrong with the members as a whole, once it is known whose council it is."""
        unit = self.cleaned_data.get("unit")
        if unit is None:
            return []
        self.instance.unit = unit
        return problems_of_members(self.instance, self.typed_rows())
