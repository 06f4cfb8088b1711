"""Nothing goes public that one person alone has seen.

Whoever wrote the latest text of a page cannot approve it, whatever roles the person holds, and nobody
publishes past the approval; the installer's account, which sets the site up, may. Wagtail leaves both to
whoever has the right to publish, so its own checks are narrowed here, once, when the app is ready.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from wagtail.models import COMMENTS_RELATION_NAME, AbstractGroupApprovalTask, Page, TaskState
from wagtail.models.pages import PagePermissionTester

from home.content_checks import errors_of

# What a revision holds beside the text: dates are the publisher's business, the rest is bookkeeping.
NO_TEXT = frozenset(
    {
        COMMENTS_RELATION_NAME, "go_live_at", "expire_at", "expired", "live", "has_unpublished_changes",
        "draft_title", "latest_revision", "latest_revision_created_at", "live_revision", "first_published_at",
        "last_published_at", "locked", "locked_at", "locked_by", "owner", "path", "depth", "numchild",
        "url_path", "translation_key", "content_type", "pk",
    }
)  # fmt: skip
REVISIONS_LOOKED_AT = 20


def require_two_people() -> None:
    """Narrow Wagtail's rights to publish and to approve; called once, when the app is ready."""
    PagePermissionTester.can_publish = _publishes_directly
    PagePermissionTester.can_publish_subpage = _publishes_subpage_directly
    PagePermissionTester.can_unschedule = _may_take_down
    PagePermissionTester.can_set_view_restrictions = _may_take_down
    PagePermissionTester.can_delete = _may_delete
    AbstractGroupApprovalTask.get_actions = _actions_of_another
    AbstractGroupApprovalTask.on_action = _act_unless_own
    AbstractGroupApprovalTask.get_task_states_user_can_moderate = _waiting_for_another


def author_of_text(page: Any) -> int | None:
    """Return the primary key of who wrote the latest text of a page.

    A revision that changed a date or a remark alone, or nothing, does not make its maker the author.
    """
    latest_first = page.revisions.order_by("-created_at", "-pk")[:REVISIONS_LOOKED_AT]
    author, text = None, None
    for revision in latest_first:
        own_text = {key: value for key, value in revision.content.items() if key not in NO_TEXT}
        if text is not None and own_text != text:
            break
        author, text = revision.user_id, own_text
    return author


def is_own_text(page: Any, user: Any) -> bool:
    """Tell whether `user` wrote the latest text of a page."""
    return author_of_text(page) == user.pk


def reason_against(page: Any, user: Any) -> str:
    """Return why `user` cannot approve the latest text of a page, empty when nothing speaks against it."""
    if is_own_text(page, user):
        return _("You wrote the latest text of this page: another publisher has to approve it.")
    if isinstance(page, Page) and errors_of(page.get_latest_revision_as_object()):
        return _("This page cannot be published: a picture has no alternative text. Return it to its author.")
    return ""


def refuse_own_approval(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    """Lead whoever wants to approve the own text, or one with errors, back to the editor, with the reason."""
    names = ("wagtailadmin_pages:workflow_action", "wagtailadmin_pages:collect_workflow_action_data")
    if match.view_name not in names or match.kwargs.get("action_name") != "approve":
        return None
    page = Page.objects.filter(pk=match.kwargs["page_id"]).first()
    reason = reason_against(page, request.user) if page else ""
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


def explain_own_text(request: HttpRequest, page: Page) -> None:
    """Say above the editor why there is no button to approve (hook `before_edit_page`)."""
    task = page.current_workflow_task
    is_opened = request.method == "GET" and isinstance(task, AbstractGroupApprovalTask)
    if is_opened and task._user_in_groups(request.user) and (reason := reason_against(page, request.user)):
        messages.info(request, reason)


def explain_after_edit(request: HttpRequest, page: Page) -> None:
    """Say that a text which was changed while approving is saved, not approved (hook `after_edit_page`)."""
    wanted = request.POST.get("action-workflow-action") and request.POST.get("workflow-action-name")
    if wanted == "approve" and (reason := reason_against(page, request.user)):
        messages.warning(request, reason)


_can_publish, _can_publish_subpage, _can_delete = (
    PagePermissionTester.can_publish,
    PagePermissionTester.can_publish_subpage,
    PagePermissionTester.can_delete,
)


def _publishes_directly(tester: PagePermissionTester) -> bool:
    return tester.user.is_superuser and _can_publish(tester)


def _publishes_subpage_directly(tester: PagePermissionTester) -> bool:
    return tester.user.is_superuser and _can_publish_subpage(tester)


def _may_take_down(tester: PagePermissionTester) -> bool:
    """Tell what Wagtail tells by the right to publish, which stays for what only takes away."""
    user = tester.user
    if not user.is_active or tester.page_is_root:
        return False
    return bool(user.is_superuser or "publish" in tester.permissions)


def _may_delete(tester: PagePermissionTester, ignore_bulk: bool = False) -> bool:
    """Tell what Wagtail tells, which asks the database twice for every page of a list.

    Without the right to publish, a published page is never deleted; and below a leaf there is nothing
    published either.
    """
    page, user = tester.page, tester.user
    decided_here = user.is_active and not user.is_superuser and "publish" not in tester.permissions
    if decided_here and (page.live or tester.page_is_root):
        return False
    if decided_here and page.is_leaf() and "change" in tester.permissions:
        return True
    return bool(_can_delete(tester, ignore_bulk))


_actions, _on_action = AbstractGroupApprovalTask.get_actions, AbstractGroupApprovalTask.on_action
_can_moderate = AbstractGroupApprovalTask.get_task_states_user_can_moderate


def _actions_of_another(task: AbstractGroupApprovalTask, obj: Any, user: Any) -> list[Any]:
    """Return what the user may do at this step: the author may withdraw, not approve."""
    actions: list[Any] = _actions(task, obj, user)
    if actions and reason_against(obj, user):
        return [action for action in actions if action[0] != "approve"]
    return actions


def _act_unless_own(
    task: AbstractGroupApprovalTask, task_state: TaskState, user: Any, action_name: str, **kwargs: Any
) -> Any:
    """Do what was chosen, unless the user approves the own text: somebody may have changed it just now."""
    if action_name == "approve" and user and reason_against(task_state.revision.content_object, user):
        return None
    return _on_action(task, task_state, user, action_name, **kwargs)


def _waiting_for_another(task: AbstractGroupApprovalTask, user: Any, **kwargs: Any) -> Any:
    """Return what waits for the user: nothing that the user sent last."""
    return _can_moderate(task, user, **kwargs).exclude(revision__user=user)
