"""What documents do to each other, told on both: replaced by, amended by, guided by …"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.enums import DocumentRelationKind as Kind

if TYPE_CHECKING:
    from home.models.document import LegalDocumentPage

# In the order in which a reader needs them: first what takes force away.
_INCOMING: dict[str, str | Promise] = {
    Kind.REPLACES: _("Replaced by"),
    Kind.AMENDS: _("Amended by"),
    Kind.GUIDES: _("Guided or carried out by"),
    Kind.CITES: _("Basis of"),
}
_OUTGOING: dict[str, str | Promise] = {
    Kind.REPLACES: _("Replaces"),
    Kind.AMENDS: _("Amends"),
    Kind.GUIDES: _("Guides or carries out"),
    Kind.CITES: _("Is based on"),
}


@dataclass
class RelationGroup:
    """The documents that stand in one relation to another one.

    Attributes:
        title: the relation as the page of that document words it.
        kind: the relation.
        is_incoming: whether the others act upon the document.
        documents: newest first.
    """

    title: str | Promise
    kind: str
    is_incoming: bool
    documents: list[LegalDocumentPage] = field(default_factory=list)


def relation_groups(document: LegalDocumentPage) -> list[RelationGroup]:
    """Return the relations of a document to published documents of its own site, in two queries.

    Args:
        document: may be a draft in the editor's preview, whose relations are not saved yet.
    """
    pairs = [(True, one.kind, one.page_id) for one in document.acting_relations]
    pairs += [(False, one.kind, one.other_id) for one in document.relations.all()]
    known = {page.pk: page for page in _published_beside(document, [key for _in, _kind, key in pairs])}
    groups = []
    for is_incoming, titles in ((True, _INCOMING), (False, _OUTGOING)):
        for kind, title in titles.items():
            keys = {key for inwards, of, key in pairs if (inwards, of) == (is_incoming, kind)}
            found = sorted((known[key] for key in keys if key in known), key=_age, reverse=True)
            if found:
                groups.append(RelationGroup(title, kind, is_incoming, found))
    return groups


def _age(document: LegalDocumentPage) -> tuple[str, int]:
    return document.issued_on.isoformat(), document.pk


def _published_beside(document: LegalDocumentPage, keys: list[int]) -> list[LegalDocumentPage]:
    if not keys:
        return []
    site_path = document.path[: 2 * Page.steplen]
    found = type(document).objects.published().filter(pk__in=keys, path__startswith=site_path)
    return list(found.select_related("document_type", "issuer").defer("file_text", "extract"))
