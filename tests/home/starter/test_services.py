"""The sample services: forms, pictures, legal bases, days of review."""

from pathlib import Path
from zipfile import ZipFile

from django.test import Client
from django.utils import timezone
from docx import Document

from home.models import (
    ServicePage,
)
from home.starter.draw_papers import WRITTEN, write_paper
from home.starter.reading import read_text
from reform.organisation.days import add_months
from reform.organisation.models import Authority

FOLDER = Path(read_text.__code__.co_filename).parent


def test_most_sample_services_have_a_form_that_opens_and_says_that_it_is_only_an_example(
    loaded: Authority, client: Client
) -> None:
    with_form = ServicePage.objects.filter(service_forms__isnull=False).distinct()
    assert with_form.count() >= 17
    for service in with_form:
        for form in service.service_forms.all():
            page = client.get(service.get_url()).content.decode()
            assert form.document.url in page
            assert "bản minh họa" in form.document.title
            kept = FOLDER / "files" / form.document.filename
            words = [paragraph.text for paragraph in Document(str(kept)).paragraphs]
            assert words[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
            assert words[2].startswith("(Bản minh họa của trang mẫu. Mẫu chính thức kèm theo ")
            # A form without places to fill in is none.
            assert sum(line.count("\t") for line in words) > 10


def test_files_hold_what_their_texts_say_and_writing_them_again_changes_no_byte(tmp_path: Path) -> None:
    for source in sorted((FOLDER / "papers").glob("*.txt")):
        kept, first, again = (
            FOLDER / "files" / f"{source.stem}.docx",
            tmp_path / "1.docx",
            tmp_path / "2.docx",
        )
        if kept.with_suffix(".pdf").exists():
            continue
        write_paper(source, first)
        write_paper(source, again)
        assert first.read_bytes() == again.read_bytes()
        days = {entry.date_time for path in (kept, first) for entry in ZipFile(path).infolist()}
        assert days == {WRITTEN.timetuple()[:6]}
        texts = [[line.text for line in Document(str(path)).paragraphs] for path in (kept, first)]
        assert texts[0] == texts[1], source.name


def test_steps_of_sample_services_have_described_pictures(loaded: Authority) -> None:
    illustrated = [
        (service, step)
        for service in ServicePage.objects.all()
        for step in service.steps.all()
        if step.image_id
    ]
    assert len({service.pk for service, _step in illustrated}) >= 6
    for service, step in illustrated:
        step.full_clean()
        assert step.image_alt.startswith("Hình vẽ "), (service, step.title)


def test_every_sample_service_rests_on_documents_of_the_register(loaded: Authority, client: Client) -> None:
    services = list(ServicePage.objects.all())
    assert len(services) == 25
    for service in services:
        bases = list(service.legal_bases.select_related("document_page"))
        assert bases, service
        for basis in bases:
            assert basis.document_page is not None, (service, basis.name)
            # The link leads to the document that it names.
            assert basis.document_page.full_symbol in basis.name, (service, basis.name)
    page = client.get("/dich-vu-cong/dang-ky-khai-sinh/").content.decode()
    assert '<a href="/van-ban/luat-ho-tich-2014/">Luật Hộ tịch số 60/2014/QH13</a>' in page
    assert "Đăng ký khai sinh" in client.get("/van-ban/luat-ho-tich-2014/").content.decode()


def test_reviews_of_sample_services_are_recent_but_for_two_overdue_and_one_never_done(
    loaded: Authority, client: Client
) -> None:
    today = timezone.localdate()
    reviewed = ServicePage.objects.exclude(reviewed_on=None)
    assert list(ServicePage.objects.filter(reviewed_on=None).values_list("slug", flat=True)) == [
        "xac-dinh-muc-do-khuyet-tat"
    ]
    overdue = reviewed.filter(review_by__lt=today)
    assert len({service.unit_id for service in overdue}) == overdue.count() == 2
    for service in reviewed:
        assert add_months(service.reviewed_on, 15) > today > add_months(service.reviewed_on, 1)
    assert "cần kiểm tra lại" in client.get(overdue[0].get_url()).content.decode()
