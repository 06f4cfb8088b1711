"""Form widgets that need no script."""

from typing import Any

from django import forms


def let_long_text_in(field: forms.Field) -> None:
    """Let the browser take text that is too long: it would cut off the end of what is pasted, silently.

    The server refuses it with the number of characters instead.
    """
    field.widget.attrs.pop("maxlength", None)


class DateInput(forms.DateInput):
    """The browser's own date picker: in the user's language, with the keyboard, without a script."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class FilesInput(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its value is always a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the list of uploaded files, empty when none is given and none is required."""
        given = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(item, initial) for item in given or [None]]
        return [upload for upload in cleaned if upload]
