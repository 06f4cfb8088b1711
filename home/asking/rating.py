"""Whether a page was useful, and how satisfied people are with a service, in three grades."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from home.asking.guards import may_send
from home.asking.views import MESSAGES_SECONDS, _page_of_this_site, _too_often, guarded
from home.portal import portal_of
from reform.publication import submissions

RATINGS_AT_MOST = 30
REMARK_AT_MOST = 500
# TT 32/2017/TT-BTTTT, Điều 11: three grades.
GRADES = {"rat-hai-long": "very", "hai-long": "satisfied", "chua-hai-long": "not"}


# Screens that one can go back to; from the others, which need to know what they are about, to the front page.
SCREEN_VIEWS = {
    "search": "search",
    "ask": "home:ask",
    "answer": "home:answer",
    "site_map": "home:site_map",
    "display": "home:display",
}


class RemarkForm(forms.Form):
    """Why a page did not help."""

    remark = forms.CharField(
        label=_("What was missing or wrong?"),
        max_length=REMARK_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names or phone numbers, please: nobody can answer here."),
    )


@dataclass(frozen=True)
class Rated:
    """What is rated.

    Attributes:
        page: the page; for a screen outside the tree the front page.
        screen: which screen, or empty.
        title: what readers know it by.
        url: the way back to it.
    """

    page: Page
    screen: str
    title: str
    url: str


def _rated_page(request: HttpRequest, page_id: int) -> Rated:
    page = _page_of_this_site(request, page_id)
    if page is None:
        raise Http404("no such page on this site")
    return Rated(page, "", page.title, portal_of(request).url(page))


def _rated_screen(request: HttpRequest, screen: str) -> Rated:
    portal, title = portal_of(request), submissions.rated_screens().get(screen)
    if portal.site is None or title is None:
        raise Http404("no such screen on this site")
    if screen in SCREEN_VIEWS:
        return Rated(portal.site.root_page, screen, title, reverse(SCREEN_VIEWS[screen]))
    return Rated(portal.site.root_page, screen, portal.site.root_page.title, portal.home_url)


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, page_id: int) -> HttpResponse:
    """Count whether a page was useful; after a no, ask what was missing.

    Raises:
        Http404: there is no such page on this site.
    """
    return _rate(request, _rated_page(request, page_id))


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def rate_screen(request: HttpRequest, screen: str) -> HttpResponse:
    """Do the same for a screen that is no page of the tree, such as the search.

    Raises:
        Http404: there is no such screen.
    """
    return _rate(request, _rated_screen(request, screen))


def _rate(request: HttpRequest, rated: Rated) -> HttpResponse:
    if request.method != "POST":
        # The thanks were opened again, or their address was passed on.
        return HttpResponseRedirect(rated.url)
    if not may_send(request, what="rating", at_most=RATINGS_AT_MOST, seconds=MESSAGES_SECONDS):
        return _too_often(request)
    if "remark" in request.POST:
        form = RemarkForm(request.POST)
        if not form.is_valid():
            return _thank(request, rated, form, status=422)
        submissions.record_remark(rated.page, form.cleaned_data["remark"], screen=rated.screen)
        return _thank(request, rated)
    useful = request.POST.get("huu-ich")
    if useful not in ("co", "khong"):
        raise Http404("neither yes nor no")
    submissions.record_rating(rated.page, useful=useful == "co", screen=rated.screen)
    return _thank(request, rated, RemarkForm() if useful == "khong" else None)


def _thank(
    request: HttpRequest, rated: Rated, form: RemarkForm | None = None, *, status: int = 200
) -> HttpResponse:
    return render(request, "home/asking/rated.html", {"rated": rated, "form": form}, status=status)


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def satisfaction(request: HttpRequest, page_id: int) -> HttpResponse:
    """Count how satisfied somebody is with a service.

    Raises:
        Http404: there is no such page on this site, or no such grade.
    """
    rated = _rated_page(request, page_id)
    if request.method != "POST":
        return HttpResponseRedirect(rated.url)
    grade = GRADES.get(request.POST.get("muc", ""))
    if grade is None:
        raise Http404("no such grade")
    if not may_send(request, what="rating", at_most=RATINGS_AT_MOST, seconds=MESSAGES_SECONDS):
        return _too_often(request)
    submissions.record_satisfaction(rated.page, grade)
    return _thank(request, rated)
