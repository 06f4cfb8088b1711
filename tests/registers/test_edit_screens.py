"""Entering, changing and deleting: nothing typed is lost, nothing happens twice."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from reform.directives.enums import AssignmentState as State
from reform.directives.models import Assignment
from reform.directives.workflow import ASSIGNMENTS
from reform.organisation.models import Authority, CalendarDay, Unit, User
from reform.registers.models import HistoryEntry
from reform.registers.records import StaleRecord
from reform.registers.workflow import TransitionRefused
from tests.organisation.factories import AuthorityFactory, CalendarDayFactory, UnitFactory, root_of

from .helpers import administrator_of, assignment_in, home_affairs_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def administrator(authority: Authority) -> User:
    return administrator_of(authority)


@pytest.fixture
def client(administrator: User) -> Client:
    return signed_in(administrator)


@pytest.fixture
def unit(authority: Authority) -> Unit:
    return UnitFactory(authority=authority, name="Phòng Nội vụ", aliases=["Phòng NV"])


def edit(unit: Unit) -> str:
    return reverse("organisation_units_modeladmin_edit", args=[unit.pk])


def typed(unit: Unit, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends for a unit's form."""
    return {
        "authority": unit.authority_id,
        "parent": unit.parent_id,
        "name": unit.name,
        "short_name": unit.short_name,
        "code": unit.code,
        "aliases": "\n".join(unit.aliases),
        "kind": unit.kind,
        "cluster": unit.cluster,
        "position": unit.position,
        "phone": unit.phone,
        "email": unit.email,
        "address": unit.address,
        "version": unit.version,
    } | changes


def test_a_change_is_saved_and_told(client: Client, unit: Unit, administrator: User) -> None:
    assert client.post(edit(unit), typed(unit, name="Phòng Nội vụ và Lao động")).status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.version) == ("Phòng Nội vụ và Lao động", 1)
    entry = HistoryEntry.objects.of(unit).get()
    assert entry.actor == administrator
    assert [change["field"] for change in entry.changes] == ["name"]


def test_a_save_over_a_newer_save_shows_both_versions_and_loses_nothing(client: Client, unit: Unit) -> None:
    client.post(edit(unit), typed(unit, name="Tên của người kia", phone="0225 1"))
    response = client.post(edit(unit), typed(unit, name="Tên của tôi", address="Số 1, Đằng Hải"))
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("Tên của người kia", "Tên của tôi", "0225 1", "Số 1, Đằng Hải"):
        assert words in page
    unit.refresh_from_db()
    assert unit.name == "Tên của người kia"
    assert response.context["form"]["name"].value() == "Tên của tôi"
    assert response.context["form"]["version"].value() == "1"


def test_what_only_the_other_person_changed_stands_in_the_form_and_survives_the_second_save(
    client: Client, unit: Unit
) -> None:
    old_phone = unit.phone
    client.post(edit(unit), typed(unit, name="Tên của người kia", phone="0225 1"))
    refused = client.post(edit(unit), typed(unit, phone=old_phone, address="Số 1, Đằng Hải"))
    assert refused.status_code == 409
    form = refused.context["form"]
    shown = {name: form[name].value() for name in ("name", "phone", "address")}
    assert shown == {"name": "Tên của người kia", "phone": "0225 1", "address": "Số 1, Đằng Hải"}
    assert {row.name for row in refused.context["conflict"] if not row.is_taken_over} == {"address"}
    assert client.post(edit(unit), form.data).status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.phone, unit.address) == ("Tên của người kia", "0225 1", "Số 1, Đằng Hải")


def test_after_seeing_both_versions_one_may_knowingly_save_the_own(client: Client, unit: Unit) -> None:
    client.post(edit(unit), typed(unit, name="Tên của người kia"))
    again = client.post(edit(unit), typed(unit, name="Tên của tôi")).context["form"]["version"].value()
    assert client.post(edit(unit), typed(unit, name="Tên của tôi", version=again)).status_code == 302
    unit.refresh_from_db()
    assert unit.name == "Tên của tôi"


def test_a_form_without_its_version_saves_nothing(client: Client, unit: Unit) -> None:
    assert client.post(edit(unit), typed(unit, name="Khác", version="")).status_code == 200
    unit.refresh_from_db()
    assert unit.name == "Phòng Nội vụ"


@pytest.mark.parametrize("version", ["abc", "-1", "99999999999999999999999"])
def test_a_forged_version_saves_nothing(client: Client, unit: Unit, version: str) -> None:
    assert client.post(edit(unit), typed(unit, name="Khác", version=version)).status_code in (200, 409)
    unit.refresh_from_db()
    assert unit.name == "Phòng Nội vụ"


def test_a_wrong_form_is_shown_again_with_everything_typed(client: Client, unit: Unit) -> None:
    response = client.post(edit(unit), typed(unit, name="", phone="0225 99"))
    assert "name" in response.context["form"].errors
    assert response.context["form"]["phone"].value() == "0225 99"


def test_what_the_record_itself_refuses_is_said_at_its_field(client: Client, unit: Unit) -> None:
    response = client.post(edit(unit), typed(unit, code="UBND"))
    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_foreign_choice_is_refused(client: Client, unit: Unit) -> None:
    foreign = UnitFactory()
    response = client.post(edit(unit), typed(unit, parent=foreign.pk))
    assert "parent" in response.context["form"].errors
    assert foreign.name not in client.get(edit(unit)).content.decode()


def test_fields_outside_the_form_cannot_be_set(client: Client, unit: Unit) -> None:
    client.post(edit(unit), typed(unit, valid_to="2022-01-01", is_sample="on", successor=unit.parent_id))
    unit.refresh_from_db()
    assert (unit.valid_to, unit.is_sample, unit.successor_id) == (None, False, None)


def deletion(day: CalendarDay) -> str:
    return reverse("organisation_calendar_modeladmin_delete", args=[day.pk])


def test_a_record_is_deleted_with_a_reason_only(client: Client, authority: Authority) -> None:
    day = CalendarDayFactory(authority=authority)
    assert client.get(deletion(day)).status_code == 200
    assert client.post(deletion(day), {"reason": " "}).status_code == 200
    assert CalendarDay.objects.count() == 1
    assert client.post(deletion(day), {"reason": "Nhập nhầm"}).status_code == 302
    assert not CalendarDay.objects.exists()
    assert HistoryEntry.objects.get(action="delete").reason == "Nhập nhầm"


def test_what_is_never_deleted_has_no_way_to_be_deleted(client: Client, unit: Unit) -> None:
    address = reverse("organisation_units_modeladmin_delete", args=[unit.pk])
    assert client.post(address, {"reason": "x"})["Location"] == "/admin/"
    assert Unit.objects.filter(pk=unit.pk).exists()


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run jobs in threads that start together; return what each gave or raised."""
    barrier, outcomes = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(index: int, job: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            outcomes[index] = job()
        except Exception as error:
            outcomes[index] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_save_one_version(authority: Authority, unit: Unit) -> None:
    first, second = signed_in(administrator_of(authority)), signed_in(administrator_of(authority))
    outcomes = at_once(
        lambda: first.post(edit(unit), typed(unit, name="Tên thứ nhất")).status_code,
        lambda: second.post(edit(unit), typed(unit, name="Tên thứ hai")).status_code,
    )
    assert sorted(outcomes) == [302, 409]
    assert HistoryEntry.objects.of(unit).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_transitions_at_once_are_done_once(unit: Unit) -> None:
    record = assignment_in(State.ASSIGNED, unit)

    def accept() -> Any:
        return ASSIGNMENTS.perform(Assignment.objects.get(pk=record.pk), "accept", actor=None)

    outcomes = at_once(accept, accept, accept)
    refused = [item for item in outcomes if isinstance(item, TransitionRefused | StaleRecord)]
    assert len(refused) == 2
    assert HistoryEntry.objects.of(record).filter(action="accept").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_enters_one_record(authority: Authority) -> None:
    client = signed_in(administrator_of(authority))
    create = reverse("organisation_calendar_modeladmin_create")
    token = str(client.get(create).context["form"]["form_token"].value())
    given = {"day": "2022-09-01", "kind": "holiday", "name": "Nghỉ lễ", "authority": authority.pk}
    cookies = client.cookies

    def send() -> int:
        browser = Client()
        browser.cookies = cookies
        return browser.post(create, given | {"form_token": token, "version": 0}).status_code

    assert at_once(send, send) == [302, 302]
    assert CalendarDay.objects.filter(authority=authority).count() == 1


def test_home_affairs_has_no_business_with_accounts(authority: Authority) -> None:
    chief = signed_in(home_affairs_of(authority))
    for name in ("authorities", "units", "users", "roles", "calendar"):
        assert chief.get(reverse(f"organisation_{name}_modeladmin_index"))["Location"] == "/admin/"
        record = root_of(authority)
        assert (
            chief.get(reverse("organisation_units_modeladmin_inspect", args=[record.pk])).status_code == 404
        )
