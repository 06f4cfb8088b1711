"""The text of a document's file: read in the background, found without diacritics, harmless when broken."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from docx import Document as WordDocument
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from home import document_text
from home.document_text import text_of_file
from home.models import LegalDocumentPage
from home.tasks import read_document_text
from tests.directives.reader.documents import SAMPLES
from tests.home.documents.factories import REGISTER, add_document, add_register
from tests.home.factories import build_site


def word_file(*paragraphs: str, cell: str = "") -> bytes:
    """Return a small .docx."""
    document = WordDocument()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cell:
        document.add_table(rows=1, cols=1).cell(0, 0).text = cell
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def upload(content: bytes, name: str = "van-ban.docx") -> AbstractDocument:
    """Store a file."""
    document: AbstractDocument = get_document_model()(title=name)
    document.file.save(name, ContentFile(content), save=False)
    document._set_document_file_metadata()
    document.save()
    return document


def read(content: bytes) -> str:
    """Return the text of a file with that content."""
    return text_of_file("tep", BytesIO(content), len(content))


def test_words_of_paragraphs_and_tables_are_read_from_a_word_file() -> None:
    text = read(word_file("Kính gửi: các phường", cell="Ô trong bảng"))
    assert text == "Kính gửi: các phường\nÔ trong bảng"


def test_words_are_read_from_a_pdf() -> None:
    assert "Hải An" in read((SAMPLES / "hai_an_2022_06.pdf").read_bytes())


@pytest.mark.parametrize("name", ["scan_without_text.pdf", "locked_modern.pdf"])
def test_scanned_and_locked_files_have_no_text(name: str) -> None:
    assert not read((SAMPLES / name).read_bytes()).strip()


def test_broken_and_foreign_files_have_no_text() -> None:
    bare_zip = BytesIO()
    with zipfile.ZipFile(bare_zip, "w") as package:
        package.writestr("a.txt", "chữ")
    for content in (
        b"",
        b"%PDF-1.7 cut",
        word_file("x")[:200],
        b"PK\x03\x04",
        bare_zip.getvalue(),
        b"\x00MZ",
    ):
        assert read(content) == ""


def test_text_is_cut_and_absurd_files_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_text, "MAX_CHARACTERS", 10)
    assert read(word_file("mười ký tự rồi cắt")) == "mười ký tự"
    monkeypatch.setattr(document_text, "MAX_UNPACKED", 10)
    assert read(word_file("chữ")) == ""
    monkeypatch.setattr(document_text, "MAX_BYTES", 10)
    assert read(word_file("chữ")) == ""


@pytest.mark.django_db
def test_text_of_a_published_file_is_found_without_diacritics(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = add_document(add_register(build_site()), file=upload(word_file("Thửa đất tại tổ dân phố Hạ Đoạn")))
    assert "van-ban-1" not in client.get(f"{REGISTER}?tu-khoa=ha+doan").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    for address in (f"{REGISTER}?tu-khoa=ha+doan", "/tim-kiem/?q=ha+doan"):
        assert f'href="{REGISTER}van-ban-1/"' in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_replaced_file_is_read_again_and_a_removed_one_forgotten(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    file = upload(word_file("bản đầu"))
    page = add_document(add_register(build_site()), file=file)
    read_document_text.enqueue(page.pk)
    with django_capture_on_commit_callbacks(execute=True):
        file.file.save("moi.docx", ContentFile(word_file("bản sau")), save=False)
        file._set_document_file_metadata()
        file.save()
    page.refresh_from_db()
    assert page.file_text == "bản sau"
    with django_capture_on_commit_callbacks(execute=True):
        page.file = None
        page.save_revision().publish()
    page.refresh_from_db()
    assert page.file_text == ""


@pytest.mark.django_db
def test_publishing_an_older_draft_keeps_the_text_and_revisions_stay_small() -> None:
    page = add_document(add_register(build_site()), file=upload(word_file("nội dung")))
    revision = page.save_revision()
    read_document_text.enqueue(page.pk)
    assert "file_text" not in revision.content
    LegalDocumentPage.objects.get(pk=page.pk).get_latest_revision().publish()
    page.refresh_from_db()
    assert page.file_text == "nội dung"


@pytest.mark.django_db
def test_a_page_or_file_that_is_gone_is_passed_over() -> None:
    read_document_text.enqueue(0)
    file = upload(word_file("x"))
    page = add_document(add_register(build_site()), file=file)
    file.file.storage.delete(file.file.name)
    read_document_text.enqueue(page.pk)
    page.refresh_from_db()
    assert page.file_text == ""
