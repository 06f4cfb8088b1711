"""The starter register of documents: types, issuers, real legal documents, samples of the district."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from home.enums import DocumentGroup, DocumentRelationKind
from home.models import (
    DocumentIndexPage,
    DocumentIssuer,
    DocumentRelation,
    DocumentType,
    HomePage,
    LegalDocumentPage,
    ReformField,
)
from home.starter.media import StarterMedia
from home.tasks import read_document_text
from reform.organisation.models import Authority

FOLDER = Path(__file__).resolve().parent
REGISTER_SLUG = "van-ban"

# The 29 types of Nghị định 30/2020/NĐ-CP, Điều 7, with the abbreviations of its Phụ lục III; letters and
# letters of courtesy have none. After them the types of legal documents that a district is bound by.
TYPES = (
    ("nghi-quyet", "Nghị quyết", "NQ"),
    ("quyet-dinh", "Quyết định", "QĐ"),
    ("chi-thi", "Chỉ thị", "CT"),
    ("quy-che", "Quy chế", "QC"),
    ("quy-dinh", "Quy định", "QyĐ"),
    ("thong-cao", "Thông cáo", "TC"),
    ("thong-bao", "Thông báo", "TB"),
    ("huong-dan", "Hướng dẫn", "HD"),
    ("chuong-trinh", "Chương trình", "CTr"),
    ("ke-hoach", "Kế hoạch", "KH"),
    ("phuong-an", "Phương án", "PA"),
    ("de-an", "Đề án", "ĐA"),
    ("du-an", "Dự án", "DA"),
    ("bao-cao", "Báo cáo", "BC"),
    ("bien-ban", "Biên bản", "BB"),
    ("to-trinh", "Tờ trình", "TTr"),
    ("hop-dong", "Hợp đồng", "HĐ"),
    ("cong-van", "Công văn", ""),
    ("cong-dien", "Công điện", "CĐ"),
    ("ban-ghi-nho", "Bản ghi nhớ", "BGN"),
    ("ban-thoa-thuan", "Bản thỏa thuận", "BTT"),
    ("giay-uy-quyen", "Giấy ủy quyền", "GUQ"),
    ("giay-moi", "Giấy mời", "GM"),
    ("giay-gioi-thieu", "Giấy giới thiệu", "GGT"),
    ("giay-nghi-phep", "Giấy nghỉ phép", "GNP"),
    ("phieu-gui", "Phiếu gửi", "PG"),
    ("phieu-chuyen", "Phiếu chuyển", "PC"),
    ("phieu-bao", "Phiếu báo", "PB"),
    ("thu-cong", "Thư công", ""),
    ("luat", "Luật", ""),
    ("nghi-dinh", "Nghị định", "NĐ"),
    ("thong-tu", "Thông tư", "TT"),
)
LEGAL_TYPES = ("luat", "nghi-dinh", "thong-tu")
# Where the texts of the Government and its head are published officially.
GOVERNMENT_SOURCE = "https://vanban.chinhphu.vn/"
GOVERNMENT_ISSUERS = ("chinh-phu", "thu-tuong")
RELATIONS = {
    "replaces": DocumentRelationKind.REPLACES,
    "amends": DocumentRelationKind.AMENDS,
    "guides": DocumentRelationKind.GUIDES,
    "cites": DocumentRelationKind.CITES,
}

Entry = dict[str, Any]


def create_documents(*, home: HomePage, authority: Authority, media: StarterMedia) -> DocumentIndexPage:
    """Give a site its register of documents; what is there already, by its slug, is left alone.

    Args:
        home: the site's front page.
        authority: whose site it is; the own documents of its starter data are in the file.
        media: uploads the files.
    """
    data = tomllib.loads((FOLDER / "documents.toml").read_text(encoding="utf-8"))
    create_types()
    create_issuers(data["issuers"])
    register = _register(home)
    present = set(register.get_children().values_list("slug", flat=True))
    entries = [entry for entry in data["document"] if entry["slug"] not in present]
    names = _Names()
    for entry in entries:
        document = _document(entry, names, media)
        register.add_child(instance=document)
        if document.file:
            read_document_text.enqueue(document.pk)
    _relate(register, entries)
    return register


def create_types() -> None:
    """Create the types of documents that are missing."""
    _create_missing(
        DocumentType, [{"slug": slug, "name": name, "abbreviation": short} for slug, name, short in TYPES]
    )


def create_issuers(issuers: list[list[str]]) -> None:
    """Create the issuers that are missing, in their order of rank."""
    _create_missing(DocumentIssuer, [{"slug": slug, "name": name} for slug, name in issuers])


def _create_missing(model: type[DocumentType] | type[DocumentIssuer], rows: list[dict[str, str]]) -> None:
    """Create the rows whose slug and name nobody has taken yet."""
    slugs = set(model._default_manager.values_list("slug", flat=True))
    names = set(model._default_manager.values_list("name", flat=True))
    for position, values in enumerate(rows):
        if values["slug"] in slugs or values["name"] in names:
            continue
        row = model(position=position, **values)
        row.full_clean()
        row.save()


def _register(home: HomePage) -> DocumentIndexPage:
    register = DocumentIndexPage.objects.child_of(home).filter(slug=REGISTER_SLUG).first()
    if register is None:
        register = DocumentIndexPage(
            title="Văn bản",
            slug=REGISTER_SLUG,
            summary="Văn bản chỉ đạo, điều hành và văn bản pháp quy về cải cách hành chính, kèm hiệu lực.",
            show_in_menus=True,
        )
        home.add_child(instance=register)
        register.save_revision(clean=False).publish()
    return register


class _Names:
    """The shared lists by their word in the address, fetched once."""

    def __init__(self) -> None:
        self.types = {row.slug: row for row in DocumentType.objects.all()}
        self.issuers = {row.slug: row for row in DocumentIssuer.objects.all()}
        self.fields = {row.slug: row for row in ReformField.objects.all()}


def _document(entry: Entry, names: _Names, media: StarterMedia) -> LegalDocumentPage:
    issued_on: date = entry["issued"]
    published_at = timezone.make_aware(datetime.combine(issued_on, time(8)))
    is_legal = entry["type"] in LEGAL_TYPES
    from_government = entry["issuer"] in GOVERNMENT_ISSUERS
    title: str = entry["title"]
    return LegalDocumentPage(
        title=title[:255],
        slug=entry["slug"],
        group=entry.get("group", DocumentGroup.LEGAL if is_legal else DocumentGroup.DIRECTING),
        number=entry["number"],
        symbol=entry["symbol"],
        document_type=names.types[entry["type"]],
        issuer=names.issuers[entry["issuer"]],
        reform_field=names.fields.get(entry.get("field", "")),
        signer=entry.get("signer", ""),
        signer_position=entry.get("position", ""),
        issued_on=issued_on,
        effective_on=entry.get("in_force"),
        expires_on=entry.get("expires"),
        file=media.document(entry["file"], title[:255]) if "file" in entry else None,
        source_url=GOVERNMENT_SOURCE if from_government else "",
        extract=entry.get("extract", "").strip(),
        is_sample=not entry.get("checked", False),
        first_published_at=published_at,
        last_published_at=published_at,
    )


def _relate(register: DocumentIndexPage, entries: list[Entry]) -> None:
    """Write what the documents do to each other, once all of them are there."""
    keys = dict(LegalDocumentPage.objects.child_of(register).values_list("slug", "pk"))
    rows = []
    for entry in entries:
        others = [(kind, slug) for name, kind in RELATIONS.items() for slug in entry.get(name, ())]
        rows += [
            DocumentRelation(page_id=keys[entry["slug"]], kind=kind, other_id=keys[slug], sort_order=place)
            for place, (kind, slug) in enumerate(others)
            if slug in keys
        ]
    DocumentRelation.objects.bulk_create(rows)
