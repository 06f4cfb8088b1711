"""Questions that citizens asked, with the answers that were published."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField

from home.listing import Choice, ListFilter, page_numbers, page_of, read_filters
from home.models.base import PublicPage
from home.models.service import SHORT_TEXT
from home.pictures import prefetch_pictures
from home.portal import portal_of
from reform.publication import submissions

ANSWERS_A_PAGE = 20
CATEGORY_PARAMETER = "chu-de"


class QuestionsPage(PublicPage):
    """Published answers, the way to the form, and the way to one's own answer."""

    introduction = RichTextField(
        _("introduction"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("How to ask and when the answer comes; it stands above the published answers."),
    )

    template = "home/questions_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    content_panels: ClassVar[list[Panel]] = [*PublicPage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add a page of published answers, newest first, and the categories to filter them by.

        Raises:
            Http404: the address names a category or a page that does not exist.
        """
        context = super().get_context(request, *args, **kwargs)
        authority = portal_of(request).authority
        if authority is None:
            raise Http404("this site belongs to no authority")
        choices = [Choice(str(one.key), one.name) for one in submissions.categories(authority)]
        by_category = ListFilter(
            parameter=CATEGORY_PARAMETER,
            title=gettext("Topic"),
            choices=choices,
            all_label=gettext("All subjects"),
        )
        filters = read_filters(request, [by_category])
        category = filters.value(CATEGORY_PARAMETER)
        found = submissions.published_answers(authority, category_id=int(category) if category else None)
        answers = page_of(request, found, size=ANSWERS_A_PAGE)
        prefetch_pictures([portal_of(request).logo])
        return context | {"filters": filters, "answers": answers, "page_numbers": page_numbers(answers)}
