"""The sample dispatches: true to the rules, marked as samples, loaded once."""

import pytest

from reform.directives.enums import AssignmentState
from reform.directives.models import Assignment, Directive, ExtensionRequest, Reading, Task
from reform.directives.selectors import in_bucket
from reform.directives.starter import load_directives_starter
from reform.organisation.models import User
from reform.organisation.starter import load_organisation
from reform.publication.figures import task_figures
from reform.registers.models import Evidence, HistoryEntry
from tests.organisation.factories import AuthorityFactory

pytestmark = pytest.mark.django_db

RECORDS = (Directive, Task, Assignment, ExtensionRequest, Reading)


def test_the_sample_shows_something_in_every_list_and_is_loaded_once() -> None:
    authority = load_organisation(with_demo_accounts=True)
    load_directives_starter(authority=authority)
    june, recent = Directive.objects.order_by("issued_on")
    assert (june.tasks.count(), recent.tasks.count()) == (25, 6)
    for model in RECORDS:
        assert not model._default_manager.filter(is_sample=False).exists(), model
    assert not Evidence.objects.filter(is_sample=False).exists()

    states = set(Assignment.objects.values_list("state", flat=True))
    assert states >= set(AssignmentState) - {AssignmentState.DRAFT, AssignmentState.CANCELLED}
    for username, buckets in {
        "noivu": ("to_check", "rejected"),
        "canbo.danghai": ("overdue", "soon", "acceptance", "returned"),
        "lanhdao.danghai": ("approval",),
        "canbo.namhai": ("overdue", "soon", "acceptance"),
        "canbo.vp": ("soon", "acceptance", "returned"),
    }.items():
        user = User.objects.get(username=username)
        for bucket in buckets:
            assert in_bucket(user, bucket).exists(), (username, bucket)
    of_june = Assignment.objects.filter(task__directive=june)
    assert 1 <= of_june.overdue().count() <= 5
    assert of_june.filter(state=AssignmentState.COMPLETED).exclude(lateness_reason="").count() == 2
    figures = task_figures(authority)
    assert figures is not None
    assert figures.is_sample
    others = User.objects.filter(is_demo=False)
    assert others.exists()
    assert not any(user.has_usable_password() for user in others), "nobody but the accounts that are told"

    before = [model._default_manager.count() for model in (*RECORDS, HistoryEntry, User)]
    recent.subject = "Người dùng đã sửa"
    recent.save()
    load_directives_starter(authority=authority)
    assert [model._default_manager.count() for model in (*RECORDS, HistoryEntry, User)] == before
    recent.refresh_from_db()
    assert recent.subject == "Người dùng đã sửa"


def test_an_authority_without_the_sample_officer_gets_no_sample() -> None:
    load_directives_starter(authority=AuthorityFactory())
    assert not Directive.objects.exists()
