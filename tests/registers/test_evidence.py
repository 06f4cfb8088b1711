"""Which files are taken as evidence, and that none is lost silently."""

import io
import random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reform.registers.evidence import MEDIA_TYPES, attach_evidence, check_file
from reform.registers.models import Evidence
from tests.organisation.factories import CalendarDayFactory, UserFactory

from .helpers import PDF, zip_with


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, kind)
    return buffer.getvalue()


GOOD = {
    ".pdf": PDF,
    ".docx": zip_with("word/document.xml"),
    ".xlsx": zip_with("xl/workbook.xml"),
    ".pptx": zip_with("ppt/presentation.xml"),
    ".odt": zip_with("content.xml"),
    ".ods": zip_with("content.xml"),
    ".png": picture("PNG"),
    ".jpg": picture("JPEG"),
    ".jpeg": picture("JPEG"),
    ".webp": picture("WEBP"),
    ".txt": "Ý kiến của phường".encode(),
    ".md": "# Ý kiến".encode(),
    ".csv": "số;tên\n1;Đằng Hải".encode("utf-16"),
    ".zip": zip_with("a.txt"),
}


def upload(ending: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"Tệp{ending}", content, content_type="application/x-lie")


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_every_permitted_kind_is_taken_by_its_content(ending: str) -> None:
    assert check_file(upload(ending, GOOD[ending])) == MEDIA_TYPES[ending]
    assert check_file(upload(ending.upper(), GOOD[ending])) == MEDIA_TYPES[ending]


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_a_program_under_a_permitted_name_is_refused(ending: str) -> None:
    with pytest.raises(ValidationError):
        check_file(upload(ending, b"MZ\x90\x00\x03\x00\x00\x00" * 64))


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".zip", ".pdf", ".png"])
def test_a_damaged_file_is_taken_or_refused_but_never_breaks(ending: str) -> None:
    chance = random.Random(ending)
    for _ in range(100):
        content = bytearray(GOOD[ending])
        for _ in range(chance.randint(1, 12)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            check_file(upload(ending, bytes(content[: chance.randint(1, len(content))])))
        except ValidationError:
            continue


@pytest.mark.django_db
def test_a_path_in_the_name_is_dropped() -> None:
    evidence = attach_evidence(
        CalendarDayFactory(), actor=UserFactory(), upload=SimpleUploadedFile("../../etc/báo cáo.pdf", PDF)
    )
    assert evidence.name == "báo cáo.pdf"


@pytest.mark.django_db
def test_evidence_is_never_deleted_one_by_one_or_in_bulk() -> None:
    evidence = attach_evidence(CalendarDayFactory(), actor=UserFactory(), upload=upload(".pdf", PDF))
    deletions: tuple[Any, ...] = (evidence.delete, Evidence.objects.all().delete)
    for deletion in deletions:
        with pytest.raises(TypeError):
            deletion()
    assert Evidence.objects.count() == 1
