"""The forms that citizens fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from home.asking.guards import FASTEST_SECONDS, make_stamp, stamp_age

TEXT_AT_MOST = 5000
SUBJECT_AT_MOST = 200
ATTACHMENT_AT_MOST = 5 * 1024 * 1024
ATTACHMENT_TYPES = (".pdf", ".jpg", ".jpeg", ".png", ".docx")
PHONE = re.compile(r"\+?[\d .()-]{8,20}")


class GuardedForm(forms.Form):
    """A public form with a signed time and a field that people do not see."""

    # Named like something that programs like to fill in; people never meet it.
    website = forms.CharField(required=False, label=_("Leave this field empty"))
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["stamp"].initial = make_stamp

    def clean(self) -> dict[str, Any]:
        """Refuse what a program sends: too fast, too late, or with the hidden field filled in."""
        cleaned = super().clean() or {}
        age = stamp_age(cleaned.get("stamp") or "")
        if cleaned.get("website"):
            raise ValidationError(
                _("The message was not sent: a hidden field was filled in. Please try again.")
            )
        if age is None:
            raise ValidationError(
                _("The form was open for too long. Your text is still here: please send it again.")
            )
        if age < FASTEST_SECONDS:
            raise ValidationError(_("That was very quick. Please check your text and send it again."))
        return cleaned

    def fresh_stamp(self) -> str:
        """Return the stamp of a form that is shown again: the first one, as long as it holds."""
        first = str(self.data.get("stamp", ""))
        return make_stamp() if stamp_age(first) is None else first


class QuestionForm(GuardedForm):
    """A question or feedback. Only category, subject and text are required: nobody has to give a name."""

    KINDS = (("question", _("A question")), ("feedback", _("Feedback or a complaint about a procedure")))

    kind = forms.ChoiceField(label=_("What do you want to send?"), choices=KINDS, widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("What is it about?"))
    subject = forms.CharField(
        label=_("In one line"),
        max_length=SUBJECT_AT_MOST,
        help_text=_("For example: papers for registering a birth when the parents live in two wards"),
    )
    text = forms.CharField(
        label=_("Your text"),
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Please leave out numbers of identity cards: they are not needed for an answer."),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    attachment = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A photo (JPG, PNG), PDF or DOCX of at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ATTACHMENT_TYPES)}),
    )

    def __init__(self, *args: Any, categories: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the authority's own categories.

        Args:
            args: as of any form.
            categories: key and name of each.
            kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = "question"
        offered = list(categories)
        choice = cast(forms.ChoiceField, self.fields["category"])
        choice.choices = [("", _("Please choose")), *offered]

    def clean_text(self) -> str:
        """Return the text without signs that no keyboard makes."""
        return _plain(self.cleaned_data["text"])

    def clean_subject(self) -> str:
        """Return the line without signs that no keyboard makes."""
        return _plain(self.cleaned_data["subject"])

    def clean_phone(self) -> str:
        """Refuse what is no phone number."""
        phone: str = self.cleaned_data["phone"]
        if phone and not PHONE.fullmatch(phone):
            raise ValidationError(_("Write the phone number in digits, for example 0225 3 123 456."))
        return phone

    def clean_attachment(self) -> Any:
        """Refuse a file that is too large or of another kind; its content is judged where it is kept."""
        file = self.cleaned_data["attachment"]
        if file and not file.name.lower().endswith(ATTACHMENT_TYPES):
            raise ValidationError(_("Only a photo (JPG, PNG), PDF or DOCX can be sent."))
        if file and file.size > ATTACHMENT_AT_MOST:
            megabytes = file.size // (1024 * 1024)
            message = ngettext(
                "The file has %(size)s MB; at most 5 MB can be sent. Make the photo smaller or send a part.",
                "The file has %(size)s MB; at most 5 MB can be sent. Make the photo smaller or send a part.",
                megabytes,
            )
            raise ValidationError(message % {"size": megabytes})
        return file


class CommentForm(QuestionForm):
    """A comment on a draft: no category, no subject."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what the draft says already."""
        super().__init__(*args, categories=[], **kwargs)
        for name in ("kind", "category", "subject"):
            del self.fields[name]


class CodeForm(forms.Form):
    """The code of a message that was sent."""

    ma = forms.CharField(
        label=_("Code of your message"),
        max_length=40,
        help_text=_(
            "Ten letters and digits, as you got them after sending. Spaces and hyphens do not matter."
        ),
    )


def _plain(text: str) -> str:
    """Return a text without control characters other than line breaks and tabs."""
    return "".join(sign for sign in text if sign in "\n\t" or sign.isprintable()).strip()
