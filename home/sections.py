"""The sections that editors compose a front page of.

Each has a description and a preview for the window in which editors choose it. The preview shows what the
section would show on the site today, and says so when that is nothing yet.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

SERVICES_AT_MOST = 8


class SectionBlock(blocks.StructBlock):
    """A section with a heading of its own; empty means the usual one."""

    title = blocks.CharBlock(
        label=_("Heading"), max_length=80, required=False, help_text=_("Empty: the usual heading.")
    )

    def get_preview_template(self, value: Any, context: dict[str, Any] | None = None) -> str:
        """Return the page that shows one section alone."""
        return "home/sections/preview.html"

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the section as the site of the request would show it today."""
        from home.front_page import section_today

        context: dict[str, Any] = super().get_preview_context(value, parent_context)
        return context | {"section": section_today(self.name, context["request"])}


class ServicesSection(SectionBlock):
    """The services that the front page promotes, in the editor's order."""

    services = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="home.ServicePage", label=_("Service")),
        label=_("Services"),
        min_num=1,
        max_num=SERVICES_AT_MOST,
        help_text=_("Eight at most, in the order in which citizens see them."),
    )

    class Meta:
        icon = "pick"
        label = _("Most used services")
        description = _("Services that you choose, as cards in your order.")


class LifeEventsSection(SectionBlock):
    """The life events of the catalogue as large links."""

    class Meta:
        icon = "group"
        label = _("Life events")
        description = _("Life events of the catalogue as large links to their services.")


class FiguresSection(SectionBlock):
    """The key figures of the authority, as far as they are approved for the public."""

    class Meta:
        icon = "table"
        label = _("Results at a glance")
        description = _(
            "Tasks in force, done on time and overdue, once the figures are approved for the public."
        )


class NewsSection(SectionBlock):
    """The newest articles, the first one large."""

    number = blocks.IntegerBlock(
        label=_("How many"),
        min_value=2,
        max_value=8,
        default=5,
        help_text=_("From 2 to 8 articles; the first one stands there large."),
    )

    class Meta:
        icon = "doc-full"
        label = _("News")
        description = _("The newest articles, the first one with its picture.")


class CampaignSection(SectionBlock):
    """The campaign that runs now; nothing while there is none."""

    class Meta:
        icon = "warning"
        label = _("Running campaign")
        description = _("The campaign that runs today; left out while there is none.")


class ConsultationsSection(SectionBlock):
    """The drafts that are open for comments; nothing while there is none."""

    class Meta:
        icon = "comment"
        label = _("Open consultations")
        description = _("Up to three drafts that take comments today; left out while there is none.")


class UnitsSection(SectionBlock):
    """The departments and wards."""

    class Meta:
        icon = "home"
        label = _("Units")
        description = _("Departments and wards with links to their pages.")


class SectionsBlock(blocks.StreamBlock):
    """A front page, section by section."""

    services = ServicesSection()
    life_events = LifeEventsSection()
    campaign = CampaignSection()
    news = NewsSection()
    figures = FiguresSection()
    consultations = ConsultationsSection()
    units = UnitsSection()

    class Meta:
        block_counts = {
            kind: {"max_num": 1}
            for kind in ("life_events", "campaign", "news", "figures", "consultations", "units")
        }
