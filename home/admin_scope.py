"""Who may open Wagtail's own screens, and which pages, pictures and documents they are about.

Wagtail checks rights on most of its screens, not on all: its choosers and bulk actions show the titles of
every page, drafts of other authorities included, to whoever may enter the admin at all. Here every screen of
Wagtail's names who may open it; a screen that is not named is closed to everybody but the installer.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch, reverse
from wagtail.admin.auth import permission_denied
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from home.editing.choices import FILE_ACTIONS, files_in_scope, pages_in_scope
from home.editing.deleting import refuse_deleting
from home.editing.own_sites import OwnSitePolicy
from home.four_eyes import refuse_own_approval
from home.models import AlertBanner

# Screens by the names of their addresses.
FOR_EVERYBODY = (
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_log*",
    "wagtailadmin_password_reset*",
    "wagtailadmin_dismissibles",
    "wagtailadmin_sprite",
    "*javascript_catalog",
)
FOR_PAGE_WORK = (
    "wagtailadmin_pages:*",
    "wagtailadmin_explore*",
    "wagtailadmin_choose_page*",
    "wagtailadmin_api:pages:*",
    # Without the use of page types, in which Wagtail shows the newest page of each, whoever's it is.
    *(
        f"wagtailadmin_reports:{report}*"
        for report in ("locked_pages", "workflow", "site_history", "aging_pages")
    ),
    "wagtailadmin_content_reports:*",
    "wagtailadmin_editing_sessions:*",
    "wagtailadmin_block_preview",
    "wagtailsnippetchoosers_home_*",
)
FOR_PICTURE_WORK = ("wagtailimages:*", "wagtailimages_chooser:*")
FOR_DOCUMENT_WORK = ("wagtaildocs:*", "wagtaildocs_chooser:*")
FOR_ANY_OF_THEM = ("wagtailembeds:*", "wagtailadmin_tag_*", "wagtail_bulk_action")
# Records of one site, whose screens are for its publishers.
FOR_PUBLISHERS: dict[str, Any] = {"wagtailadmin_alerts:*": AlertBanner, "wagtailadmin_redirects:*": Redirect}
# Lists that authorities share: publishers add to them, and change nothing.
SHARED_LISTS = tuple(
    f"wagtailsnippets_home_{name}:{screen}"
    for name in ("documentissuer", "documenttype", "lifeevent", "servicefield")
    for screen in ("list*", "add")
)
# Lists of everything that Wagtail's screens do not need, and a screen that only ever fails.
FOR_NOBODY = ("wagtailadmin_api:images:*", "wagtailadmin_api:documents:*", "wagtailadmin_error_test")

PAGE_ACTIONS = frozenset({"add", "change", "publish", "bulk_delete", "lock", "unlock"})
PAGE_PARAMETERS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")


def limit_page_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Leave the pages of the user's scope (hook `construct_page_chooser_queryset`)."""
    return pages.filter(pk__in=pages_in_scope(request.user).values("pk"))


def hide_closed_reports(request: HttpRequest, items: list[Any]) -> None:
    """Take the report that only the installer may open off the menu (hook `construct_reports_menu`)."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "page-types-usage"]


class AdminScopeMiddleware:
    """Asks, before any of Wagtail's own screens, whether the user works with it and with what it is about."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the check comes once the address is resolved."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead back to the dashboard who has no business here; answer 404 for what lies outside the scope."""
        match, user = request.resolver_match, request.user
        if match is None or not _is_wagtails_own(request, match):
            return None
        if _is_named(match, FOR_NOBODY):
            raise Http404
        # Who may not enter the admin at all is led to the sign-in screen by Wagtail.
        if not user.has_perm("wagtailadmin.access_admin"):
            return None
        if user.is_superuser:
            return refuse_deleting(request, match)
        if not _may_open(user, match):
            return permission_denied(request)
        _require_objects_in_scope(request, match)
        return refuse_own_approval(request, match) or refuse_deleting(request, match)


def _is_wagtails_own(request: HttpRequest, match: ResolverMatch) -> bool:
    """Tell whether the address is one of Wagtail's in the admin; registers ask their policies themselves."""
    return match.view_name.startswith("wagtail") and request.path.startswith(reverse("wagtailadmin_home"))


def _is_named(match: ResolverMatch, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(match.view_name, pattern) for pattern in patterns)


def _may_open(user: Any, match: ResolverMatch) -> bool:
    """Tell whether the user does the work that the screen is for."""
    if _is_named(match, FOR_EVERYBODY):
        return True
    if _is_named(match, FOR_PAGE_WORK):
        return works_on_pages(user)
    if _is_named(match, (*FOR_PUBLISHERS, *SHARED_LISTS)):
        return OwnSitePolicy(AlertBanner).user_has_permission(user, "change")
    if _is_named(match, FOR_PICTURE_WORK):
        return _works_on_pictures(user)
    if _is_named(match, FOR_DOCUMENT_WORK):
        return _works_on_documents(user)
    works_on_any = works_on_pages(user) or _works_on_pictures(user) or _works_on_documents(user)
    return _is_named(match, FOR_ANY_OF_THEM) and works_on_any


def works_on_pages(user: Any) -> bool:
    """Tell whether a user works on pages anywhere."""
    return page_permission_policy.user_has_any_permission(user, PAGE_ACTIONS)


def _works_on_pictures(user: Any) -> bool:
    return image_policy.user_has_any_permission(user, FILE_ACTIONS)


def _works_on_documents(user: Any) -> bool:
    return document_policy.user_has_any_permission(user, FILE_ACTIONS)


def _require_objects_in_scope(request: HttpRequest, match: ResolverMatch) -> None:
    """Answer 404 unless every page, picture and document that the address names is in the user's scope."""
    asked: dict[str, set[Any]] = {"page": _named_pages(match)}
    for kind, tools, parameters in (
        ("image", FOR_PICTURE_WORK, ("image_id", "pk")),
        ("document", FOR_DOCUMENT_WORK, ("document_id", "doc_id", "pk")),
    ):
        if _is_named(match, tools):
            asked[kind] = {match.kwargs[name] for name in parameters if name in match.kwargs}
            if match.view_name.endswith(":chosen_multiple"):
                asked[kind] |= set(request.GET.getlist("id"))
    if match.view_name == "wagtailadmin_choose_page_chosen_multiple":
        asked["page"] |= set(request.GET.getlist("id"))
    if match.view_name == "wagtail_bulk_action":
        asked = _asked_in_bulk(request, match)
    for screens, model in FOR_PUBLISHERS.items():
        if _is_named(match, (screens,)) and "pk" in match.kwargs:
            own = OwnSitePolicy(model).instances_user_has_any_permission_for(request.user, ["change"])
            if not own.filter(pk=match.kwargs["pk"]).exists():
                raise Http404
    for kind, keys in asked.items():
        if keys and not _are_in_scope(request.user, kind, keys):
            raise Http404


def _named_pages(match: ResolverMatch) -> set[Any]:
    """Return the keys of the pages in the address; comparing revisions names the page by position."""
    named = {match.kwargs[name] for name in PAGE_PARAMETERS if name in match.kwargs}
    return named | set(match.args[:1] if match.namespace == "wagtailadmin_pages" else ())


def _asked_in_bulk(request: HttpRequest, match: ResolverMatch) -> dict[str, set[Any]]:
    """Return the keys of the objects of a bulk action, by kind; other kinds have no bulk actions."""
    kinds = {model._meta.label_lower: kind for kind, model in _models().items()}
    kind = kinds.get(f"{match.kwargs['app_label']}.{match.kwargs['model_name']}".lower())
    if kind is None:
        raise Http404
    keys: set[Any] = set(request.GET.getlist("id"))
    if kind == "page" and "all" in keys and not _works_on(request.user, request.GET.get("childOf", "")):
        raise Http404
    return {kind: keys - {"all"}}


def _works_on(user: Any, page_key: str) -> bool:
    """Tell whether the user works on a page, so that everything under it is in scope."""
    pages = page_permission_policy.instances_user_has_any_permission_for(user, PAGE_ACTIONS)
    return _is_key(page_key) and pages.filter(pk=int(page_key)).exists()


def _is_key(value: Any) -> bool:
    """Tell whether a value from the address can be a primary key."""
    return str(value).isdecimal() and len(str(value)) < 19


def _models() -> dict[str, Any]:
    return {"page": Page, "image": get_image_model(), "document": get_document_model()}


def _are_in_scope(user: Any, kind: str, keys: set[Any]) -> bool:
    """Tell whether all the objects are in the user's scope; the root of the page tree is in everybody's."""
    if not all(_is_key(key) for key in keys):
        return False
    wanted = {int(key) for key in keys}
    if kind == "page":
        root = Page.get_first_root_node()
        wanted -= {root.pk} if root else set()
        found = pages_in_scope(user)
    else:
        found = files_in_scope(user, _models()[kind])
    return found.filter(pk__in=wanted).count() == len(wanted)
