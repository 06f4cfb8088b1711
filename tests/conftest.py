"""What every test starts from: an empty cache, folders of its own, a database that is refilled."""

import gc
import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from reform.registers.append_only import install_guard, remove_guard

TRANSACTIONAL_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences"}
DATABASE_FIXTURES = TRANSACTIONAL_FIXTURES | {"db", "django_db_setup"}

# How many new objects, and how many rounds, come before the garbage collector looks at each generation.
COLLECT_AFTER = (100_000, 50, 100)

# A busy machine must not fail a property; the same examples on every run keep failures repeatable.
hypothesis_settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a second run on another database leave out what has no database."""
    parser.addoption(
        "--only-with-database",
        action="store_true",
        help="leave out tests that use no database: they would only do the same once more",
    )


def pytest_collection_finish(session: pytest.Session) -> None:
    """Spare the collector what stays to the end: modules, models, URL patterns, the tests themselves.

    Looking through them again and again costs time in every test and frees nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Have what migrations put into the database there again for every test that empties it.

    A transactional test ends by emptying every table, the root of the page tree and the groups of
    the role table included.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        is_transactional = bool(marker and marker.kwargs.get("transaction")) or bool(
            TRANSACTIONAL_FIXTURES & set(getattr(item, "fixturenames", ()))
        )
        if is_transactional:
            kept = dict(marker.kwargs) if marker else {}
            kept |= {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**kept), append=False)
    if config.getoption("only_with_database"):
        idle = [item for item in items if not _uses_database(item)]
        config.hook.pytest_deselected(items=idle)
        items[:] = [item for item in items if _uses_database(item)]


def _uses_database(item: pytest.Item) -> bool:
    """Tell whether a test's outcome may depend on the database."""
    if item.get_closest_marker("once") is not None:
        return False
    if issubclass(getattr(item, "cls", None) or object, TransactionTestCase):
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(DATABASE_FIXTURES & fixtures)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Make what the database is refilled with known to every connection, not to the first alone.

    Playwright's event loop gives the thread another connection object than the one that Django kept
    the serialized content on.
    """
    first = connections["default"]
    contents = getattr(first, "_test_serialized_contents", None)
    with pytest.MonkeyPatch.context() as patch:
        if contents is not None:
            patch.setattr(type(first), "_test_serialized_contents", contents, raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def _history_can_be_emptied() -> Iterator[None]:
    """Lift the database's guard of history while a transactional test empties its tables."""
    original = vars(TransactionTestCase)["_fixture_teardown"]

    def teardown(case: TransactionTestCase) -> None:
        remove_guard(connection)
        try:
            original(case)
        finally:
            install_guard(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """Let no test read what another one cached."""
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def _own_media(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
    """Give every test that uses the database its own folders for public and private files."""
    if not {"db", "transactional_db", "live_server"} & set(request.fixturenames) and (
        request.node.get_closest_marker("django_db") is None
    ):
        return
    overrides = request.getfixturevalue("settings")
    folder = tmp_path_factory.mktemp("files", numbered=True)
    overrides.MEDIA_ROOT = folder / "media"
    overrides.PRIVATE_MEDIA_ROOT = folder / "private"
    storages = {name: dict(options) for name, options in settings.STORAGES.items()}
    storages["private"] = storages["private"] | {
        "OPTIONS": {"location": overrides.PRIVATE_MEDIA_ROOT, "base_url": None}
    }
    overrides.STORAGES = storages
