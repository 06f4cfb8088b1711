"""Factories of documents in a site's register."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from home.enums import DocumentRelationKind
from home.models import DocumentIndexPage, DocumentIssuer, DocumentRelation, DocumentType, LegalDocumentPage
from tests.home.factories import PublicSite

REGISTER = "/van-ban/"


class DocumentTypeFactory(DjangoModelFactory[DocumentType]):
    """A type of document."""

    class Meta:
        model = DocumentType

    name = factory.Sequence(lambda n: f"Loại văn bản {n}")
    slug = factory.Sequence(lambda n: f"loai-{n}")


class DocumentIssuerFactory(DjangoModelFactory[DocumentIssuer]):
    """An issuer of documents."""

    class Meta:
        model = DocumentIssuer

    name = factory.Sequence(lambda n: f"Cơ quan ban hành {n}")
    slug = factory.Sequence(lambda n: f"co-quan-{n}")


def add_register(public: PublicSite) -> DocumentIndexPage:
    """Create the register of a site."""
    register = DocumentIndexPage(title="Văn bản", slug="van-ban", show_in_menus=True)
    public.home.add_child(instance=register)
    return register


def add_document(register: DocumentIndexPage, **values: Any) -> LegalDocumentPage:
    """Create a document, published unless ``live=False``."""
    number = LegalDocumentPage.objects.count() + 1
    values = {
        "title": f"Văn bản thứ {number}",
        "slug": f"van-ban-{number}",
        "number": str(number),
        "symbol": "UBND-NV",
        "issued_on": date(2022, 6, 1),
    } | values
    for name, make in (("document_type", DocumentTypeFactory), ("issuer", DocumentIssuerFactory)):
        if name not in values:
            values[name] = make()
    document = LegalDocumentPage(**values)
    register.add_child(instance=document)
    return document


def relate(page: LegalDocumentPage, kind: DocumentRelationKind, other: LegalDocumentPage) -> None:
    """Let one document do something to another."""
    DocumentRelation.objects.create(page=page, kind=kind, other=other)
