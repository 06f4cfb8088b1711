"""Evidence on the screens: kept privately, once, for who may see its record, and removed with a reason."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reform.directives.enums import AssignmentState as State
from reform.directives.models import Assignment
from reform.organisation.capabilities import Role
from reform.organisation.models import Unit, User
from reform.registers.evidence import attach_evidence
from reform.registers.models import Evidence, HistoryEntry
from reform.registers.submissions import create_once
from tests.organisation.factories import UnitFactory, user_with_role

from .helpers import assignment_in, files_kept, pdf, signed_in, zip_with

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.registers.trial")]


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def officer(unit: Unit) -> User:
    return user_with_role(Role.UNIT_OFFICER, unit)


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


def address(action: str, record: Any, *more: str) -> str:
    return reverse(f"trial_assignments_modeladmin_{action}", args=(record.pk, *more))


def attach(client: Client, record: Assignment, upload: Any, **given: Any) -> Any:
    form = client.get(address("attach", record)).context["form"]
    given.setdefault("form_token", str(form["form_token"].value()))
    return client.post(address("attach", record), given | {"file": upload})


def test_evidence_is_kept_with_name_type_size_and_fingerprint(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    assert attach(client, record, pdf(), description="Trang 3").status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.name, evidence.media_type) == ("Báo cáo tháng 9.pdf", "application/pdf")
    assert len(evidence.sha256) == 64
    assert "Báo cáo" not in str(evidence.file.name)
    response = client.get(reverse("registers_evidence", args=[evidence.pk]))
    assert b"".join(response) == pdf().read()
    assert response["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''B%C3%A1o%20c%C3%A1o%20th%C3%A1ng%209.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_double_click_keeps_one_file(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    token = str(client.get(address("attach", record)).context["form"]["form_token"].value())
    for _ in range(2):
        attach(client, record, pdf(), form_token=token)
    assert Evidence.objects.count() == 1


def test_a_record_that_moved_on_while_a_file_came_takes_it_no_more(
    client: Client, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = assignment_in(State.ACCEPTED, unit)

    def create_late(*args: Any, **kwargs: Any) -> Any:
        Assignment.objects.filter(pk=record.pk).update(state=State.COMPLETED)
        return create_once(*args, **kwargs)

    monkeypatch.setattr("reform.registers.admin.views.evidence.create_once", create_late)
    assert attach(client, record, pdf()).status_code == 200
    assert not Evidence.objects.exists()


def test_a_form_token_of_somebody_else_enters_nothing_and_breaks_nothing(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    token = str(client.get(address("attach", record)).context["form"]["form_token"].value())
    attach(signed_in(user_with_role(Role.UNIT_OFFICER, unit)), record, pdf(), form_token=token)
    assert attach(client, record, pdf(), form_token=token).status_code == 302
    assert Evidence.objects.count() == 1


def test_the_answer_names_the_identifier_that_the_history_keeps(client: Client, unit: Unit) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    response = attach(client, record, pdf())
    entry = HistoryEntry.objects.of(record).get(action="attach_evidence")
    assert entry.request_id == response["X-Request-Id"]


@pytest.mark.parametrize(
    "upload",
    [
        pdf("report.exe", b"MZ\x90\x00"),
        pdf("report.pdf", b"MZ\x90\x00" * 50),
        pdf("report.docx", zip_with("evil.txt")),
        pdf("report.docx", b"no archive"),
        pdf("empty.pdf", b""),
        pdf("page.html", b"<script>alert(1)</script>"),
        pdf("picture.png", b"<svg/>"),
        pdf("no_ending", b"text"),
        pdf("binary.txt", b"\x00\x01\x02"),
    ],
    ids=lambda upload: f"{upload.name}-{upload.size}",
)
def test_a_file_that_is_not_what_it_says_is_refused(client: Client, unit: Unit, upload: Any) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    upload.seek(0)
    assert attach(client, record, upload).status_code == 200
    assert not Evidence.objects.exists()
    assert files_kept() == []


def test_a_file_that_is_too_large_is_refused(client: Client, unit: Unit, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    record = assignment_in(State.ACCEPTED, unit)
    response = attach(client, record, pdf())
    assert "file" in response.context["form"].errors


def test_evidence_of_a_foreign_record_does_not_exist(client: Client) -> None:
    foreign = assignment_in(State.ACCEPTED, UnitFactory())
    evidence = attach_evidence(foreign, actor=user_with_role(Role.UNIT_OFFICER, foreign.unit), upload=pdf())
    for name in ("registers_evidence", "registers_evidence_remove"):
        assert client.get(reverse(name, args=[evidence.pk])).status_code == 404
        assert client.get(reverse(name, args=[evidence.pk + 1000])).status_code == 404
    assert (
        client.post(reverse("registers_evidence_remove", args=[evidence.pk]), {"reason": "x"}).status_code
        == 404
    )


def test_evidence_is_removed_with_a_reason_and_stays_told(
    client: Client, unit: Unit, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    evidence = attach_evidence(record, actor=officer, upload=pdf())
    remove = reverse("registers_evidence_remove", args=[evidence.pk])
    assert client.post(remove, {"reason": " "}).status_code == 200
    assert len(files_kept()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(remove, {"reason": "Nhầm tệp"}).status_code == 302
    assert files_kept() == []
    assert client.get(reverse("registers_evidence", args=[evidence.pk])).status_code == 404
    page = client.get(address("inspect", record)).content.decode()
    assert "Nhầm tệp" in page
    assert evidence.name in page
    assert HistoryEntry.objects.of(record).first().reason == "Nhầm tệp"  # type: ignore[union-attr]


def test_who_only_reads_neither_adds_nor_removes_evidence(unit: Unit, officer: User) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    evidence = attach_evidence(record, actor=officer, upload=pdf())
    auditor = signed_in(user_with_role(Role.AUDITOR, unit))
    assert auditor.get(address("attach", record))["Location"] == "/admin/"
    removal = auditor.post(reverse("registers_evidence_remove", args=[evidence.pk]), {"reason": "x"})
    assert removal["Location"] == "/admin/"
    assert auditor.get(reverse("registers_evidence", args=[evidence.pk])).status_code == 200


def test_evidence_is_never_in_the_public_media_folder(client: Client, unit: Unit, settings: Any) -> None:
    record = assignment_in(State.ACCEPTED, unit)
    attach(client, record, pdf())
    path = Evidence.objects.get().file.path
    assert path.startswith(str(settings.PRIVATE_MEDIA_ROOT))
    assert not path.startswith(str(settings.MEDIA_ROOT))
