"""Addresses of pages and dates of banners, as the editor's forms make them."""

import re
import unicodedata
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.forms import address_letters
from home.models import AlertBanner, CampaignPage, LegalDocumentPage, StandardPage
from reform.organisation.capabilities import Role
from search.folding import fold
from tests.home.documents.factories import DocumentTypeFactory, add_document, add_register
from tests.home.editing.people import person_with
from tests.home.factories import add_article, build_site, make_image

pytestmark = pytest.mark.django_db


def test_the_field_of_the_address_knows_every_vietnamese_letter() -> None:
    title = "Đường Lê Hồng Phong: mở thủ tục, ỷ ỡ ẵ ữ ễ ĐẶNG Kỳ"
    for typed in (title, title.upper(), unicodedata.normalize("NFD", title)):
        address = typed
        for letters, plain in address_letters():
            address = letters.sub(plain, address)
        assert re.sub(r"[^a-z0-9]+", " ", address.lower()).strip() == fold(title)


def test_every_kind_of_page_has_that_field() -> None:
    for kind in (StandardPage, CampaignPage, LegalDocumentPage):
        form = kind.get_edit_handler().get_form_class()
        assert issubclass(form, kind.base_form_class)
        assert "formatters" in str(form(instance=kind()).fields["slug"].widget.attrs)


def test_documents_are_chosen_by_their_number_not_by_a_title_that_cites_another() -> None:
    register = add_register(build_site())
    kind = DocumentTypeFactory(name="Nghị định")
    document = add_document(
        register,
        document_type=kind,
        number="123",
        symbol="2015/NĐ-CP",
        title="Quy định chi tiết Luật Hộ tịch",
    )
    add_document(register, title="Quy định thi hành Nghị định số 12/2015/NĐ-CP")
    for query in ("Nghị định số 123/2015/NĐ-CP", "nghi dinh 123/2015", "123/2015"):
        assert [page.pk for page in Page.objects.live().autocomplete(query)] == [document.pk], query
        assert [page.pk for page in LegalDocumentPage.objects.search(query)] == [document.pk], query
    assert document.get_admin_display_title() == "123/2015/NĐ-CP · Quy định chi tiết Luật Hộ tịch"


def test_banner_until_a_day_without_a_time_stands_that_whole_day(client: Client) -> None:
    public = build_site()
    client.force_login(person_with(public.authority, Role.CULTURE_PUBLISHER))
    day = timezone.localdate() + timedelta(days=2)
    answer = client.post(
        reverse("wagtailadmin_alerts:add"),
        {
            "site": public.site.pk,
            "level": "info",
            "text": "Nghỉ làm việc",
            "starts_at": f"{day:%d/%m/%Y} 07:00",
            "ends_at": f"{day:%d/%m/%Y}",
        },
    )
    assert answer.status_code == 302
    banner = AlertBanner.objects.get()
    assert f"{timezone.localtime(banner.ends_at):%H:%M %d/%m/%Y}" == f"23:59 {day:%d/%m/%Y}"
    listed = client.get(reverse("wagtailadmin_alerts:index")).content.decode()
    assert f"23:59 {day:%d/%m/%Y}" in listed


def test_document_without_a_day_of_issue_is_told_so_and_nothing_breaks() -> None:
    document = LegalDocumentPage(
        number="1", symbol="QĐ-UBND", title="Văn bản", expires_on=timezone.localdate()
    )
    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    assert "issued_on" in refused.value.message_dict


def test_file_on_a_published_page_is_not_exchanged_by_one_person(client: Client) -> None:
    public = build_site()
    client.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    document = get_document_model()(title="Tờ khai", collection=public.authority.collection)
    document.file.save("to-khai.csv", ContentFile("a;b"))
    page = add_article(public, body=[{"type": "files", "value": {"files": [{"document": document.pk}]}}])
    address = reverse("wagtaildocs:edit", args=[document.pk])

    def send() -> str:
        file = SimpleUploadedFile("khac.csv", b"c;d")
        data = {"title": "Tờ khai", "file": file, "collection": public.authority.collection_id}
        return client.post(address, data, follow=True).content.decode()

    assert f"({page.title})" in send()
    document.refresh_from_db()
    assert document.file.read() == b"a;b"
    page.unpublish()
    send()
    document.refresh_from_db()
    assert document.file.read() == b"c;d"


def test_picture_on_a_published_page_is_not_exchanged_by_one_person(client: Client) -> None:
    public = build_site()
    client.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    image = make_image("Một cửa")
    image.collection = public.authority.collection
    image.save()
    page = add_article(public, lead_image=image, lead_image_alt="Quầy một cửa")
    before = image.file.read()
    address = reverse("wagtailimages:edit", args=[image.pk])

    def send() -> str:
        content = BytesIO()
        Pillow.new("RGB", (90, 90), "#8a1538").save(content, "PNG")
        file = SimpleUploadedFile("khac.png", content.getvalue(), "image/png")
        data = {"title": "Một cửa", "file": file, "collection": public.authority.collection_id}
        return client.post(address, data, follow=True).content.decode()

    assert f"({page.title})" in send()
    image = type(image).objects.get(pk=image.pk)
    assert image.file.read() == before
    page.unpublish()
    send()
    image = type(image).objects.get(pk=image.pk)
    assert (image.width, image.height) == (90, 90)
