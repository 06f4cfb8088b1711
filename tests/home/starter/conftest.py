"""The sample authority with its public site, loaded once for the tests of a file."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from home.starter import load_public_starter_content
from reform.organisation.models import Authority
from reform.organisation.starter import load_organisation


@pytest.fixture(scope="module")
def loaded_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Authority]:
    """Load the sample authority with its public site once for all tests of this file."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("starter")),
        transaction.atomic(),
    ):
        authority = load_organisation(with_demo_accounts=False)
        load_public_starter_content(authority=authority)
        yield authority
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once: Authority, db: None) -> Authority:
    """Return the sample authority as it is in the database; what a test changes is undone after it."""
    return Authority.objects.get(pk=loaded_once.pk)
