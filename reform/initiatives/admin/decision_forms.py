"""The forms of decisions: preparing one, and handing certificates out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.initiatives.models import Certificate, Initiative, RecognitionDecision
from reform.registers.admin import RegisterForm
from reform.registers.admin.widgets import DateInput

from .once import OnceForm
from .tick_field import TickField

_FIELDS = (
    "signer_name",
    "signer_title",
    "signed_as",
    "submission_number",
    "submission_date",
    "symbol",
    "scope",
)


class DecisionForm(RegisterForm):
    """What is changed on a draft: signer, submission, symbol, scope."""


class PrepareForm(OnceForm, forms.ModelForm):
    """A new decision: the recommended initiatives to tick, and who signs."""

    initiatives = TickField(queryset=Initiative.objects.none(), label=gettext_lazy("Initiatives"))

    class Meta:
        model = RecognitionDecision
        fields = _FIELDS
        widgets = {"submission_date": DateInput}


class CertificateLine:
    """One certificate on the form: a tick and who receives it."""

    def __init__(self, form: HandOutForm, certificate: Certificate) -> None:
        self.certificate = certificate
        self.tick = form[f"tick-{certificate.pk}"]
        self.receiver = form[f"to-{certificate.pk}"]


class HandOutForm(OnceForm):
    """Certificates to hand out: tick, receiver, and one day for all of them."""

    handed_out_on = forms.DateField(
        label=gettext_lazy("Handed out on"),
        widget=DateInput,
        help_text=gettext_lazy("Between the date of the decision and today."),
    )

    def __init__(self, *args: Any, certificates: list[Certificate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.certificates = certificates
        self.fields["handed_out_on"].initial = timezone.localdate
        for row in certificates:
            self.fields[f"tick-{row.pk}"] = forms.BooleanField(
                label=_("Hand out certificate %(number)s") % {"number": row.full_number},
                required=False,
                initial=len(certificates) == 1,
            )
            self.fields[f"to-{row.pk}"] = forms.CharField(
                label=_("Received by"), required=False, max_length=150, initial=row.author.name
            )

    def lines(self) -> list[CertificateLine]:
        """Return the certificates with their fields."""
        return [CertificateLine(self, row) for row in self.certificates]

    def ticked(self) -> list[tuple[Certificate, str]]:
        """Return the ticked certificates with who receives each."""
        given = self.cleaned_data
        return [
            (row, given.get(f"to-{row.pk}", "")) for row in self.certificates if given.get(f"tick-{row.pk}")
        ]

    def clean(self) -> dict[str, Any] | None:
        """Ask for a tick, and for a receiver beside each."""
        cleaned = super().clean()
        ticked = self.ticked()
        if not ticked:
            raise ValidationError(_("Tick at least one certificate."))
        for row, receiver in ticked:
            if not receiver.strip():
                self.add_error(f"to-{row.pk}", _("Say who received it."))
        return cleaned
