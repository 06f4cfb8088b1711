"""The jobs that no user starts."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment
from reform.organisation.capabilities import Role
from tests.directives.factories import AssignmentFactory
from tests.organisation.factories import UnitFactory, user_with_role

pytestmark = pytest.mark.django_db


def test_a_round_publishes_scheduled_pages() -> None:
    page = Page.get_first_root_node().add_child(instance=Page(title="Tin hẹn giờ", live=False))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("keep_schedule", "--once")
    page.refresh_from_db()
    assert page.live


def test_a_round_accepts_what_a_unit_left_unanswered_and_ends_expired_rights() -> None:
    silent = AssignmentFactory(waiting=True)
    Assignment.objects.filter(pk=silent.pk).update(assigned_on=timezone.localdate() - timedelta(days=30))
    officer = user_with_role(Role.UNIT_OFFICER, UnitFactory())
    officer.role_assignments.update(valid_to=timezone.localdate() - timedelta(days=1))
    call_command("keep_schedule", "--once")
    silent.refresh_from_db()
    assert silent.state == AssignmentState.ACCEPTED
    assert not officer.groups.exists()


def test_a_failing_job_does_not_keep_the_others_from_running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "config.management.commands.keep_schedule.EVERY_MINUTE", ("no_such_job", "publish_scheduled")
    )
    silent = AssignmentFactory(waiting=True)
    Assignment.objects.filter(pk=silent.pk).update(assigned_on=timezone.localdate() - timedelta(days=30))
    call_command("keep_schedule", "--once")
    silent.refresh_from_db()
    assert silent.state == AssignmentState.ACCEPTED
