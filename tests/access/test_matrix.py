"""Every role × every address of the admin, own and foreign records: `config.access` holds the table."""

import re
from collections import Counter
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from config.access import matrix
from config.access.marks import mark
from config.access.matrix import quiet_surroundings, stale_rules, uncovered_routes, walk
from config.access.places import EVERYBODY, OUTSIDERS, Place
from config.access.routes import Route, admin_routes
from config.access.rules import rule_for
from config.access.sight import SEALED, SIGHT
from config.access.world import build_world
from reform.directives.models import Task
from reform.initiatives import discretion
from reform.initiatives.models import Review
from reform.organisation.models import Authority, User
from reform.registers.models import Evidence, HistoryEntry
from reform.registers.permissions import policy_for
from tests.access.english import english_on

TASKS = "directives_tasks_modeladmin_"


def routes_called(*names: str) -> list[Route]:
    """Return the addresses with these names."""
    return [route for route in admin_routes() if route.name in names]


# That policies leave the same records on every database is asked in tests/registers/test_policies.py.
@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("letter", EVERYBODY + OUTSIDERS)
def test_nobody_meets_anything_but_what_the_table_says(letter: str) -> None:
    with quiet_surroundings():
        # The installer alone meets Wagtail's screens of its own set-up, some of whose words are data.
        findings = walk(build_world(), letter, look=None if letter == "I" else english_on)
    assert len({cell.route for cell in findings.cells}) == len({route.name for route in admin_routes()})
    assert not findings.faults, "\n".join(findings.faults)


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("letter", EVERYBODY)
def test_every_link_of_the_dashboard_and_its_menu_opens(letter: str) -> None:
    with quiet_surroundings():
        client = Client()
        client.force_login(build_world().people[letter])  # type: ignore[arg-type]
        home = reverse("wagtailadmin_home")
        dashboard = client.get(home, secure=True).content.decode()
        links = {unescape(link) for link in re.findall(r'(?:href=|"url": )"(/admin/[^"#]*)"', dashboard)}
        assert reverse("wagtailadmin_account") in links
        for link in links:
            # The tree of pages leads on to the pages of the own site.
            answer = client.get(link, secure=True)
            led_to = getattr(answer, "url", link)
            assert answer.status_code in (200, 302) and (led_to == link or led_to != home), link


def test_every_address_of_the_admin_has_a_rule() -> None:
    assert len(admin_routes()) > 250
    assert not uncovered_routes()


def test_no_rule_is_about_an_address_that_is_gone() -> None:
    assert not stale_rules()


def test_a_new_address_without_a_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Route("directives_tasks_modeladmin_shred", "admin/directives/tasks/shred/", ())
    monkeypatch.setattr(matrix, "admin_routes", lambda: [*admin_routes(), new])
    assert uncovered_routes() == [f"No rule covers {new.name} ({new.pattern})."]


def test_no_address_of_a_register_is_covered_by_a_wildcard() -> None:
    for route in admin_routes():
        rule = rule_for(route)
        if rule is not None and not route.name.startswith(("wagtail", "admin/")):
            assert "*" not in rule.names, route.name


@pytest.mark.django_db
def test_every_kind_of_the_table_is_in_the_world() -> None:
    with quiet_surroundings():
        world = build_world()
    for kind, seers in SIGHT.items():
        for place, seen_by in zip(Place, seers, strict=True):
            assert bool(world.get(kind, place)) == (bool(seen_by) or kind in SEALED), (kind, place)


@pytest.mark.django_db
def test_a_policy_that_lets_everybody_see_everything_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_for(Task)
    monkeypatch.setattr(policy, "viewable_q", lambda user: Q())
    monkeypatch.setattr(policy, "may_view", lambda user, record: True)
    with quiet_surroundings():
        findings = walk(build_world(), "O", routes_called(f"{TASKS}inspect", f"{TASKS}index"))
    told = "\n".join(findings.faults)
    assert "inspect; task foreign): shown (200), must be absent" in told
    assert "index; own): shows task foreign" in told


@pytest.mark.django_db
def test_a_screen_that_forgets_the_scope_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that is filled past the policy is given away by the words on it."""
    from reform.registers.admin import admin_for

    screens: Any = admin_for(Task)
    monkeypatch.setattr(screens, "list_columns", [*screens.list_columns, leaking_column()])
    with quiet_surroundings():
        findings = walk(build_world(), "O", routes_called(f"{TASKS}index"))
    assert any("shows task foreign" in fault for fault in findings.faults)


def leaking_column() -> Any:
    """Return a column that shows every task there is."""
    from reform.registers.admin import Column

    return Column("leak", sort="", value=lambda record: [str(task) for task in Task.objects.all()])


@pytest.mark.django_db
def test_a_refused_request_that_writes_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def write_and_refuse(policy: Any, user: Any) -> bool:
        Authority.objects.update(phone="1")
        return False

    monkeypatch.setattr(type(policy_for(Task)), "may_create", write_and_refuse)
    with quiet_surroundings():
        findings = walk(build_world(), "A", routes_called(f"{TASKS}create"))
    assert any("wrote to organisation_authority" in fault for fault in findings.faults)


@pytest.mark.django_db
def test_what_the_council_found_is_guarded_beyond_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """An initiative in sight is not read whole: opinion, confidential words and members' sheets are apart."""
    monkeypatch.setattr(discretion, "result_is_out", lambda initiative: True)
    monkeypatch.setattr(discretion, "_handles", lambda user, initiative: True)
    monkeypatch.setattr(policy_for(Review), "viewable_q", lambda user: Q())
    monkeypatch.setattr(policy_for(Review), "may_view", lambda user, record: True)
    screens = "initiatives_initiatives_modeladmin_"
    with quiet_surroundings():
        world = build_world()
        unit = walk(world, "O", routes_called(f"{screens}inspect", f"{screens}history", f"{screens}compare"))
        office = walk(world, "E", routes_called("initiatives_reviews_modeladmin_inspect"))
    told = "\n".join(unit.faults + office.faults)
    for screen, shown in [
        ("inspect; judged_initiative own", "verdict own"),
        ("history; judged_initiative own", "verdict own"),
        ("inspect; shared_initiative own", "kept_secret own"),
        ("history; shared_initiative own", "kept_secret own"),
        ("compare; shared_initiative own", "kept_secret own"),
        ("inspect; sealed_review own", "sealed_review own"),
    ]:
        assert f"{screen}): shows {shown}." in told


def counts() -> Counter[str]:
    """Return how many rows there are of what the world writes."""
    return Counter(
        {model.__name__: model.objects.count() for model in (Authority, User, Evidence, HistoryEntry)}
    )


@pytest.mark.django_db
def test_the_command_prints_the_matrix_and_leaves_nothing_behind() -> None:
    before, out = counts(), StringIO()
    call_command("check_unit_scope", "--roles", "NZ", stdout=out)
    assert "directives_tasks_modeladmin_inspect task" in out.getvalue()
    assert counts() == before
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))
    assert not list(settings.PRIVATE_MEDIA_ROOT.rglob("*.*"))


@pytest.mark.django_db
def test_the_command_fails_and_names_what_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Route("something_new", "admin/something-new/", ())
    monkeypatch.setattr(matrix, "admin_routes", lambda: [*routes_called(f"{TASKS}index"), new])
    monkeypatch.setattr(policy_for(Task), "viewable_q", lambda user: Q())
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command("check_unit_scope", "--roles", "O", stdout=StringIO(), stderr=errors)
    assert "No rule covers something_new" in errors.getvalue()
    assert "shows task foreign" in errors.getvalue()


def test_the_command_refuses_a_letter_that_is_no_role() -> None:
    with pytest.raises(CommandError, match="Q"):
        call_command("check_unit_scope", "--roles", "Q")


def test_the_first_rule_that_covers_an_address_counts() -> None:
    route = next(route for route in admin_routes() if route.name == f"{TASKS}inspect")
    rule = rule_for(route)
    assert rule is not None
    assert rule.expected("O", "task", Place.OWN) == "shown"
    assert rule.expected("O", "task", Place.OTHER) == "absent"
    assert mark("task", Place.OTHER) == "Qxtaskother"
