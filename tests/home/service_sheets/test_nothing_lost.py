"""An import loses nothing in silence: pictures, links, formatting, drafts of others."""

import unicodedata
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from home.models import (
    ServiceFigure,
    ServiceIndexPage,
    ServiceLegalBasis,
    ServicePage,
    ServiceQuestion,
    ServiceStep,
)
from home.service_sheets.exporting import export_catalogue
from home.service_sheets.judging import Judged
from home.service_sheets.keeping import forget_old, keep, kept
from home.service_sheets.writing import ImportRefused, apply_import, preview_import
from tests.home.factories import PublicSite, add_service, build_site, make_image
from tests.home.service_sheets.test_workbook import (
    NEW,
    add_catalogue,
    add_full_service,
    edited,
    editor_of,
    own_workbook,
    place,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicSite:
    """Return a site."""
    return build_site()


def changed(public: PublicSite, **cells: Any) -> Judged:
    """Change cells of the exported only service, write the draft, and return how its row was judged."""
    index, editor = ServiceIndexPage.objects.get(), editor_of(public)

    def edit(book: Any) -> None:
        for name, value in cells.items():
            place(book["Dịch vụ công"], name).value = value

    content = edited(export_catalogue(index), edit)
    preview = preview_import(content, index=index, user=editor)
    assert not preview.all_problems
    if preview.can_be_written:
        apply_import(content, index=index, user=editor, shown=preview.sign)
    return preview.judged[0]


def draft() -> ServicePage:
    """Return the only service as its editors have it."""
    page: ServicePage = ServicePage.objects.get().get_latest_revision_as_object()
    return page


def test_decomposed_letters_and_invisible_signs_come_back_as_they_were(public: PublicSite) -> None:
    service = add_service(public, title=unicodedata.normalize("NFD", "Đăng ký khai sinh"))
    picture = make_image()
    step = unicodedata.normalize("NFD", "Nộp hồ sơ") + "\u200b"
    service.steps = [ServiceStep(title=step, text="<p>A <b>b</b></p>", image=picture, image_alt="Quầy")]
    service.who_for = "<p>Cha\u00ad mẹ <a href='https://a.vn/'>xem</a></p>"
    service.save()
    assert changed(public).verdict == "same"


def test_steps_of_one_name_keep_their_own_pictures(public: PublicSite) -> None:
    service, first, second = add_service(public), make_image("Một"), make_image("Hai")
    service.steps = [
        ServiceStep(title="Nộp", text="<p>a</p>", image=first, image_alt="Một"),
        ServiceStep(title="Nộp", text="<p>b</p>", image=second, image_alt="Hai"),
    ]
    service.save()
    one = changed(public, steps="Nộp | a sửa\nNộp | b sửa")
    assert not one.losses
    assert [step.image for step in draft().steps.all()] == [first, second]


def test_a_mended_name_keeps_its_link_and_a_mended_question_its_answer(public: PublicSite) -> None:
    service = add_service(public)
    service.legal_bases = [ServiceLegalBasis(name="Luat Ho tich")]
    service.steps = [ServiceStep(title="Nop", image=make_image(), image_alt="Quầy")]
    service.questions = [ServiceQuestion(question="Ai nop?", answer="<p>Cha <b>hoặc</b> mẹ</p>")]
    service.save()
    one = changed(public, legal_bases="Luật Hộ tịch", steps="Nộp", questions="Ai nộp? | Cha hoặc mẹ")
    assert not one.losses
    assert draft().legal_bases.get().pk == ServiceLegalBasis.objects.get().pk
    assert draft().steps.get().image is not None
    assert draft().questions.get().answer == "<p>Cha <b>hoặc</b> mẹ</p>"


def test_what_a_cell_cannot_hold_is_named_before_it_is_lost(public: PublicSite) -> None:
    service = add_service(public, who_for="<p>Cha <b>mẹ</b></p>")
    service.steps = [
        ServiceStep(title="Nộp", image=make_image(), image_alt="Quầy"),
        ServiceStep(title="Nhận"),
    ]
    service.save()
    one = changed(public, who_for="Ông bà", steps="Nhận")
    assert len(one.losses) == 2
    assert "Nộp" in one.losses[0]


def test_an_officer_who_reads_english_takes_the_own_export_back(public: PublicSite) -> None:
    add_full_service(public)
    with translation.override("en"):
        assert changed(public).verdict == "same"


def test_blank_marks_empty_and_a_second_row_of_a_period_is_refused(public: PublicSite) -> None:
    add_full_service(public)
    changed(public, papers="#XOA", result="#XOA")
    assert not draft().papers.exists()
    index = ServiceIndexPage.objects.get()
    code = ServicePage.objects.get().slug

    def edit(book: Any) -> None:
        for number in (20, 200):
            book["Số liệu"].append([code, "2022-11", number, 1])

    preview = preview_import(edited(export_catalogue(index), edit), index=index, user=editor_of(public))
    assert [problem.row for problem in preview.all_problems] == [5]


@pytest.mark.parametrize(
    "cells", [{"review_months": 1_000_000, "reviewed_on": "01/05/2022"}, {"review_months": 0}]
)
def test_impossible_months_are_refused(public: PublicSite, cells: dict[str, Any]) -> None:
    index = add_catalogue(public)
    preview = preview_import(own_workbook(**NEW | cells), index=index, user=editor_of(public))
    assert [problem.heading for problem in preview.all_problems] == ["SỐ THÁNG GIỮA HAI LẦN RÀ SOÁT"]


def test_a_period_that_has_not_begun_is_refused() -> None:
    figure = ServiceFigure(period="2098", received_new=1, received_online=1)
    assert "period" in _errors(figure)


def _errors(figure: ServiceFigure) -> dict[str, Any]:
    from django.core.exceptions import ValidationError

    try:
        figure.clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_a_code_that_a_draft_has_given_away_is_refused(public: PublicSite) -> None:
    service = add_service(public, slug="dang-ky")
    content = export_catalogue(ServiceIndexPage.objects.get())
    service.slug = "dang-ky-moi"
    service.save_revision()
    index = ServiceIndexPage.objects.get()
    preview = preview_import(content, index=index, user=editor_of(public))
    assert [problem.row for problem in preview.all_problems] == [2]


def test_figures_of_a_code_that_two_drafts_claim_are_refused(public: PublicSite) -> None:
    for slug in ("mot", "hai"):
        service = add_service(public, slug=slug)
        service.slug = "moi"
        service.save_revision(changed=True)
    index = ServiceIndexPage.objects.get()

    def edit(book: Any) -> None:
        book["Số liệu"].append(["moi", "2022-11", 5, 1])

    content = edited(export_catalogue(index), edit)
    preview = preview_import(content, index=index, user=editor_of(public))
    assert ("Số liệu", 2) in [(problem.sheet, problem.row) for problem in preview.all_problems]


def test_a_page_that_waits_for_approval_is_left_alone(public: PublicSite) -> None:
    service, editor = add_service(public), editor_of(public)
    service.fee = "Khác"
    service.save_revision(user=editor)
    service.get_workflow().start(service, editor)
    index = ServiceIndexPage.objects.get()

    def edit(book: Any) -> None:
        place(book["Dịch vụ công"], "fee").value = "Mới"

    content = edited(export_catalogue(index), edit)
    preview = preview_import(content, index=index, user=editor)
    assert [problem.row for problem in preview.all_problems] == [2]
    with pytest.raises(ImportRefused):
        apply_import(content, index=index, user=editor, shown=preview.sign)


def test_drafts_cost_no_query_each(public: PublicSite) -> None:
    index = add_catalogue(public)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            export_catalogue(ServiceIndexPage.objects.get(pk=index.pk))
        return len(queries)

    for number in range(2):
        add_service(public, papers=["Tờ khai"]).save_revision(changed=True)
        ServicePage.objects.update(has_unpublished_changes=True)
        if number == 0:
            few = cost()
    for _number in range(5):
        add_service(public, papers=["Tờ khai", "Căn cước"]).save_revision(changed=True)
    ServicePage.objects.update(has_unpublished_changes=True)
    assert cost() <= few


def test_a_file_that_nobody_confirms_is_deleted_in_time(
    public: PublicSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, editor = add_catalogue(public), editor_of(public)
    keep(editor, index, b"PK")
    assert forget_old() == 0
    assert kept(editor, index) == b"PK"
    later = timezone.now() + timedelta(days=30)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert kept(editor, index) is None
    assert forget_old() == 1
    assert storages["private"].listdir("service-catalogue") == ([], [])
