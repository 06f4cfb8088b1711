"""The reminder to the units without an initiative: drafted, read and adapted before it is used."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from reform.initiatives.papers.reminder import REMINDER, letter_of, reminder_of
from reform.organisation.models import Unit
from reform.registers.admin.officer import officer
from reform.registers.admin.widgets import DateInput
from reform.registers.papers import Paper, letterhead_of, render

from .board_views import QuotaScreen, may_remind

USUAL_DAYS = 30
FILE_FORMATS = ("docx", "pdf")


class ReminderForm(forms.Form):
    """What the officer decides about the letter."""

    deadline = forms.DateField(
        label=gettext_lazy("Register by"),
        widget=DateInput,
        help_text=gettext_lazy("The day by which the units are to send their application."),
    )
    office = forms.CharField(
        label=gettext_lazy("Applications go to"),
        max_length=200,
        help_text=gettext_lazy("The office that receives them, in full."),
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
    """The letter as it will read, with what can be changed in it, and the letter as a file."""

    action = "remind"
    template_name = "initiatives/board_reminder.html"
    title = gettext_lazy("Reminder to units without an initiative")

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who appraises, or follows up, for the whole authority."""
        return super().check_action_permitted(user) and may_remind(user, self.authority)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen: over the board."""
        *way, last = super().get_breadcrumbs()
        return [*way, {"url": self.address("board"), "label": _("Quota board of initiatives")}, last]

    @cached_property
    def form(self) -> ReminderForm:
        """What was sent, or what is proposed."""
        if self.request.method == "POST":
            return ReminderForm(self.request.POST)
        unit = officer(self.request).unit
        proposed = timezone.localdate() + timedelta(days=USUAL_DAYS)
        # Bound, so that the first look shows a whole letter.
        return ReminderForm({"deadline": proposed, "office": (unit and unit.name) or self.authority.name})

    @cached_property
    def letter(self) -> Paper | None:
        """The letter; None while the form has mistakes, and when no unit is without an initiative."""
        if not self.board.without_any or not self.form.is_valid():
            return None
        unit = officer(self.request).unit
        return letter_of(
            reminder_of(self.board, day=timezone.localdate(), **self.form.cleaned_data),
            letterhead=letterhead_of(self.authority),
            body=self.authority.name,
            place=self.authority.place_name,
            symbol=f"UBND-{unit.code}" if unit is not None and unit.parent_id else "UBND",
            is_sample=self.board.samples,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the letter and the form."""
        return super().get_context_data(
            **{
                "form": self.form,
                "letter": self.letter,
                "formats": FILE_FORMATS,
                "board": self.board,
                "board_url": self.address("board"),
            }
            | kwargs
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead an address of a year that is over to its board, with the reason."""
        if self.check_action_permitted(request.user) and not self.may_be_reminded:
            messages.error(request, _("The year is over; units are reminded of the current year only."))
            return redirect(self.address("board"))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Hand the letter out as a file when that was asked for; show it as it was adapted otherwise."""
        file_format = request.POST.get("format", "")
        if self.letter is None or file_format not in FILE_FORMATS:
            return self.render_to_response(
                self.get_context_data(), status=200 if self.form.is_valid() else 422
            )
        root = Unit.objects.get(authority=self.authority, parent=None)
        output = render(
            REMINDER, self.letter, root=root, file_format="pdf" if file_format == "pdf" else "docx"
        )
        response = HttpResponse(output.content, content_type=output.media_type)
        name = f"don-doc-sang-kien-{self.year}.{file_format}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response
