"""Sending a question or a comment, and finding the answer by its code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from home.asking.forms import ATTACHMENT_AT_MOST, CodeForm, CommentForm, QuestionForm
from home.asking.guards import body_is_too_large, may_send
from home.models import ConsultationPage
from home.models.base import restricted
from home.portal import portal_of
from reform.organisation.models import Authority
from reform.publication import submissions

# A form with its longest text and its largest file, and some room for how browsers pack them.
BODY_AT_MOST = ATTACHMENT_AT_MOST + 1024 * 1024
MESSAGES_AT_MOST = 5
MESSAGES_SECONDS = 600
LOOKUPS_AT_MOST = 30

View = Callable[..., HttpResponse]


def guarded(view: View) -> View:
    """Answer a request that is too large with a sentence, before its form is read.

    Exempt from the check for forged requests: the sender is nobody, so there is no authority to misuse.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and body_is_too_large(request, at_most=BODY_AT_MOST):
            return _refuse(
                request,
                413,
                _("The message is too large"),
                _("At most 5 MB can be attached. Go back, choose a smaller file, and send it again."),
            )
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True)
        return response

    return csrf_exempt(answer)


def _refuse(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "home/asking/refused.html", {"title": title, "text": text}, status=status)


def _too_often(request: HttpRequest) -> HttpResponse:
    return _refuse(
        request,
        429,
        _("Too many messages"),
        _("Many messages have come from your connection just now. Please try again in ten minutes."),
    )


def _authority(request: HttpRequest) -> Authority:
    authority = portal_of(request).authority
    if authority is None:
        raise Http404("this site belongs to no authority")
    return authority


def _page_of_this_site(request: HttpRequest, page_id: Any) -> Page | None:
    """Return the published page that a message is about, or ``None``."""
    site = portal_of(request).site
    if site is None or not str(page_id).isdecimal() or len(str(page_id)) > 18:
        return None
    pages = Page.objects.live().filter(path__startswith=site.root_page.path).exclude(restricted())
    return pages.filter(pk=int(page_id)).first()


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a question or feedback and lead to its receipt."""
    authority = _authority(request)
    about = _page_of_this_site(request, request.GET.get("ve", ""))
    categories = [(str(one.key), one.name) for one in submissions.categories(authority)]
    form = QuestionForm(request.POST or None, request.FILES or None, categories=categories)
    context = {"form": form, "about": about, "about_url": portal_of(request).url(about) if about else ""}
    if request.method == "POST" and form.is_valid():
        answer = _send(request, form, authority, kind=form.cleaned_data["kind"], page=about)
        if answer is not None:
            return answer
    status = 422 if form.errors else 200
    return render(request, "home/asking/ask.html", context, status=status)


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a comment on a draft that is open, and lead to its receipt.

    Who comes too late is told so and gets back what was typed.

    Raises:
        Http404: there is no such draft on this site, or it takes no comments yet.
    """
    authority = _authority(request)
    page = _page_of_this_site(request, page_id)
    today = timezone.localdate()
    begun = ConsultationPage.objects.filter(opens_on__lte=today)
    draft = get_object_or_404(begun, pk=page.pk if page else 0)
    form = CommentForm(request.POST or None, request.FILES or None)
    if draft.is_over:
        context = {"draft": draft, "draft_url": portal_of(request).url(draft), "typed": form["text"].value()}
        return render(request, "home/asking/comment_too_late.html", context, status=410)
    if request.method == "POST" and form.is_valid():
        answer = _send(request, form, authority, kind="comment", page=page, clock_from=draft.closes_on)
        if answer is not None:
            return answer
    context = {"form": form, "draft": draft, "draft_url": portal_of(request).url(draft)}
    return render(request, "home/asking/comment.html", context, status=422 if form.errors else 200)


def _send(
    request: HttpRequest,
    form: QuestionForm,
    authority: Authority,
    *,
    kind: str,
    page: Page | None,
    clock_from: date | None = None,
) -> HttpResponse | None:
    """Keep a message; ``None`` when the register refuses it, with the reason in the form."""
    if not may_send(request, what="message", at_most=MESSAGES_AT_MOST, seconds=MESSAGES_SECONDS):
        return _too_often(request)
    values = form.cleaned_data
    try:
        receipt = submissions.submit(
            authority=authority,
            kind=kind,
            category_id=int(values["category"]) if values.get("category") else None,
            subject=values.get("subject") or (page.title if page else ""),
            text=values["text"],
            contact_name=values["name"],
            phone=values["phone"],
            email=values["email"],
            attachment=values["attachment"] or None,
            page=page,
            clock_from=clock_from,
        )
    except ValidationError as error:
        for field, messages in getattr(error, "message_dict", {"__all__": error.messages}).items():
            form.add_error(field if field in form.fields else None, messages)
        return None
    query = urlencode({"ma": receipt.code, "moi": "1"})
    return HttpResponseRedirect(f"{reverse('home:answer')}?{query}")


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Show where a message stands, by its code; never who sent it."""
    authority = _authority(request)
    asked = request.GET.get("ma", "")
    form = CodeForm(request.GET if asked else None)
    status, found = 200, None
    if asked and form.is_valid():
        if not may_send(request, what="lookup", at_most=LOOKUPS_AT_MOST, seconds=MESSAGES_SECONDS):
            return _too_often(request)
        found = submissions.find_by_code(authority, form.cleaned_data["ma"])
        if found is None:
            form.add_error("ma", _("No message has this code. Check it, letter by letter."))
            status = 404
    context = {"form": form, "found": found, "is_new": "moi" in request.GET}
    response = render(request, "home/asking/answer.html", context, status=status)
    patch_cache_control(response, no_store=True)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
