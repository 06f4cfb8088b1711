"""Who approves pages: every authority's site has the approval of its own publishers."""

from typing import Any

from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from home.models import NewsIndexPage
from reform.organisation.capabilities import Role
from reform.organisation.groups import group_for, sync_authority_groups
from reform.organisation.models import Authority


def create_workflow(authority: Authority, index: NewsIndexPage | None = None) -> None:
    """Let nothing of an authority's site go live unless one of its publishers approves; once a site.

    An authority without a site of its own has the approval on its news list.
    """
    page = authority.site.root_page if authority.site else index
    if page is None or WorkflowPage.objects.filter(page=page).exists():
        return
    task = GroupApprovalTask.objects.create(name=f"Duyệt tin bài ({authority.short_name})"[:255])
    task.groups.add(group_for(role=Role.CULTURE_PUBLISHER, authority=authority))
    workflow = Workflow.objects.create(name=f"Biên tập và duyệt tin bài ({authority.short_name})"[:255])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=page)


def approve_news_of_a_new_list(instance: NewsIndexPage, created: bool, raw: bool, **kwargs: Any) -> None:
    """After a news list is made: the approval of its site, without which pages would wait for nobody.

    Wagtail's own workflow, which holds for what has none, asks a group that has no members here.
    """
    if raw or not created:
        return
    above = instance.get_ancestors().values("pk")
    authority = Authority.objects.filter(site__root_page__in=above).order_by("pk").first()
    if authority is not None:
        create_workflow(authority, instance)


def approve_pages_of_a_new_site(instance: Authority, raw: bool, **kwargs: Any) -> None:
    """After an authority is saved: the approval of its site, without which nothing could be published."""
    if raw or instance.site_id is None:
        return
    sync_authority_groups(instance)
    create_workflow(instance)
