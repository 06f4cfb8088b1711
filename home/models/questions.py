"""Questions that citizens asked, with the answers that were published."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField

from home.models.base import PublicPage
from home.models.service import SHORT_TEXT


class QuestionsPage(PublicPage):
    """Published answers, the way to the form, and the way to one's own answer."""

    introduction = RichTextField(_("introduction"), features=SHORT_TEXT, blank=True)

    template = "home/questions_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    content_panels: ClassVar[list[Panel]] = [*PublicPage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")
