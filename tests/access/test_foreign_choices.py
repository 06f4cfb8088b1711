"""A form that is sent with keys of foreign records writes nothing there and shows nothing of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model, Q
from django.test import Client
from lxml import html

from config.access.lines import Rule
from config.access.matrix import foreign_words, quiet_surroundings
from config.access.places import Place
from config.access.routes import Route, admin_routes
from config.access.rules import rule_for
from config.access.world import World, build_world
from reform.directives.models import Assignment, Directive, ExtensionRequest, Reading, Task
from reform.initiatives.models import Adoption, Council, Initiative, RecognitionDecision, Review, ScoreSheet
from reform.organisation.models import Authority, CalendarDay, RoleAssignment, Unit, User
from reform.registers.models import PaperTemplate

# How every model leads to an authority.
PATHS: dict[type[Model], tuple[str, ...]] = {
    Authority: ("pk", "parent", "logo__collection__authority"),
    Unit: ("authority", "parent__authority", "successor__authority", "head__unit__authority"),
    User: ("unit__authority",),
    RoleAssignment: ("unit__authority", "user__unit__authority"),
    CalendarDay: ("authority",),
    Directive: ("unit__authority",),
    Task: ("directive__unit__authority",),
    Assignment: ("unit__authority", "task__directive__unit__authority"),
    ExtensionRequest: ("assignment__unit__authority",),
    Reading: ("unit__authority",),
    Initiative: (
        "unit__authority", "council__unit__authority", "decision__unit__authority",
        "authors__unit__authority", "authors__user__unit__authority",
    ),
    Council: ("unit__authority", "sheet__unit__authority", "members__user__unit__authority"),
    ScoreSheet: ("unit__authority",),
    RecognitionDecision: ("unit__authority", "council__unit__authority"),
    Review: ("initiative__unit__authority", "member__user__unit__authority"),
    Adoption: ("unit__authority", "initiative__unit__authority"),
    PaperTemplate: ("unit__authority",),
}  # fmt: skip
# Which foreign record is tried in a field, by what the field's name holds.
CHOICES = {
    "unit": "unit",
    "parent": "unit",
    "successor": "unit",
    "user": "person",
    "head": "person",
    "authority": "authority",
    "directive": "directive",
    "task": "task",
    "logo": "image",
    "initiative": "initiative",
    "council": "council",
    "sheet": "sheet",
}


def belongings(world: World) -> dict[str, set[Any]]:
    """Return every row that leads to the foreign authority, with its version."""
    foreign = world.get("authority", Place.FOREIGN).pk
    found: dict[str, set[Any]] = {}
    for model, paths in PATHS.items():
        leads_there = Q()
        for path in paths:
            leads_there |= Q(**{path: foreign})
        rows = model._default_manager.filter(leads_there)
        found[model.__name__] = set(rows.values_list("pk", "version"))
    return found


def open_cases(letter: str) -> Iterator[tuple[Route, Rule, str]]:
    """Yield the addresses of registers that an officer may open in the own place, with the kind of record."""
    for route in admin_routes():
        rule = rule_for(route)
        if rule is None or route.name.startswith("wagtail"):
            continue
        kind, place = rule.cases()[0]
        if rule.expected(letter, kind, place) == "shown":
            yield route, rule, kind


def tampered(form: Any, world: World) -> dict[str, Any]:
    """Return what a form sends when every choice is a foreign record and the rest is filled in somehow."""
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent[name] = value
    for name in {field.name for field in form.inputs if field.name}:
        kind = next((kind for part, kind in CHOICES.items() if part in name), None)
        if kind is not None:
            sent[name] = str(world.get(kind, Place.FOREIGN).pk)
        elif not sent.get(name):
            sent[name] = "2030-01-15" if "_on" in name or "due" in name or "day" in name else "12"
    return sent


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("letter", "SWHOUE")
def test_a_form_with_foreign_keys_changes_and_shows_nothing_foreign(letter: str) -> None:
    sent = 0
    with quiet_surroundings():
        world = build_world()
        before = belongings(world)
        client = Client()
        client.force_login(world.people[letter])  # type: ignore[arg-type]
        for route, rule, kind in open_cases(letter):
            record = world.get(kind, Place.OWN) if kind else None
            url = rule.url(route, record)
            page = client.get(url, secure=True)
            if page.status_code != 200 or page.streaming or "html" not in page["Content-Type"]:
                continue
            for form in html.fromstring(page.content.decode()).forms:
                if form.method != "POST" or "logout" in (form.action or ""):
                    continue
                with transaction.atomic():
                    answer = client.post(form.action or url, tampered(form, world), secure=True)
                    sent += 1
                    assert answer.status_code < 500, url
                    assert belongings(world) == before, url
                    assert not foreign_words(answer, letter), url
                    transaction.set_rollback(True)
    assert sent >= 5
