"""The reminder to the units without an initiative: its text is drafted, read and adapted before it is used."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from reform.initiatives.papers.reminder import Reminder, reminder_of
from reform.registers.admin.widgets import DateInput

from .board_views import QuotaScreen, may_remind

USUAL_DAYS = 30


def usual_deadline() -> date:
    """Return the day that the draft proposes."""
    return timezone.localdate() + timedelta(days=USUAL_DAYS)


class ReminderForm(forms.Form):
    """What the officer decides about the letter."""

    deadline = forms.DateField(
        label=gettext_lazy("Register by"),
        widget=DateInput,
        help_text=gettext_lazy("The day by which the units are to send their application."),
    )
    sentence = forms.CharField(
        label=gettext_lazy("Further sentence"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Stands before the last one, for example whom to ask; empty: nothing."),
    )

    def clean_deadline(self) -> date:
        """Refuse a day that has passed."""
        day: date = self.cleaned_data["deadline"]
        if day < timezone.localdate():
            raise forms.ValidationError(
                gettext_lazy("This day has passed; choose today or a later day."), code="past"
            )
        return day


class ReminderView(QuotaScreen):
    """The letter as it would read, with what can be changed in it."""

    action = "remind"
    template_name = "initiatives/board_reminder.html"
    title = gettext_lazy("Reminder to units without an initiative")

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who appraises, or follows up, for the whole authority."""
        return super().check_action_permitted(user) and may_remind(user, self.authority)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen: over the board."""
        *way, last = super().get_breadcrumbs()
        return [
            *way,
            {"url": self.address("board"), "label": str(gettext_lazy("Quota board of initiatives"))},
            last,
        ]

    @cached_property
    def form(self) -> ReminderForm:
        """What was sent, or what is proposed."""
        data = (
            self.request.POST
            if self.request.method == "POST"
            else {"deadline": usual_deadline(), "sentence": ""}
        )
        return ReminderForm(data)

    def letter(self) -> Reminder | None:
        """Return the letter; None while the form has mistakes, or when no unit is without an initiative."""
        if not self.board.without_any or not self.form.is_valid():
            return None
        given = self.form.cleaned_data
        return reminder_of(
            self.board, deadline=given["deadline"], sentence=given["sentence"], today=timezone.localdate()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the letter and the form."""
        return super().get_context_data(
            **{
                "form": self.form,
                "letter": self.letter(),
                "board": self.board,
                "board_url": self.address("board"),
            }
            | kwargs
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the letter as it was adapted."""
        status = 200 if self.form.is_valid() else 422
        return self.render_to_response(self.get_context_data(), status=status)
