"""History is written once: neither code nor SQL changes it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from reform.organisation.models import CalendarDay
from reform.registers.history import snapshot, write_history
from reform.registers.models import HistoryEntry
from reform.registers.models.history import HistoryIsAppendOnly
from reform.registers.records import (
    StaleRecord,
    create_record,
    delete_record,
    history_of_changes,
    update_record,
)
from tests.organisation.factories import CalendarDayFactory, UserFactory

pytestmark = pytest.mark.django_db


def new_entry() -> HistoryEntry:
    day = CalendarDayFactory()
    return write_history(day, actor=UserFactory(), action="edit", changes=[])


def test_code_cannot_change_an_entry() -> None:
    entry = new_entry()
    entry.reason = "khác"
    with pytest.raises(HistoryIsAppendOnly):
        entry.save()
    with pytest.raises(HistoryIsAppendOnly):
        entry.delete()
    with pytest.raises(HistoryIsAppendOnly):
        HistoryEntry.objects.update(reason="khác")
    with pytest.raises(HistoryIsAppendOnly):
        HistoryEntry.objects.all().delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE registers_historyentry SET reason = 'khác'",
        "DELETE FROM registers_historyentry",
        # SQLite knows no TRUNCATE.
        *(["TRUNCATE registers_historyentry"] if connection.vendor == "postgresql" else []),
    ],
)
def test_the_database_itself_refuses_to_change_an_entry(statement: str) -> None:
    new_entry()
    # PostgreSQL empties no table of which a deferred check is still to come.
    connection.check_constraints()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert HistoryEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_be_emptied_all_the_same() -> None:
    new_entry()
    assert HistoryEntry.objects.count() == 1


def test_a_password_never_enters_the_history() -> None:
    user = UserFactory()
    assert user.password not in str(snapshot(user))
    assert "password" not in snapshot(user)


def test_a_new_record_is_told_with_its_values() -> None:
    day = CalendarDay(day="2022-09-02", kind="holiday", name="Quốc khánh")
    create_record(day, actor=UserFactory())
    entry = HistoryEntry.objects.of(day).get()
    assert entry.action == "create"
    assert {"field": "name", "old": "", "new": "Quốc khánh"} in entry.changes


def test_yes_and_no_and_lists_are_told_in_words() -> None:
    user = UserFactory(unit__aliases=["Phòng NV", "Nội vụ"])
    user.is_active = False
    update_record(user, actor=None, expected_version=0)
    (change,) = HistoryEntry.objects.of(user).get().changes
    assert (change["old"], change["new"]) == ("Có", "Không")
    assert snapshot(user.unit)["aliases"] == "Phòng NV, Nội vụ"


def test_the_history_is_in_the_portals_language_whoever_writes_it() -> None:
    day = CalendarDay(day="2022-09-02", kind="holiday", name="Quốc khánh")
    with translation.override("en"):
        create_record(day, actor=UserFactory())
    assert {"field": "kind", "old": "", "new": "Ngày nghỉ"} in HistoryEntry.objects.of(day).get().changes


def test_only_what_changed_is_told() -> None:
    day = CalendarDayFactory(name="Quốc khánh")
    day.name = "Quốc khánh 2/9"
    update_record(day, actor=UserFactory(), expected_version=0)
    assert HistoryEntry.objects.of(day).get().changes == [
        {"field": "name", "old": "Quốc khánh", "new": "Quốc khánh 2/9"}
    ]


def test_a_refused_record_leaves_nothing_behind() -> None:
    with pytest.raises(ValidationError):
        create_record(CalendarDay(day="2022-09-02", kind="nonsense", name=""), actor=None)
    assert not CalendarDay.objects.exists()
    assert not HistoryEntry.objects.exists()


def test_an_older_version_is_not_saved_over_a_newer_one() -> None:
    day = CalendarDayFactory(name="Cũ")
    mine, theirs = CalendarDay.objects.get(pk=day.pk), CalendarDay.objects.get(pk=day.pk)
    theirs.name = "Của người khác"
    update_record(theirs, actor=None, expected_version=0)
    mine.name = "Của tôi"
    with pytest.raises(StaleRecord):
        update_record(mine, actor=None, expected_version=0)
    assert CalendarDay.objects.get().name == "Của người khác"


def test_a_deletion_keeps_its_history_and_its_reason() -> None:
    day = CalendarDayFactory(name="Nhập nhầm")
    delete_record(day, actor=UserFactory(), reason="Nhập nhầm ngày")
    entry = HistoryEntry.objects.get()
    assert (entry.action, entry.reason) == ("delete", "Nhập nhầm ngày")
    assert {"field": "name", "old": "Nhập nhầm", "new": ""} in entry.changes


def test_a_deletion_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="reason"):
        delete_record(CalendarDayFactory(), actor=None, reason=" ")
    assert CalendarDay.objects.count() == 1


def test_a_service_that_fails_leaves_neither_change_nor_history() -> None:
    day = CalendarDayFactory(name="Cũ")
    with pytest.raises(RuntimeError), history_of_changes(day, actor=None, action="edit"):
        CalendarDay.objects.filter(pk=day.pk).update(name="Mới")
        raise RuntimeError
    assert CalendarDay.objects.get().name == "Cũ"
    assert not HistoryEntry.objects.exists()
