"""Whether a page was useful, and how satisfied people are with a service, in three grades."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from home.asking.guards import may_send
from home.asking.views import MESSAGES_SECONDS, _page_of_this_site, _too_often, guarded
from home.portal import portal_of
from reform.publication import submissions

RATINGS_AT_MOST = 30
REMARK_AT_MOST = 500
# TT 32/2017/TT-BTTTT, Điều 11: three grades.
GRADES = {"rat-hai-long": "very", "hai-long": "satisfied", "chua-hai-long": "not"}


class RemarkForm(forms.Form):
    """Why a page did not help."""

    remark = forms.CharField(
        label=_("What was missing or wrong?"),
        max_length=REMARK_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names or phone numbers, please: nobody can answer here."),
    )


def _page(request: HttpRequest, page_id: int) -> Any:
    page = _page_of_this_site(request, page_id)
    if page is None:
        raise Http404("no such page on this site")
    return page


@guarded
@require_http_methods(["POST"])
def rate(request: HttpRequest, page_id: int) -> HttpResponse:
    """Count whether a page was useful; after a no, ask what was missing.

    Raises:
        Http404: there is no such page on this site.
    """
    page = _page(request, page_id)
    if not may_send(request, what="rating", at_most=RATINGS_AT_MOST, seconds=MESSAGES_SECONDS):
        return _too_often(request)
    context = {"page": page, "page_url": portal_of(request).url(page)}
    if "remark" in request.POST:
        form = RemarkForm(request.POST)
        if not form.is_valid():
            return render(request, "home/asking/rated.html", context | {"form": form}, status=422)
        submissions.record_remark(page, form.cleaned_data["remark"])
        return render(request, "home/asking/rated.html", context)
    useful = request.POST.get("huu-ich")
    if useful not in ("co", "khong"):
        raise Http404("neither yes nor no")
    submissions.record_rating(page, useful=useful == "co")
    return render(
        request, "home/asking/rated.html", context | {"form": RemarkForm() if useful == "khong" else None}
    )


@guarded
@require_http_methods(["POST"])
def satisfaction(request: HttpRequest, page_id: int) -> HttpResponse:
    """Count how satisfied somebody is with a service.

    Raises:
        Http404: there is no such page on this site, or no such grade.
    """
    page = _page(request, page_id)
    grade = GRADES.get(request.POST.get("muc", ""))
    if grade is None:
        raise Http404("no such grade")
    if not may_send(request, what="rating", at_most=RATINGS_AT_MOST, seconds=MESSAGES_SECONDS):
        return _too_often(request)
    submissions.record_satisfaction(page, grade)
    context = {"page": page, "page_url": portal_of(request).url(page), "form": None}
    return render(request, "home/asking/rated.html", context)
