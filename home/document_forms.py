"""The editor's form of a document in the register."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
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
                self._limit_to_scope(form)

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

    def _limit_to_scope(self, form: Any) -> None:
        """Offer in one relation what the user works with, and what the page refers to already.

        Whatever else was sent is forgotten before the form shows it again with its title.
        """
        field, name = form.fields["other"], form.add_prefix("other")
        kept = [form.instance.other_id] if form.instance.other_id else []
        in_scope = Q(pk__in=pages_in_scope(self.for_user).values("pk")) | Q(pk__in=kept)
        field.queryset = field.queryset.filter(in_scope)
        sent = form.data.get(name, "")
        if sent and not (sent.isdecimal() and field.queryset.filter(pk=int(sent[:18])).exists()):
            form.data = form.data.copy()
            form.data[name] = ""
