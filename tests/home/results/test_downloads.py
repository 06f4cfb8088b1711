"""What anybody can download of the published figures, and what nobody can."""

import csv
import io
import json

import pytest
from django.test import Client
from openpyxl import load_workbook

from home.models import ResultsPage
from reform.directives.models import Directive
from reform.organisation.models import Unit
from tests.directives.factories import AssignmentFactory, DirectiveFactory, TaskFactory
from tests.home.factories import PublicSite, build_site, section_of
from tests.organisation.factories import UnitFactory

EXTENSIONS = ("csv", "xlsx", "json")
ADDRESS = "/so-lieu/nhiem-vu-qua-han."


@pytest.fixture
def public(db: None) -> PublicSite:
    """Return the site of an authority."""
    return build_site(name="Ủy ban nhân dân quận Thử", short_name="UBND quận Thử")


def overdue(unit: Unit, *, public: bool = True) -> Directive:
    """Give a unit an overdue task of a dispatch of its own."""
    directive = DirectiveFactory(authority=unit.authority, figures_public=public)
    AssignmentFactory(unit=unit, task=TaskFactory(directive=directive), overdue=True)
    return directive


def words_of(content: bytes, extension: str) -> str:
    """Return every word of a download."""
    if extension != "xlsx":
        return content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(content))
    return "\n".join(
        str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row
    )


def test_table_opens_in_excel_with_vietnamese_headings(public: PublicSite, client: Client) -> None:
    overdue(UnitFactory(authority=public.authority, name="Phòng Nội vụ"))
    response = client.get(f"{ADDRESS}csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="nhiem-vu-qua-han.csv"' in response["Content-Disposition"]
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][:2] == ["Đơn vị", "Kỳ"]
    assert [row[0] for row in rows[1:]] == ["UBND quận Thử", "Phòng Nội vụ"]


def test_json_says_what_the_figure_means_and_how_it_may_be_used(public: PublicSite, client: Client) -> None:
    unit = UnitFactory(authority=public.authority, name="Phòng Nội vụ")
    overdue(unit)
    data = client.get(f"{ADDRESS}json").json()
    assert {"title", "definition", "source", "as_of", "licence", "is_sample"} <= set(data)
    assert data["publisher"] == "Ủy ban nhân dân quận Thử"
    section_of(public, ResultsPage, "ket-qua")
    page, _hash, anchor = client.get(f"{ADDRESS}json").json()["page"].partition("#")
    assert f'id="{anchor}"' in client.get(page).content.decode()
    assert data["rows"][1]["unit_code"] == unit.code
    assert (data["rows"][1]["value"], data["target"]) == (1, 0)


def test_workbook_holds_numbers_as_numbers(public: PublicSite, client: Client) -> None:
    overdue(UnitFactory(authority=public.authority))
    sheet = load_workbook(io.BytesIO(client.get(f"{ADDRESS}xlsx").content)).worksheets[0]
    assert [cell.value for cell in sheet["F"]][1:] == [1, 1]


def test_unit_named_like_a_formula_is_harmless_text(public: PublicSite, client: Client) -> None:
    overdue(UnitFactory(authority=public.authority, name="=HYPERLINK(1)"))
    assert "\n'=HYPERLINK(1)" in client.get(f"{ADDRESS}csv").content.decode().replace("\r", "")
    sheet = load_workbook(io.BytesIO(client.get(f"{ADDRESS}xlsx").content)).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_internal_dispatch_never_reaches_a_download(
    public: PublicSite, client: Client, extension: str
) -> None:
    overdue(UnitFactory(authority=public.authority, name="Phòng có số công khai"))
    before = words_of(client.get(ADDRESS + extension).content, extension)
    secret = overdue(UnitFactory(authority=public.authority, name="Phòng không công khai"), public=False)
    after = words_of(client.get(ADDRESS + extension).content, extension)
    assert after == before
    assert "Phòng có số công khai" in after
    assert secret.subject not in after


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_only_internal_dispatches_leave_nothing_to_download(
    public: PublicSite, client: Client, extension: str
) -> None:
    overdue(UnitFactory(authority=public.authority), public=False)
    assert client.get(ADDRESS + extension).status_code == 404


def test_figures_of_another_authority_are_not_found_here(public: PublicSite, client: Client) -> None:
    foreign = build_site(hostname="khac.example.vn")
    overdue(UnitFactory(authority=foreign.authority))
    assert client.get(f"{ADDRESS}csv").status_code == 404
    assert client.get(f"{ADDRESS}csv", headers={"host": "khac.example.vn"}).status_code == 200


def test_unknown_figure_or_kind_of_file_is_not_found(public: PublicSite, client: Client) -> None:
    overdue(UnitFactory(authority=public.authority))
    for address in ("/so-lieu/khong-co.csv", f"{ADDRESS}pdf"):
        assert client.get(address).status_code == 404
    assert client.post(f"{ADDRESS}csv").status_code == 405


def test_unchanged_figure_is_not_sent_twice(public: PublicSite, client: Client) -> None:
    overdue(UnitFactory(authority=public.authority))
    for extension in EXTENSIONS:
        first = client.get(ADDRESS + extension)
        assert not first.cookies
        assert "public" in first["Cache-Control"]
        asked = {"if-none-match": first["ETag"]}
        assert client.get(ADDRESS + extension, headers=asked).status_code == 304
        overdue(UnitFactory(authority=public.authority))
        assert client.get(ADDRESS + extension, headers=asked).status_code == 200


def test_json_numbers_are_numbers(public: PublicSite, client: Client) -> None:
    overdue(UnitFactory(authority=public.authority))
    text = client.get(f"{ADDRESS}json").content.decode()
    assert isinstance(json.loads(text)["rows"][0]["value"], int)
