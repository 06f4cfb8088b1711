"""The page of the style guide.

It is shown where the site is developed or tried out; a real installation answers 404.
"""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

from home.blocks import section_headings
from home.enums import Validity
from home.listing import page_numbers
from home.pictograms import SIGNS, Pictogram
from home.style_guide import figures, pages, parts
from home.style_guide.forms import fresh_form, refused_form
from home.style_guide.sections import SECTIONS


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component, where the site is developed."""
    if not (settings.DEBUG or settings.ALLOW_DEMO_ACCOUNTS):
        raise Http404
    return render(request, "style_guide/index.html", {"sections": SECTIONS} | sample_context())


def sample_context() -> dict[str, Any]:
    """Return what the components of the guide are filled with."""
    list_pages = [Paginator(range(200), 10).page(number) for number in (1, 10, 20)]
    images = list(get_image_model().objects.prefetch_related("renditions").order_by("pk")[:3])
    image = images[0] if images else None
    body = pages.body(image)
    return {
        "parts": parts,
        "figures": figures,
        "pages": pages,
        "pictograms": list(Pictogram),
        "signs": sorted(SIGNS),
        "validities": list(Validity),
        "articles": pages.articles(image),
        "body": body,
        "contents": section_headings(body),
        "outcome": pages.outcome(),
        "table": pages.table(),
        "steps": [*parts.STEPS, {"title": "Xem ảnh minh họa", "image": image, "image_alt": image.title}]
        if image
        else parts.STEPS,
        "fresh_form": fresh_form(),
        "refused_form": refused_form(),
        "list_pages": [(page, page_numbers(page)) for page in list_pages],
        "pictures": [{"image": one, "alt_text": one.title, "caption": one.title} for one in images],
    }
