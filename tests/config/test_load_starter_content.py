"""The command that fills a new installation."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from reform.directives.models import Directive
from reform.organisation.models import Authority, User

pytestmark = pytest.mark.django_db


def test_settings_that_refuse_demonstration_accounts_load_nothing(settings: Settings) -> None:
    settings.ALLOW_DEMO_ACCOUNTS = False
    with pytest.raises(CommandError):
        call_command("load_starter_content", stdout=StringIO())
    assert not Authority.objects.exists()
    assert not User.objects.exists()


@pytest.mark.once
def test_loading_twice_says_a_line_for_each_part_and_changes_nothing() -> None:
    first, second = StringIO(), StringIO()
    call_command("load_starter_content", stdout=first)
    counts = (Authority.objects.count(), User.objects.count(), Directive.objects.count())
    call_command("load_starter_content", stdout=second)
    assert (Authority.objects.count(), User.objects.count(), Directive.objects.count()) == counts
    assert len(first.getvalue().splitlines()) == len(second.getvalue().splitlines()) == 5
