"""How a reader wants the pages shown: size of text, colours, simple layout; kept without JavaScript.

The choice lies in one functional cookie, set only when somebody chooses something other than the default.
Templates read it as ``display`` (``home.context_processors.display``), and their answers then say
that they vary on the cookie.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

COOKIE_NAME = "hien-thi"
COOKIE_SECONDS = 365 * 24 * 3600
BACK_PARAMETER = "tro-ve"
# An address inside an address must not make the whole too long for a server.
LONGEST_WAY_BACK = 1000


class TextSize(TextChoices):
    """How large the text is; everything on a page is measured in it."""

    NORMAL = "thuong", _("Normal")
    LARGE = "lon", _("Large, a quarter more")
    LARGEST = "rat-lon", _("Very large, half as much again")


class Colours(TextChoices):
    """Which of the sets of colours is shown."""

    DEVICE = "theo-may", _("As your device is set")
    LIGHT = "sang", _("Light")
    DARK = "toi", _("Dark")
    CONTRAST = "tuong-phan", _("High contrast")


class Layout(TextChoices):
    """Whether a page is shown in full or reduced to what is to be read."""

    FULL = "day-du", _("Full")
    SIMPLE = "don-gian", _("Simple: one column, large text, underlined links, no decoration")


# On screens only: paper is white, whatever the reader chose.
ALWAYS, NEVER = "screen", "not all"
PREFERS_DARK = "screen and (prefers-color-scheme: dark)"
PREFERS_CONTRAST = "screen and (prefers-contrast: more)"
PREFERS_BOTH = f"{PREFERS_CONTRAST} and (prefers-color-scheme: dark)"


@dataclass(frozen=True)
class Display:
    """One reader's choice.

    The three stylesheets of colours state each set once; the media queries say when a set holds, so that
    the device's own wish and the reader's choice go through one door.
    """

    text: TextSize = TextSize.NORMAL
    colours: Colours = Colours.DEVICE
    layout: Layout = Layout.FULL

    @property
    def dark_media(self) -> str:
        """When the dark set holds."""
        return {Colours.LIGHT: NEVER, Colours.DARK: ALWAYS}.get(self.colours, PREFERS_DARK)

    @property
    def contrast_media(self) -> str:
        """When the high-contrast set holds."""
        return ALWAYS if self.colours == Colours.CONTRAST else PREFERS_CONTRAST

    @property
    def contrast_dark_media(self) -> str:
        """When both hold: high contrast on a dark ground."""
        chosen = {
            Colours.LIGHT: NEVER,
            Colours.DARK: PREFERS_CONTRAST,
            Colours.CONTRAST: PREFERS_DARK,
        }
        return chosen.get(self.colours, PREFERS_BOTH)

    def as_cookie(self) -> str:
        """Return the choice as the cookie holds it."""
        return ".".join([self.text, self.colours, self.layout])


def parse_display(cookie: str) -> Display:
    """Return the choice that a cookie holds; whatever we did not write ourselves counts as no choice."""
    try:
        text, colours, layout = cookie.split(".")
        return Display(TextSize(text), Colours(colours), Layout(layout))
    except ValueError:
        return Display()


def display_of(request: HttpRequest) -> Display:
    """Return the reader's choice, and note that the answer depends on it."""
    request.shows_display = True  # type: ignore[attr-defined]
    return parse_display(request.COOKIES.get(COOKIE_NAME, ""))


class DisplayMiddleware:
    """Says of every answer that depends on the reader's choice that it varies on the cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember who answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with ``Vary: Cookie`` where a template asked for the choice."""
        response = self.get_response(request)
        if getattr(request, "shows_display", False):
            patch_vary_headers(response, ["Cookie"])
        return response


class DisplayForm(forms.Form):
    """The choice as a form; every field has an answer, so that nothing can be left open."""

    text = forms.ChoiceField(
        label=_("Size of text"), choices=TextSize.choices, widget=forms.RadioSelect, initial=TextSize.NORMAL
    )
    colours = forms.ChoiceField(
        label=_("Colours"), choices=Colours.choices, widget=forms.RadioSelect, initial=Colours.DEVICE
    )
    layout = forms.ChoiceField(
        label=_("Layout"), choices=Layout.choices, widget=forms.RadioSelect, initial=Layout.FULL
    )

    def chosen(self) -> Display:
        """Return the choice of a valid form."""
        values = self.cleaned_data
        return Display(TextSize(values["text"]), Colours(values["colours"]), Layout(values["layout"]))


def way_back(request: HttpRequest) -> str:
    """Return the address to go back to: the front page, unless a path of this site is asked for.

    Anything else would make the form a springboard to other sites.
    """
    address = request.POST.get(BACK_PARAMETER) or request.GET.get(BACK_PARAMETER) or ""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and len(address) <= LONGEST_WAY_BACK else reverse("wagtail_serve", args=[""])


# Without a token: the form has no authority behind it, a forged one could only change somebody's size of
# text, and a token would need a cookie for every reader who merely looks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def display_settings(request: HttpRequest) -> HttpResponse:
    """Show the form; take a choice and lead back to where the reader came from."""
    back = way_back(request)
    if request.method == "POST":
        is_forgotten = "bo" in request.POST
        form = DisplayForm(request.POST)
        if is_forgotten or form.is_valid():
            response = HttpResponseRedirect(back)
            keep(Display() if is_forgotten else form.chosen(), request, response)
            return response
    else:
        now = display_of(request)
        form = DisplayForm(initial={"text": now.text, "colours": now.colours, "layout": now.layout})
    context = {"form": form, "way_back": back, "is_default": display_of(request) == Display()}
    return render(request, "home/display.html", context, status=400 if form.errors else 200)


def keep(display: Display, request: HttpRequest, response: HttpResponse) -> None:
    """Put a choice into the cookie; the default needs none, so an old one is taken away."""
    if display == Display():
        if COOKIE_NAME in request.COOKIES:
            response.delete_cookie(COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        COOKIE_NAME,
        display.as_cookie(),
        max_age=COOKIE_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
