"""The forms of pictures and documents: what stands on published pages is not exchanged behind their backs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from home.editing.deleting import pages_that_show


class KeepsPublishedFile(ModelForm):
    """Takes no other file, and no other words that readers see, for a record that a published page shows.

    A page needs two people before the public sees a change; what is exchanged below it would need one.
    """

    kept: ClassVar[tuple[str, ...]] = ("file",)

    def clean(self) -> dict[str, Any] | None:
        """Refuse it, and say how it is done instead."""
        cleaned: dict[str, Any] | None = super().clean()
        exchanged = [name for name in self.kept if name in self.changed_data and name not in self.errors]
        titles = pages_that_show(self.instance) if self.instance.pk and exchanged else []
        for name in exchanged if titles else ():
            self.add_error(name, ValidationError(_told(name) % {"titles": "; ".join(titles)}))
        return cleaned


def _told(name: str) -> str:
    if name == "title":
        return _(
            "Readers see this title on published pages (%(titles)s). Give the file another title on the page"
            " itself, or add it once more under its new title, so that somebody else approves it."
        )
    return _(
        "This file stands on published pages (%(titles)s). Add the new one as a file of its own"
        " and choose it on the page, so that somebody else approves it."
    )


class DocumentForm(KeepsPublishedFile, BaseDocumentForm):
    """The form of a document; pages show its title, too."""

    kept = ("file", "title")


class ImageForm(KeepsPublishedFile, BaseImageForm):
    """The form of a picture; its title is for editors, readers get the words of each page."""
