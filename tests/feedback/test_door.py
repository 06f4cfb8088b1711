"""What the public door lets in and out."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from reform.feedback.models import CitizenMessage, PageRating, PageRemark, SatisfactionCount
from reform.feedback.services import erase_personal_data
from reform.feedback.workflow import MESSAGES
from reform.organisation.capabilities import Role
from reform.publication import submissions
from reform.registers.admin import record_url
from reform.registers.models import HistoryEntry
from tests.directives.roles import build_house
from tests.feedback.factories import ANSWER, CategoryFactory, CitizenMessageFactory
from tests.organisation.factories import AuthorityFactory, CalendarDayFactory

pytestmark = pytest.mark.django_db

SECRETS = ("Trần Thị Bí Mật", "0912 345 678", "bimat@example.vn", "Cha mẹ ở hai phường")


def send(**values: Any) -> submissions.Receipt:
    """Send a question as the form does."""
    if "authority" not in values:
        values["authority"] = AuthorityFactory()
    if "category_id" not in values:
        values["category_id"] = CategoryFactory(authority=values["authority"]).pk
    usual = {"kind": "question", "subject": "Khai sinh", "text": "Nộp ở đâu?"}
    return submissions.submit(**usual | values)


def test_answer_is_due_in_fifteen_working_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 8, 31))
    CalendarDayFactory(day=date(2026, 9, 2))
    assert send().due_on == date(2026, 9, 22)


def test_code_is_found_however_it_is_typed_and_only_at_its_own_authority() -> None:
    authority = AuthorityFactory()
    receipt = send(authority=authority)
    for typed in (receipt.code, receipt.code.lower().replace("-", " "), receipt.code.replace("-", "")):
        found = submissions.find_by_code(authority, typed)
        assert found is not None
        assert found.subject == "Khai sinh"
    assert submissions.find_by_code(AuthorityFactory(), receipt.code) is None
    for wrong in ("", "0000000000", "x" * 500, "%", "\x00"):
        assert submissions.find_by_code(authority, wrong) is None


def test_message_without_text_or_with_a_foreign_category_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(ValidationError, match="nội dung"):
        send(text="  ")
    with pytest.raises(ValidationError):
        send(category_id=CategoryFactory().pk)
    with pytest.raises(ValidationError):
        send(text="x" * 5001)
    assert not CitizenMessage.objects.exists()


def test_program_that_calls_itself_a_photo_is_refused() -> None:
    for name, content in (
        ("anh.jpg", b"MZ\x90\x00 program"),
        ("virus.exe", b"MZ\x90\x00"),
        ("hinh.svg", b"<svg onload='alert(1)'/>"),
        ("bang.csv", b"a,b"),
    ):
        with pytest.raises(ValidationError) as refusal:
            send(attachment=SimpleUploadedFile(name, content))
        assert "attachment" in refusal.value.message_dict
    assert not CitizenMessage.objects.exists()


def test_answer_is_told_only_once_the_head_has_given_it() -> None:
    house = build_house()
    receipt = send(authority=house.authority)
    message = CitizenMessage.objects.get()
    MESSAGES.perform(message, "route", actor=house.home_affairs, inputs={"unit": house.unit})
    MESSAGES.perform(message, "prepare_answer", actor=house.officer, inputs={"answer": ANSWER})
    found = submissions.find_by_code(house.authority, receipt.code)
    assert found is not None
    assert found.answer == ""
    MESSAGES.perform(message, "give_answer", actor=house.head)
    found = submissions.find_by_code(house.authority, receipt.code)
    assert found is not None
    assert found.answer == ANSWER


def test_published_are_the_public_words_of_the_own_authority_alone() -> None:
    mine = CitizenMessageFactory(
        state="published", public_question="Nộp ở đâu?", answer=ANSWER, published_on=date(2026, 11, 20)
    )
    for other in ("answered", "routed", "refused", "spam"):
        CitizenMessageFactory(authority=mine.authority, state=other, answer=ANSWER)
    CitizenMessageFactory(state="published", public_question="Nơi khác", answer=ANSWER)
    answers = submissions.published_answers(mine.authority)
    assert len(answers) == 1
    assert answers[0].question == "Nộp ở đâu?"
    assert not any(secret in repr(answers[0]) for secret in SECRETS)
    assert list(submissions.published_answers(mine.authority, category_id=mine.category_id)[:5])
    assert len(submissions.published_answers(mine.authority, category_id=mine.category_id + 1)) == 0


def test_a_page_of_answers_costs_the_same_whatever_their_number(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    authority = AuthorityFactory()
    for _number in range(5):
        CitizenMessageFactory(authority=authority, state="published", public_question="Hỏi", answer=ANSWER)
    with django_assert_num_queries(1):
        assert len(submissions.published_answers(authority)[:5]) == 5


def test_erasing_leaves_no_personal_data_anywhere_and_what_was_published() -> None:
    named = f"Gửi bà {SECRETS[0]}: {ANSWER}"
    long_ago = {"closed_on": date(2025, 1, 2), "answered_on": date(2025, 1, 2)}
    closed = CitizenMessageFactory(
        state="answered", answer=named, note=f"Bà {SECRETS[0]} đã hỏi", refusal=SECRETS[0], **long_ago
    )
    public = CitizenMessageFactory(
        state="published",
        answer=ANSWER,
        public_question="Nộp ở đâu?",
        published_on=date(2025, 1, 3),
        **long_ago,
    )
    forgotten = CitizenMessageFactory(state="routed", due_on=date(2024, 11, 1))
    young = CitizenMessageFactory(state="answered", closed_on=date(2026, 11, 1))
    waiting = CitizenMessageFactory(state="routed")
    assert erase_personal_data(date(2026, 11, 25)) == 3
    assert erase_personal_data(date(2026, 11, 25)) == 0
    closed.refresh_from_db()
    assert closed.answer == closed.note == closed.refusal == ""
    for erased in (closed, public, forgotten):
        row = CitizenMessage.objects.filter(pk=erased.pk).values().get()
        assert not any(secret in str(value) for secret in SECRETS for value in row.values())
    public.refresh_from_db()
    assert public.answer == ANSWER
    for kept in (young, waiting):
        kept.refresh_from_db()
        assert kept.contact_name == SECRETS[0]


def test_daily_job_erases() -> None:
    CitizenMessageFactory(state="answered", closed_on=date(2020, 1, 2))
    call_command("erase_personal_data")
    assert CitizenMessage.objects.get().erased_on is not None


def test_history_holds_nothing_of_the_sender() -> None:
    authority = AuthorityFactory()
    send(
        authority=authority, text="Cha mẹ ở hai phường", contact_name="Trần Thị Bí Mật", phone="0912 345 678"
    )
    told = " ".join(f"{entry.record_label} {entry.changes}" for entry in HistoryEntry.objects.all())
    assert told
    assert not any(secret in told for secret in SECRETS)


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.AUDITOR])
def test_who_only_reads_along_reads_an_answer_once_it_is_published(role: Role, client: Client) -> None:
    house = build_house()
    message = CitizenMessageFactory(unit=house.unit, state="answered", answer=ANSWER, note="Hỏi lần hai")
    client.force_login(house.people[role])
    page = client.get(record_url(message)).content.decode()
    assert ANSWER not in page
    assert message.note not in page
    CitizenMessage.objects.update(
        state="published", public_question="Nộp ở đâu?", published_on=date(2026, 11, 3)
    )
    assert ANSWER in client.get(record_url(message)).content.decode()


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.AUDITOR])
def test_who_only_reads_along_sees_the_message_but_not_who_sent_what(role: Role, client: Client) -> None:
    house = build_house()
    message = CitizenMessageFactory(unit=house.unit, state="routed")
    client.force_login(house.people[role])
    address = record_url(message)
    assert address
    page = client.get(address)
    assert page.status_code == 200
    for shown in (
        page,
        client.get("/admin/feedback/messages/"),
        client.get(f"{address}".replace("inspect", "history")),
    ):
        assert not any(secret in shown.content.decode() for secret in SECRETS)
    assert client.get(f"/admin/feedback/messages/attachment/{message.pk}/").status_code in (302, 404)


def test_who_handles_it_sees_who_sent_what(client: Client) -> None:
    house = build_house()
    message = CitizenMessageFactory(unit=house.unit, state="routed")
    for person in (house.officer, house.head, house.home_affairs):
        client.force_login(person)
        page = client.get(record_url(message) or "").content.decode()
        assert all(secret in page for secret in SECRETS)


def test_ratings_are_counted_by_day() -> None:
    page = Page.get_first_root_node()
    assert page is not None
    for useful in (True, True, False):
        submissions.record_rating(page, useful=useful)
    submissions.record_satisfaction(page, "very")
    submissions.record_satisfaction(page, "very")
    submissions.record_remark(page, "Thiếu giờ làm việc")
    rating = PageRating.objects.get()
    assert (rating.useful, rating.not_useful) == (2, 1)
    assert SatisfactionCount.objects.get().count == 2
    assert PageRemark.objects.get().text == "Thiếu giờ làm việc"
