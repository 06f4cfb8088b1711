"""What the page of a document says beyond its own fields: services that rest on it, schema.org's view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from home.enums import DocumentRelationKind, Validity

if TYPE_CHECKING:
    from home.models.document import LegalDocumentPage
    from home.models.service import ServicePage

SERVICES_AT_MOST = 30
# The three values of schema.org's LegalForceStatus.
_FORCE = {
    Validity.IN_FORCE: "InForce",
    Validity.AMENDED: "PartiallyInForce",
    Validity.NOT_YET: "NotInForce",
    Validity.EXPIRED: "NotInForce",
    Validity.REPLACED: "NotInForce",
}


def services_resting_on(document: LegalDocumentPage) -> list[ServicePage]:
    """Return the published services of the same site that name the document as their legal basis."""
    from home.models.service import ServicePage

    if not document.pk:
        return []
    site_path = document.path[: 2 * Page.steplen]
    services = ServicePage.objects.published().filter(path__startswith=site_path)
    named = services.filter(legal_bases__document_page=document.pk).distinct()
    return list(named.only("title", "url_path").alphabetical()[:SERVICES_AT_MOST])


def legislation_data(document: LegalDocumentPage) -> dict[str, Any]:
    """Return a document as schema.org/Legislation."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": document.title,
        "legislationIdentifier": document.full_symbol,
        "legislationType": document.document_type.name,
        "legislationDate": document.issued_on.isoformat(),
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": document.issuer.name},
        "legislationLegalForce": f"https://schema.org/{_FORCE[document.validity]}",
        "inLanguage": "vi",
    }
    begin = document.effective_on or document.issued_on
    data["temporalCoverage"] = f"{begin.isoformat()}/{document.expires_on or '..'}"
    changed = [
        {"@type": "Legislation", "name": other.title, "legislationIdentifier": other.full_symbol}
        for group in document.relation_groups
        if not group.is_incoming
        and group.kind in (DocumentRelationKind.AMENDS, DocumentRelationKind.REPLACES)
        for other in group.documents
    ]
    if changed:
        data["legislationChanges"] = changed
    return data
