"""The editor's form of a document in the register."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from home.forms import PublicPageForm


class LegalDocumentForm(PublicPageForm):
    """Refuses a document that the register has already."""

    def clean(self) -> dict[str, Any]:
        """Compare a new document with those of the site it is written for.

        A page that has its place in the tree compares itself (``LegalDocumentPage.clean``).
        """
        cleaned: dict[str, Any] = super().clean()
        parent: Page | None = self.parent_page
        if self.instance.path or parent is None or self.errors:
            return cleaned
        for name in ("number", "symbol", "issuer", "issued_on"):
            setattr(self.instance, name, cleaned.get(name))
        for name, message in self.instance.twin_errors(parent.path).items():
            self.add_error(name, message)
        return cleaned
