"""Forms of accounts and roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.permissions import permission_policy as image_policy

from reform.organisation.capabilities import ROLE_TABLE, Role
from reform.organisation.models import Unit
from reform.registers.admin import RegisterForm
from reform.registers.admin.widgets import DateInput


class AliasesField(forms.CharField):
    """A list of names, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Return the names one a line."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the names without blank lines."""
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the names differ."""
        return self.to_python(initial) != self.to_python(data)


class AuthorityForm(RegisterForm):
    """An authority. Who does not work with pictures sees no chooser of them, which would stay empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not image_policy.user_has_any_permission(self.for_user, {"choose"}):
            self.fields.pop("logo", None)


class UnitForm(RegisterForm):
    """A unit; its other spellings are typed one a line."""

    aliases = AliasesField(
        label=_("Other spellings"),
        required=False,
        help_text=_("Names under which documents and spreadsheets mention the unit, one a line."),
    )


class AccountForm(RegisterForm):
    """An officer's account. The password is typed twice, and never shown."""

    password_first = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_second = forms.CharField(
        label=_("Password once more"),
        required=False,
        help_text=_("To be sure that no key was missed."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields["password_first"]
        if self.instance.pk:
            first.help_text = _("Leave blank to keep the password.")
        else:
            first.required = self.fields["password_second"].required = True
            first.help_text = password_validators_help_text_html()
        self.fields["unit"].required = True

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords, and a weak one."""
        cleaned = super().clean() or self.cleaned_data
        password = cleaned.get("password_first") or ""
        if password != (cleaned.get("password_second") or ""):
            self.add_error("password_second", _("The two passwords differ."))
        elif password:
            self._check_strength(password)
        return cleaned

    def _check_strength(self, password: str) -> None:
        try:
            validate_password(password, self.instance)
        except ValidationError as error:
            self.add_error("password_first", error)

    def save(self, commit: bool = True) -> Any:
        """Put the new password, if any, into the account."""
        account = super().save(commit=False)
        if password := self.cleaned_data.get("password_first"):
            account.set_password(password)
        if commit:
            account.save()
            self._save_m2m()
        return account


class RoleForm(RegisterForm):
    """A role for a unit. What each role may do stands beside the choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "user" in self.fields:
            # Passing a role on would hide who held it; it is ended and given anew.
            self.fields["user"].disabled = True
        if "role" in self.fields:
            self.fields["role"].help_text = " ".join(
                f"{role.label}: {ROLE_TABLE[role].duty}" for role in Role
            )


class CalendarDayForm(RegisterForm):
    """A day off; only the installer enters one for the whole country."""

    def clean_authority(self) -> Any:
        """Refuse a day of the whole country to who keeps one authority."""
        authority = self.cleaned_data["authority"]
        if authority is None and not self.for_user.is_superuser:
            raise ValidationError(_("Choose the authority; days of the whole country come with the portal."))
        return authority


class CloseUnitForm(forms.Form):
    """The last day of a unit, and who takes over."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    last_day = forms.DateField(
        label=_("Last day"), widget=DateInput, help_text=_("The unit exists until the end of this day.")
    )
    successor = forms.ModelChoiceField(
        label=_("Successor"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("The unit that takes over, if any."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
