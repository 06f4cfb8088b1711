"""The catalogue as a workbook: what comes out goes in, and what goes in becomes drafts."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoAssertNumQueries
from wagtail.documents import get_document_model

from home.models import (
    LifeEvent,
    ServiceFigure,
    ServiceForm,
    ServiceIndexPage,
    ServiceLegalBasis,
    ServicePage,
    ServicePaper,
    ServiceQuestion,
    ServiceStep,
)
from home.service_sheets.columns import BY_NAME, FIGURE_HEADINGS
from home.service_sheets.exporting import export_catalogue
from home.service_sheets.writing import ImportRefused, apply_import, preview_import
from reform.organisation.capabilities import Role
from reform.organisation.models import User
from reform.workbooks.problems import FileRefused
from tests.home.factories import PublicSite, add_service, build_site, make_image
from tests.organisation.factories import UnitFactory, root_of, user_with_role

pytestmark = pytest.mark.django_db


def editor_of(public: PublicSite, role: Role = Role.CULTURE_EDITOR) -> User:
    """Return an editor of the site."""
    return user_with_role(role, root_of(public.authority), include_sub_units=True)


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """Return a workbook after somebody has worked on it."""
    book = load_workbook(BytesIO(content))
    edit(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def place(sheet: Any, name: str, row: int = 2) -> Any:
    """Return the cell of a column."""
    headings = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
    heading = BY_NAME[name].heading if name in BY_NAME else FIGURE_HEADINGS[name]
    return sheet.cell(row=row, column=headings.index(str(heading)) + 1)


def own_workbook(**cells: Any) -> bytes:
    """Return a workbook of one service, made by hand."""
    book = Workbook()
    book.active.append([str(BY_NAME[name].heading).upper() for name in cells])
    book.active.append(list(cells.values()))
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


NEW = {
    "slug": "thu-tuc-moi",
    "title": "Thủ tục mới",
    "service_field": "ho tich",
    "government_level": "phuong",
    "level": "Toàn trình",
    "fee": "Không thu",
    "time_limit": "3 ngày làm việc",
    "online_url": "https://dichvucong.gov.vn/",
}


def add_catalogue(public: PublicSite) -> ServiceIndexPage:
    """Return the catalogue of a site, with the lists that the row `NEW` names."""
    service_lists = add_service(public)
    service_lists.delete()
    return ServiceIndexPage.objects.child_of(public.home).get()


def add_full_service(public: PublicSite, **values: Any) -> ServicePage:
    """Create a service with every part, pictures and files included."""
    document = get_document_model().objects.create(title="Tờ khai", file="to-khai.docx", file_size=1000)
    unit = UnitFactory(authority=public.authority)
    kept: dict[str, Any] = {
        "unit": unit,
        "public_post": "ca-hai",
        "time_limit_days": 3,
        "reviewed_on": date(2022, 5, 1),
    }
    service = add_service(public, **(kept | values))
    service.life_events = [LifeEvent.objects.create(slug="sinh-con", name="Sinh con")]
    service.papers = [
        ServicePaper(name="Tờ khai", copies="01 bản chính", only_if="Người nộp đã 18 tuổi"),
        ServicePaper(name="Giấy chứng sinh"),
    ]
    service.steps = [
        ServiceStep(
            title="Nộp hồ sơ", text="<p>Trực tuyến.</p>", image=make_image(), image_alt="Quầy một cửa"
        ),
        ServiceStep(title="Nhận kết quả"),
    ]
    service.service_forms = [ServiceForm(document=document)]
    service.legal_bases = [ServiceLegalBasis(name="Luật Hộ tịch 2014")]
    service.questions = [ServiceQuestion(question="Ai đi nộp?", answer="<p>Cha hoặc mẹ.</p>")]
    service.figures = [
        ServiceFigure(period="2022-09", received_new=10, received_online=5),
        ServiceFigure(
            period="2022-10", received_new=20, received_online=15, resolved=18, resolved_on_time=17
        ),
    ]
    service.save()
    return service


@pytest.fixture
def public() -> PublicSite:
    """Return a site."""
    return build_site()


@pytest.fixture
def index(public: PublicSite) -> ServiceIndexPage:
    """Return its catalogue with one service that has every part."""
    add_full_service(public, slug="dang-ky", title="Đăng ký", summary="=1+1", who_for="<p>A <b>b</b></p>")
    return ServiceIndexPage.objects.get()


def test_what_was_exported_changes_nothing_when_it_comes_back(
    public: PublicSite, index: ServiceIndexPage
) -> None:
    content = export_catalogue(index)
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    summary = place(sheet, "summary")
    assert (summary.value, summary.data_type) == ("'=1+1", "s")
    preview = preview_import(content, index=index, user=editor_of(public))
    assert [one.verdict for one in preview.judged] == ["same"]
    assert not preview.all_problems
    with pytest.raises(ImportRefused):
        apply_import(content, index=index, user=editor_of(public), shown=preview.sign)


def test_changed_rows_become_a_draft_that_keeps_pictures_and_the_public_page(
    public: PublicSite, index: ServiceIndexPage
) -> None:
    def edit(book: Any) -> None:
        services, figures = book["Dịch vụ công"], book["Số liệu"]
        place(services, "fee").value = "8.000 đồng"
        place(services, "steps").value += "\nBước mới | Làm thêm."
        place(services, "papers").value = "Tờ khai | 02 bản chính"
        place(figures, "received_new").value = 11
        figures.append(["dang-ky", "2022-11", 7, 6])

    editor, content = editor_of(public), edited(export_catalogue(index), edit)
    preview = preview_import(content, index=index, user=editor)
    assert not preview.all_problems
    assert len(preview.judged[0].changes) == 5
    assert not ServicePage.objects.get().has_unpublished_changes
    assert apply_import(content, index=index, user=editor, shown=preview.sign) == 1
    page = ServicePage.objects.get()
    assert page.fee == "Miễn phí"
    assert page.steps.count() == 2
    draft = page.get_latest_revision_as_object()
    assert draft.fee == "8.000 đồng"
    steps = list(draft.steps.all())
    assert [step.title for step in steps] == ["Nộp hồ sơ", "Nhận kết quả", "Bước mới"]
    assert steps[0].image is not None
    assert [paper.copies for paper in draft.papers.all()] == ["02 bản chính"]
    assert [(one.period, one.received_new) for one in draft.figures.all()] == [
        ("2022-11", 7),
        ("2022-10", 20),
        ("2022-09", 11),
    ]
    assert draft.service_forms.count() == 1
    assert page.latest_revision.user == editor
    # A draft is what the next export shows, and what the next import compares with.
    again = preview_import(export_catalogue(index), index=index, user=editor)
    assert [one.verdict for one in again.judged] == ["same"]
    page.latest_revision.publish()
    assert ServicePage.objects.get().steps.count() == 3


def test_new_service_is_a_draft_of_its_editor(
    public: PublicSite, index: ServiceIndexPage, client: Client
) -> None:
    editor, content = editor_of(public), own_workbook(**NEW, papers="Tờ khai\nCăn cước | Xuất trình")
    preview = preview_import(content, index=index, user=editor)
    assert [one.verdict for one in preview.judged] == ["new"], preview.all_problems
    apply_import(content, index=index, user=editor, shown=preview.sign)
    page = ServicePage.objects.get(slug="thu-tuc-moi")
    assert (page.live, page.owner, page.get_parent().specific) == (False, editor, index)
    assert [paper.name for paper in page.papers.all()] == ["Tờ khai", "Căn cước"]
    assert client.get("/dich-vu/thu-tuc-moi/").status_code == 404


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"service_field": "Không có"}, "service_field"),
        ({"fee": ""}, "fee"),
        ({"slug": "Có Dấu"}, "slug"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"time_limit_days": "ba"}, "time_limit_days"),
        ({"reviewed_on": "31/02/2022"}, "reviewed_on"),
        ({"papers": "a | b | c | d"}, "papers"),
        ({"questions": "Câu hỏi không có trả lời"}, "questions"),
        ({"fee": "#XOA"}, "fee"),
        ({"result": "x" * 201}, "result"),
        ({"level": "Toàn trình", "online_url": ""}, "online_url"),
    ],
)
def test_wrong_cell_is_named_and_nothing_is_written(
    public: PublicSite, index: ServiceIndexPage, cells: dict[str, str], column: str
) -> None:
    content, editor = own_workbook(**NEW | cells), editor_of(public)
    preview = preview_import(content, index=index, user=editor)
    problem = preview.all_problems[0]
    assert (problem.row, problem.heading.lower()) == (2, str(BY_NAME[column].heading).lower())
    with pytest.raises(ImportRefused):
        apply_import(content, index=index, user=editor, shown=preview.sign)
    assert ServicePage.objects.count() == 1


def test_formula_is_refused_with_its_place(public: PublicSite, index: ServiceIndexPage) -> None:
    with pytest.raises(FileRefused, match="B2"):
        preview_import(own_workbook(**NEW | {"title": "=HYPERLINK(1)"}), index=index, user=editor_of(public))


def test_figures_of_an_unknown_service_and_impossible_figures_are_refused(
    public: PublicSite, index: ServiceIndexPage
) -> None:
    def edit(book: Any) -> None:
        for row in (
            ["khong-co", "2022-11", 1, 1],
            ["dang-ky", "2022-13", 1, 1],
            ["dang-ky", "2022-12", 1, 2],
        ):
            book["Số liệu"].append(row)

    preview = preview_import(edited(export_catalogue(index), edit), index=index, user=editor_of(public))
    assert [problem.row for problem in preview.all_problems] == [4, 5, 6]


def test_preview_that_services_have_outrun_is_not_written(
    public: PublicSite, index: ServiceIndexPage
) -> None:
    content, editor = own_workbook(**NEW | {"slug": "dang-ky"}), editor_of(public)
    preview = preview_import(content, index=index, user=editor)
    page = ServicePage.objects.get()
    page.result = "Khác"
    page.save_revision()
    with pytest.raises(ImportRefused):
        apply_import(content, index=index, user=editor, shown=preview.sign)


def test_export_costs_no_more_queries_for_a_long_catalogue(
    public: PublicSite, index: ServiceIndexPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(5):
        add_service(public)
    with django_assert_max_num_queries(13):
        export_catalogue(index)
