"""Deleting pictures and documents: what pages need stays, and who wanted it gone is told where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

PAGES_NAMED = 3


def pages_that_show(record: Any) -> list[str]:
    """Return the titles of the first published pages on which a picture or document stands."""
    references = ReferenceIndex.get_references_to(record)
    keys = {
        int(reference.object_id)
        for reference in references.select_related("base_content_type")
        if reference.base_content_type.model_class() is Page
    }
    shown = Page.objects.live().filter(pk__in=keys).order_by("title").values_list("title", flat=True)
    return list(shown[:PAGES_NAMED])


def reason_to_keep(record: Any) -> str:
    """Return why a picture or document cannot be deleted, empty when nothing speaks against it."""
    titles = pages_that_show(record)
    if titles:
        told = _(
            "“%(name)s” stands on published pages (%(titles)s) and was not deleted. Take it off these pages"
            " first; once somebody else has approved that, it can be deleted."
        )
        return told % {"name": record.title, "titles": "; ".join(titles)}
    if ReferenceIndex.get_grouped_references_to(record).is_protected:
        told = _("“%(name)s” is still used on a page that is not public and was not deleted.")
        return told % {"name": record.title}
    return ""


def refuse_deleting(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    """Lead whoever wants to delete what pages need back to the list, with the reason."""
    models = {"wagtailimages": get_image_model(), "wagtaildocs": get_document_model()}
    if match.namespace not in models or match.url_name not in ("delete", "delete_multiple"):
        return None
    record = models[match.namespace].objects.filter(pk=next(iter(match.kwargs.values()))).first()
    reason = reason_to_keep(record) if record else ""
    if not reason:
        return None
    messages.error(request, reason)
    if match.url_name == "delete_multiple":
        # The screen's script asked: it leaves the file in the list, and the next screen tells why.
        return JsonResponse({"success": False, "error_message": reason})
    return redirect(f"{match.namespace}:index")


def refuse_deleting_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Delete none of several pictures or documents when pages need one (hook `before_bulk_action`)."""
    if action_type != "delete" or action.model not in (get_image_model(), get_document_model()):
        return None
    reason = next(filter(None, map(reason_to_keep, objects)), "")
    if not reason:
        return None
    messages.error(request, reason)
    return redirect(action.next_url)
