"""What the filters of Wagtail's lists of pages offer: people and approvals of pages in the user's scope.

Wagtail offers everybody who ever owned, changed or locked any page, and the approvals of every authority.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.audit_logging import SiteHistoryReportFilterSet, get_users_for_filter
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet, WorkflowTasksReportFilterSet
from wagtail.models import PageLogEntry, Task, Workflow

from home.admin_scope import pages_in_scope
from reform.organisation.models import User


def limit_filters() -> None:
    """Replace the choices in Wagtail's filters; called once, when hooks are registered."""
    for filters, name, choices in (
        (PageFilterSet, "owner", owners),
        (PageFilterSet, "edited_by", editors),
        (LockedPagesReportFilterSet, "locked_by", lockers),
        (WorkflowReportFilterSet, "workflow", workflows),
        (WorkflowTasksReportFilterSet, "workflow", workflows),
        (WorkflowTasksReportFilterSet, "task", steps),
    ):
        filters.base_filters[name].queryset = choices
    # Wagtail's own limit bears a name that its base class no longer asks for.
    SiteHistoryReportFilterSet.get_users_queryset = _people_of_the_history


def owners(request: HttpRequest) -> QuerySet[User]:
    """Return who owns a page in the user's scope."""
    return _people(pages_in_scope(request.user).order_by().values("owner_id"))


def editors(request: HttpRequest) -> QuerySet[User]:
    """Return who changed a page in the user's scope."""
    entries = PageLogEntry.objects.viewable_by_user(request.user).filter(action="wagtail.edit")
    return _people(entries.order_by().values("user_id"))


def lockers(request: HttpRequest) -> QuerySet[User]:
    """Return who locked a page in the user's scope."""
    return _people(pages_in_scope(request.user).order_by().values("locked_by_id"))


def workflows(request: HttpRequest) -> QuerySet[Workflow]:
    """Return the approvals of pages in the user's scope; each bears its authority's name."""
    pages = pages_in_scope(request.user).order_by()
    return Workflow.objects.filter(workflow_pages__page__in=pages.values("pk")).distinct().order_by("name")


def steps(request: HttpRequest) -> QuerySet[Task]:
    """Return the steps of these approvals."""
    own = workflows(request).order_by().values("pk")
    return Task.objects.filter(workflow_tasks__workflow__in=own).distinct().order_by("name")


def _people(keys: Any) -> QuerySet[User]:
    return User.objects.filter(pk__in=keys).order_by("last_name", "first_name", "username")


def _people_of_the_history(filters: Any) -> QuerySet[User]:
    return get_users_for_filter(filters.request.user)
