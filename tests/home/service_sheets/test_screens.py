"""The screens of the catalogue's workbook: who may open them, and files that are none."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from home.models import ServiceIndexPage, ServicePage
from home.service_sheets.exporting import MEDIA_TYPE, export_catalogue
from reform.organisation.capabilities import Role
from tests.home.factories import PublicSite, build_site
from tests.home.service_sheets.test_workbook import NEW, add_catalogue, editor_of, own_workbook

pytestmark = pytest.mark.django_db


def signed_in(public: PublicSite, role: Role = Role.CULTURE_EDITOR) -> Client:
    """Return the browser of an officer."""
    client = Client()
    client.force_login(editor_of(public, role))
    return client


def upload(client: Client, index: ServiceIndexPage, content: bytes) -> Any:
    """Send a file."""
    file = SimpleUploadedFile("danh-muc.xlsx", content, MEDIA_TYPE)
    return client.post(reverse("service_catalogue_import", args=[index.pk]), {"file": file})


def test_editor_exports_uploads_looks_and_confirms() -> None:
    public = build_site()
    index = add_catalogue(public)
    client = signed_in(public)
    assert reverse("service_catalogues") in client.get(reverse("wagtailadmin_home")).content.decode()
    listing = client.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()
    assert reverse("service_catalogue_export", args=[index.pk]) in listing
    assert (
        client.get(reverse("service_catalogue_export", args=[index.pk])).headers["Content-Type"] == MEDIA_TYPE
    )
    preview_url = reverse("service_catalogue_preview", args=[index.pk])
    assert client.get(preview_url).status_code == 302
    assert upload(client, index, own_workbook(**NEW)).url == preview_url
    shown = client.get(preview_url)
    assert "Thủ tục mới" in shown.content.decode()
    assert not ServicePage.objects.exists()
    assert client.post(preview_url, {"shown": "x"}).status_code == 200
    assert not ServicePage.objects.exists()
    done = client.post(preview_url, {"shown": shown.context["preview"].sign})
    assert done["Location"] == reverse("wagtailadmin_explore", args=[index.pk])
    assert not ServicePage.objects.get().live
    assert client.get(preview_url).status_code == 302


def test_catalogue_of_another_authority_is_not_found_and_other_officers_are_turned_away() -> None:
    own, foreign = build_site(hostname="own.vn"), build_site(hostname="foreign.vn")
    index, theirs = add_catalogue(own), add_catalogue(foreign)
    editor, officer = signed_in(own), signed_in(own, Role.UNIT_OFFICER)
    for name in ("service_catalogue_export", "service_catalogue_import", "service_catalogue_preview"):
        assert editor.get(reverse(name, args=[theirs.pk])).status_code == 404
        assert officer.get(reverse(name, args=[index.pk]))["Location"] == reverse("wagtailadmin_home")
    assert reverse("service_catalogues") not in officer.get(reverse("wagtailadmin_home")).content.decode()


def test_file_that_is_no_workbook_is_refused_in_a_sentence() -> None:
    public = build_site()
    index = add_catalogue(public)
    client, good = signed_in(public), export_catalogue(index)
    for content in (
        b"%PDF-1.4 not a workbook",
        b"PK\x03\x04 broken",
        good[: len(good) // 2],
        _with_part(good, "xl/vbaProject.bin", b"x"),
        _with_part(good, "xl/hostile.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        _with_part(good, "xl/bomb.xml", b" " * (61 * 1024 * 1024)),
    ):
        answer = upload(client, index, content)
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    changed = BytesIO(content)
    with ZipFile(changed, "a", compression=8) as archive:
        archive.writestr(name, part)
    return changed.getvalue()
