"""The sections that editors compose a front page of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

SERVICES_AT_MOST = 8


class SectionBlock(blocks.StructBlock):
    """A section with a heading of its own; empty means the usual one."""

    title = blocks.CharBlock(
        label=_("Heading"), max_length=80, required=False, help_text=_("Empty: the usual heading.")
    )


class ServicesSection(SectionBlock):
    """The services that the front page promotes, in the editor's order."""

    services = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="home.ServicePage", label=_("Service")),
        label=_("Services"),
        min_num=1,
        max_num=SERVICES_AT_MOST,
    )

    class Meta:
        icon = "pick"
        label = _("Most used services")


class LifeEventsSection(SectionBlock):
    """The life events of the catalogue as large links."""

    class Meta:
        icon = "group"
        label = _("Life events")


class FiguresSection(SectionBlock):
    """The key figures of the authority, as far as they are approved for the public."""

    class Meta:
        icon = "table"
        label = _("Results at a glance")


class NewsSection(SectionBlock):
    """The newest articles, the first one large."""

    number = blocks.IntegerBlock(label=_("How many"), min_value=2, max_value=8, default=5)

    class Meta:
        icon = "doc-full"
        label = _("News")


class CampaignSection(SectionBlock):
    """The campaign that runs now; nothing while there is none."""

    class Meta:
        icon = "warning"
        label = _("Running campaign")


class ConsultationsSection(SectionBlock):
    """The drafts that are open for comments; nothing while there is none."""

    class Meta:
        icon = "comment"
        label = _("Open consultations")


class UnitsSection(SectionBlock):
    """The departments and wards with their phones."""

    class Meta:
        icon = "home"
        label = _("Units")


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
