"""Templates on screen: uploaded, looked at, put in use and retired by who administers the whole authority."""

import io
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from reform.organisation.capabilities import Role
from reform.registers.models import HistoryEntry, PaperTemplate, TemplateState
from reform.registers.papers import render
from reform.registers.papers.docx_template import official_template
from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of, user_with_role
from tests.registers.helpers import administrator_of, signed_in

from .samples import KIND, built_in_with, decision, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Any:
    return AuthorityFactory()


@pytest.fixture
def browser(authority: Any) -> Client:
    return signed_in(administrator_of(authority))


def address(name: str, *args: Any) -> str:
    return reverse(f"organisation_paper-templates_modeladmin_{name}", args=args)


def upload(browser: Client, authority: Any, content: bytes, **changes: Any) -> Any:
    """Send the form as the browser does."""
    token = browser.get(address("create")).context["form"]["form_token"].value()
    file = SimpleUploadedFile(changes.pop("file_name", "mau.docx"), content)
    given = {"unit": root_of(authority).pk, "kind": KIND.code, "name": "Mẫu của quận", "file": file}
    return browser.post(address("create"), given | {"form_token": str(token), "version": 0} | changes)


def uploaded(browser: Client, authority: Any, content: bytes, **changes: Any) -> PaperTemplate:
    assert upload(browser, authority, content, **changes).status_code == 302
    return PaperTemplate.objects.latest("pk")


def step(browser: Client, template: PaperTemplate, event: str) -> Any:
    template.refresh_from_db()
    return browser.post(address("transition", template.pk, event), {"version": template.version})


def errors_of(answer: Any) -> str:
    return str(answer.context["form"].errors)


def test_template_is_uploaded_put_in_use_and_printed_from(browser: Client, authority: Any) -> None:
    template = uploaded(browser, authority, built_in_with("Trụ sở: số 1 đường Lê Hồng Phong"))
    assert template.state == TemplateState.DRAFT
    page = browser.get(address("inspect", template.pk)).content.decode()
    assert "Mẫu của quận" in page and str(KIND.label) in page
    assert step(browser, template, "put_in_use").status_code == 302
    output = render(KIND, decision(), root=root_of(authority), file_format="docx")
    assert "Trụ sở: số 1 đường Lê Hồng Phong" in texts(Document(io.BytesIO(output.content)))
    step(browser, template, "retire")
    output = render(KIND, decision(), root=root_of(authority), file_format="docx")
    assert "Trụ sở: số 1 đường Lê Hồng Phong" not in texts(Document(io.BytesIO(output.content)))


def test_editions_are_counted_and_a_new_one_in_use_retires_the_old_one(
    browser: Client, authority: Any
) -> None:
    first = uploaded(browser, authority, official_template())
    second = uploaded(browser, authority, official_template())
    assert (first.edition, second.edition) == (1, 2)
    assert second.uploaded_by == browser.get("/admin/").context["user"]
    step(browser, first, "put_in_use")
    step(browser, second, "put_in_use")
    states = dict(PaperTemplate.objects.values_list("edition", "state"))
    assert states == {1: TemplateState.RETIRED, 2: TemplateState.ACTIVE}
    told = HistoryEntry.objects.of(first).values_list("action", flat=True)
    assert sorted(told) == ["create", "put_in_use", "retire"]


def test_history_tells_names_and_not_where_the_file_lies(browser: Client, authority: Any) -> None:
    template = uploaded(browser, authority, official_template())
    history = browser.get(address("history", template.pk)).content.decode()
    assert str(template.file.name) not in history
    assert "Mẫu của quận" in history


def test_unknown_names_are_named_and_nothing_is_kept(browser: Client, authority: Any) -> None:
    answer = upload(browser, authority, built_in_with("{{ paper.so_van_ban }}"))
    assert answer.status_code == 200
    assert "so_van_ban" in errors_of(answer)
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize("name", ["mau.docm", "mau.doc", "mau", "mau.docx.exe"])
def test_file_of_another_ending_is_refused(browser: Client, authority: Any, name: str) -> None:
    answer = upload(browser, authority, official_template(), file_name=name)
    assert "docx" in errors_of(answer)
    assert not PaperTemplate.objects.exists()


def test_template_that_became_unsound_is_not_put_in_use(browser: Client, authority: Any) -> None:
    template = uploaded(browser, authority, official_template())
    storage, path = template.file.storage, str(template.file.name)
    storage.delete(path)
    storage.save(path, SimpleUploadedFile("x", built_in_with("{{ paper.khong_co }}")))
    answer = step(browser, template, "put_in_use")
    assert "khong_co" in answer.content.decode()
    storage.delete(path)
    assert step(browser, template, "put_in_use").status_code == 200
    template.refresh_from_db()
    assert template.state == TemplateState.DRAFT


def test_file_comes_back_as_it_was_and_the_sample_shows_what_it_prints(
    browser: Client, authority: Any
) -> None:
    content = built_in_with("Trụ sở: {{ paper.letterhead.issuer }}")
    template = uploaded(browser, authority, content)
    file = browser.get(address("download", template.pk))
    assert file.content == content
    assert "attachment" in file["Content-Disposition"]
    sample = browser.get(address("sample", template.pk)).content
    assert any(text.startswith("Trụ sở: ỦY BAN") for text in texts(Document(io.BytesIO(sample))))


def test_file_that_is_gone_is_a_404(browser: Client, authority: Any) -> None:
    template = uploaded(browser, authority, official_template())
    template.file.storage.delete(str(template.file.name))
    assert browser.get(address("download", template.pk)).status_code == 404


def test_built_in_template_and_its_samples_can_be_taken(browser: Client) -> None:
    template = browser.get(address("built_in", KIND.code, "template")).content
    assert "{{ paper.number }}" in texts(Document(io.BytesIO(template)))
    sample = browser.get(address("built_in", KIND.code, "sample")).content
    assert "Số: 05/QĐ-UBND" in texts(Document(io.BytesIO(sample)))
    assert browser.get(address("built_in", KIND.code, "pdf")).content.startswith(b"%PDF-")
    for code, what in ((KIND.code, "nothing"), ("no_such_kind", "template")):
        assert browser.get(address("built_in", code, what)).status_code == 404


def test_deleted_templates_file_goes_with_it_and_one_in_use_stays(
    browser: Client, authority: Any, django_capture_on_commit_callbacks: Any
) -> None:
    template = uploaded(browser, authority, official_template())
    step(browser, template, "put_in_use")
    browser.post(address("delete", template.pk), {"reason": "Thừa"})
    assert PaperTemplate.objects.count() == 1
    step(browser, template, "retire")
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(address("delete", template.pk), {"reason": "Thừa"})
    assert not PaperTemplate.objects.exists()
    assert not storages["private"].listdir("paper_templates")[1]


def test_another_authoritys_template_does_not_exist(browser: Client, authority: Any) -> None:
    template = uploaded(browser, authority, official_template())
    stranger = signed_in(administrator_of(AuthorityFactory()))
    for name in ("inspect", "history", "download", "sample", "delete"):
        assert stranger.get(address(name, template.pk)).status_code == 404
    assert step(stranger, template, "put_in_use").status_code == 404
    assert "Mẫu của quận" not in stranger.get(address("index")).content.decode()
    answer = upload(stranger, authority, official_template())
    assert "unit" in answer.context["form"].errors


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.HOME_AFFAIRS, Role.LEADERSHIP])
def test_only_who_administers_the_whole_authority_may_open_the_screens(authority: Any, role: Role) -> None:
    unit = UnitFactory(authority=authority) if role == Role.SYSTEM_ADMINISTRATOR else root_of(authority)
    other = signed_in(user_with_role(role, unit, include_sub_units=True))
    for name in ("index", "create"):
        assert other.get(address(name)).status_code == 302
    assert other.get(address("built_in", KIND.code, "template")).status_code == 302


def test_empty_list_says_what_papers_are_printed_from(browser: Client) -> None:
    page = browser.get(address("index")).content.decode()
    assert str(KIND.label) in page
    assert address("built_in", KIND.code, "template") in page
