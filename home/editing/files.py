"""The forms of pictures and documents: what stands on published pages is not exchanged behind their backs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.models import Page, ReferenceIndex

PAGES_NAMED = 3


def pages_that_show(record: Any) -> list[str]:
    """Return the titles of the first published pages on which a picture or document stands."""
    references = ReferenceIndex.get_references_to(record)
    keys = {
        int(reference.object_id)
        for reference in references.select_related("base_content_type")
        if reference.base_content_type.model_class() is Page
    }
    shown = Page.objects.live().filter(pk__in=keys).order_by("title").values_list("title", flat=True)
    return list(shown[:PAGES_NAMED])


class KeepsPublishedFile(ModelForm):
    """Takes no other file for a record that a published page shows.

    A page needs two people before the public sees a change; a file exchanged below it would need one.
    """

    def clean(self) -> dict[str, Any] | None:
        """Refuse it, and say how it is done instead."""
        cleaned: dict[str, Any] | None = super().clean()
        if self.instance.pk and "file" in self.changed_data and "file" not in self.errors:
            titles = pages_that_show(self.instance)
            if titles:
                told = _(
                    "This file stands on published pages (%(titles)s). Add the new one as a file of its own"
                    " and choose it on the page, so that somebody else approves it."
                )
                self.add_error("file", ValidationError(told % {"titles": "; ".join(titles)}))
        return cleaned


class DocumentForm(KeepsPublishedFile, BaseDocumentForm):
    """The form of a document."""


class ImageForm(KeepsPublishedFile, BaseImageForm):
    """The form of a picture."""
