"""The living style guide: every component with its variants, for who builds and who judges pages.

It is shown where the site is developed or tried out; a real installation answers 404.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

from home import style_guide_samples as samples
from home.pictograms import SIGNS, Pictogram


@dataclass(frozen=True)
class Section:
    """A group of components.

    Attributes:
        anchor: where it is on the page; also the name of its template.
        use: one sentence that says when to take it.
    """

    anchor: str
    title: str | Promise
    use: str | Promise

    @property
    def template(self) -> str:
        """Where its components are shown."""
        return f"style_guide/{self.anchor}.html"


SECTIONS = [
    Section(
        "mau-sac", _("Colours"), _("Take the property, never the value: then dark and high contrast follow.")
    ),
    Section(
        "chu",
        pgettext_lazy("letters", "Type"),
        _("One size has weight on a screen; grey and small is what explains."),
    ),
    Section("bieu-tuong", _("Pictograms"), _("A sign stands beside words and never says anything alone.")),
    Section("nut-nhan", _("Buttons and choices"), _("One filled button a screen; what takes back is quiet.")),
    Section("nhan", _("Tags"), _("A word on a ground, for what tells similar things apart.")),
    Section("the", _("Cards"), _("For things to choose from; the whole card is the link.")),
    Section("so-lieu", _("Figures"), _("A value never stands without its target or what it is part of.")),
    Section(
        "thong-bao",
        _("Announcements"),
        _("Three levels; the banner is for what concerns everybody today, the others stand inside a text."),
    ),
    Section(
        "huong-dan",
        _("Instructions"),
        _("For a service: the facts asked first, what to prepare, what happens then."),
    ),
    Section("tim-va-loc", _("Searching and filtering"), _("Links with counts; every state has an address.")),
    Section("tep-va-bang", _("Files and tables"), _("Type and size are said before somebody downloads.")),
    Section(
        "bieu-do",
        _("Charts"),
        _("A chart brings its definition, source, day and table; series differ by more than colour."),
    ),
    Section(
        "hinh-anh", _("Gallery"), _("Pictures that belong together; each has words for who cannot see it.")
    ),
    Section("cuoi-trang", _("End of a page"), _("What a reader may want after the text, in this order.")),
]


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component, where the site is developed."""
    if not (settings.DEBUG or settings.ALLOW_DEMO_ACCOUNTS):
        raise Http404
    return render(request, "style_guide/index.html", {"sections": SECTIONS} | sample_context())


def sample_context() -> dict[str, Any]:
    """Return what the components of the guide are filled with."""
    pages = Paginator(range(200), 10)
    images = get_image_model().objects.prefetch_related("renditions").order_by("pk")[:3]
    return {
        "pictograms": list(Pictogram),
        "signs": sorted(SIGNS),
        "samples": samples,
        "list_page": pages.page(3),
        "list_numbers": list(pages.get_elided_page_range(3)),
        "pictures": [{"image": image, "alt_text": image.title, "caption": image.title} for image in images],
    }
