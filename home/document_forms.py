"""The editor's form of a document in the register."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from home.admin_scope import pages_in_scope
from home.forms import PublicPageForm


class LegalDocumentForm(PublicPageForm):
    """Refuses a document that the register has already, and relations to what the user may not see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer as related documents those that the user may see in the admin."""
        super().__init__(*args, **kwargs)
        relations = self.formsets.get("relations")
        if relations is not None and self.for_user is not None:
            for form in relations.forms:
                field = form.fields["other"]
                field.queryset = self._documents_in_scope(field.queryset)

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

    def _documents_in_scope(self, documents: Any) -> Any:
        """Leave what the user works with, and what the page refers to already."""
        kept = self.instance.relations.values_list("other", flat=True) if self.instance.pk else []
        in_scope = documents.filter(pk__in=pages_in_scope(self.for_user).values("pk"))
        return in_scope | documents.filter(pk__in=list(kept))
