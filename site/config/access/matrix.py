"""Walks every address as everybody, and compares what they meet with the table."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import InMemoryStorage
from django.db import connection, models, transaction
from django.http import HttpResponseBase
from django.test import Client, override_settings
from django.urls import reverse

from .lines import Rule
from .marks import MARK
from .places import OUTSIDERS, Place
from .routes import Route, admin_routes
from .rules import rule_for
from .sight import WORDS
from .world import World

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+["`]?(\w+)', re.IGNORECASE)
# What a request may write without having done anything: the session and Wagtail's own notes of it.
HARMLESS_TABLES = frozenset({"django_session", "wagtailadmin_editingsession", "wagtailusers_userprofile"})
SUPERUSERS_ONLY = "I"


@dataclass(frozen=True)
class Cell:
    """What one officer met at one address with one record.

    Attributes:
        outcome: "shown", "absent" (404), "refused" (led to the dashboard), "login", "wrong" (400 or 405) or
            "error" (5xx).
    """

    route: str
    letter: str
    kind: str
    place: Place
    status: int
    outcome: str


@dataclass
class Findings:
    """What the walk found.

    Attributes:
        faults: one sentence each: leaks, failures, addresses without a rule.
    """

    cells: list[Cell] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def extend(self, other: Findings) -> None:
        """Add what another walk found."""
        self.cells += other.cells
        self.faults += other.faults


def uncovered_routes() -> list[str]:
    """Return a sentence for every address of the admin that no rule covers."""
    return [
        f"No rule covers {route.name} ({route.pattern})." for route in admin_routes() if not rule_for(route)
    ]


def stale_rules() -> list[str]:
    """Return a sentence for every name in the table that no address has any more."""
    from .rules import RULES

    routes = admin_routes()
    return [
        f"No address is called {name}."
        for rule in RULES
        for name in rule.names.split()
        if not any(Rule(name, "").covers(route) for route in routes)
    ]


def walk(
    world: World,
    letters: Iterable[str],
    routes: Iterable[Route] | None = None,
    look: Callable[[Any], Iterable[str]] | None = None,
) -> Findings:
    """Open addresses as the given people and return what they met; what a request does is undone at once.

    Arguments:
        world: the people and records.
        letters: the columns.
        routes: which addresses; every one of the admin when not given.
        look: returns what else is wrong with a screen that was shown.
    """
    findings = Findings()
    covered = [(route, rule) for route in routes or admin_routes() if (rule := rule_for(route))]
    for letter in letters:
        visitor = _Visitor(world, letter, look)
        for route, rule in covered:
            findings.extend(visitor.visit(route, rule))
    return findings


@contextmanager
def quiet_surroundings() -> Iterator[None]:
    """Keep files in memory, mails unsent and the log quiet while the world is there."""
    fields = [
        model_field
        for model in apps.get_models(include_auto_created=True)
        for model_field in model._meta.local_concrete_fields
        if isinstance(model_field, models.FileField)
    ]
    storages = [model_field.storage for model_field in fields]
    memory = InMemoryStorage()
    logging.disable(logging.CRITICAL)
    try:
        for model_field in fields:
            model_field.storage = memory
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
            ALLOWED_HOSTS=[*settings.ALLOWED_HOSTS, "testserver"],
        ):
            yield
    finally:
        for model_field, storage in zip(fields, storages, strict=True):
            model_field.storage = storage
        logging.disable(logging.NOTSET)


class _Visitor:
    """One officer with a browser."""

    def __init__(self, world: World, letter: str, look: Callable[[Any], Iterable[str]] | None = None) -> None:
        self.world, self.letter, self.look = world, letter, look
        self.client = Client(raise_request_exception=False)
        user = world.people[letter]
        if user is not None:
            self.client.force_login(user)
        self.cookies = self.client.cookies.output(header="", sep=";")

    def visit(self, route: Route, rule: Rule) -> Findings:
        """Open one address with every kind of record that it is about, in every place.

        A form is sent once for each kind and each way of being refused.
        """
        findings = Findings()
        sent: set[tuple[str, str]] = set()
        for kind, place in self._cases(rule):
            record = self.world.get(kind, place) if kind else None
            if kind and record is None:
                continue
            url = rule.url(route, record)
            expected = rule.expected(self.letter, kind, place)
            sends = expected not in ("shown", "any") and (kind, expected) not in sent
            sent.add((kind, expected))
            findings.extend(self._try(route, url, (kind, place), expected, sends=sends))
        return findings

    def _cases(self, rule: Rule) -> list[tuple[str, Place]]:
        """Return the cases; one is enough for who must meet the same everywhere."""
        cases = [case for case in rule.cases() if not case[0] or self.world.get(*case) is not None]
        if self.letter in OUTSIDERS:
            return cases[:1]
        return cases[-1:] if self.letter in SUPERUSERS_ONLY else cases

    def _try(
        self, route: Route, url: str, case: tuple[str, Place], expected: str, *, sends: bool
    ) -> Findings:
        """Open an address, and with `sends` also send a form to it: that must do nothing."""
        findings = Findings()
        for method in ("get", "post") if sends else ("get",):
            response, tables = self._send(method, url)
            outcome = _outcome(response)
            where = f"{self.letter} {method.upper()} {url} ({route.name}; {' '.join(case).strip()})"
            if method == "get":
                findings.cells.append(Cell(route.name, self.letter, *case, response.status_code, outcome))
            if not _fits(outcome, expected):
                findings.faults.append(f"{where}: {outcome} ({response.status_code}), must be {expected}.")
            # Wagtail's own screens note this and that when they are opened by who may.
            if tables and expected != "any":
                findings.faults.append(f"{where}: wrote to {', '.join(sorted(tables))}.")
            findings.faults += [f"{where}: shows {word}." for word in foreign_words(response, self.letter)]
            if self.look and response.status_code == HTTPStatus.OK:
                findings.faults += [f"{where}: {fault}" for fault in self.look(response)]
        return findings

    def _send(self, method: str, url: str) -> tuple[HttpResponseBase, set[str]]:
        """Send a request, undo what it did, and return the answer and the tables that it wrote to."""
        tables: set[str] = set()

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if found := WRITES.match(sql):
                tables.add(found[1])
            return execute(sql, params, many, context)

        # Signing out is one of the addresses, too.
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic(), connection.execute_wrapper(watch):
            response = getattr(self.client, method)(url, secure=True)
            transaction.set_rollback(True)
        return response, tables - HARMLESS_TABLES


def foreign_words(response: Any, letter: str) -> set[str]:
    """Return the marks in an answer that a person has no right to read."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    found = {(kind.lower(), place.lower()) for kind, place in MARK.findall(content.decode(errors="replace"))}
    return {
        f"{kind} {place}"
        for kind, place in found
        if kind in WORDS and letter not in WORDS[kind][list(Place).index(Place(place))]
    }


def _outcome(response: Any) -> str:
    """Return in one word what an answer means."""
    status = response.status_code
    if status in (301, 302, 303):
        target = response.url.partition("?")[0]
        if target == reverse("wagtailadmin_login"):
            return "login"
        return "refused" if target == reverse("wagtailadmin_home") else "shown"
    words = {403: "refused", 404: "absent", 400: "wrong", 405: "wrong"}
    return words.get(status, "error" if status >= 500 else "shown")


def _fits(outcome: str, expected: str) -> bool:
    """Tell whether an answer is what the table asks for; a wrong method or form has done nothing either."""
    allowed = {
        "shown": {"shown"},
        "any": {"shown", "absent", "refused", "login", "wrong"},
        "refused": {"refused", "wrong"},
        # A wrong method is refused before anything is looked for.
        "absent": {"absent", "wrong"},
        "closed": {"absent", "refused", "wrong"},
        # Who is not signed in may be told that a form was wrong, never what a record is.
        "login": {"login", "absent", "refused", "wrong"},
    }
    return outcome in allowed[expected]
