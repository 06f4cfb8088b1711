"""Short addresses: who gets one, and how visits and prints are counted.

Counted are numbers by day and channel, never who came: no address, no browser, no cookie.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page

from home.enums import Channel
from home.models import ArticlePage, CampaignPage, DailyCount, ServicePage, ShortLink
from reform.organisation.codes import make_code
from reform.organisation.counting import add_one

# Of 29 signs each: 590 million codes.
CODE_LENGTH = 6
# What every page that can be printed has: one short address for each kind of print.
PRINTED_CHANNELS = (Channel.LEAFLET, Channel.POSTER, Channel.BANNER)


def ensure_link(page: Page, channel: Channel, campaign: CampaignPage | None = None) -> ShortLink:
    """Return the short address of a page for a channel, made if it is the first time.

    Args:
        page: where it leads.
        channel: where it is printed or spoken; visits are counted by it.
        campaign: the campaign that it belongs to, or ``None`` for the page's own.
    """
    asked = {"page_id": page.pk, "channel": channel, "campaign": campaign}
    while True:
        link = ShortLink.objects.filter(**asked).first()
        if link is not None:
            return link
        sample = bool(getattr(page, "is_sample", False))
        try:
            with transaction.atomic():
                return ShortLink.objects.create(
                    code=make_code(CODE_LENGTH).lower(), is_sample=sample, **asked
                )
        except IntegrityError:
            # Another request made it, or the code was drawn before: look, or draw, again.
            continue


def ensure_links_of(page: Page) -> None:
    """Give a published page the short addresses that it needs: its own and, for a campaign, its services'."""
    if isinstance(page, CampaignPage):
        for target in [page, *page.open_services()]:
            _ensure_links_in(page, target)
    elif isinstance(page, ServicePage | ArticlePage):
        for channel in PRINTED_CHANNELS:
            ensure_link(page, channel)
    if isinstance(page, ServicePage):
        for campaign in page.campaigns.published().on_site_of(page):
            _ensure_links_in(campaign, page)


def _ensure_links_in(campaign: CampaignPage, target: Page) -> None:
    for channel in dict.fromkeys([*PRINTED_CHANNELS, *map(Channel, campaign.channels)]):
        ensure_link(target, channel, campaign)


def count(link: ShortLink, event: str, *, detail: str = "", day: date | None = None) -> None:
    """Add one to the number of a day.

    Args:
        link: the short address that was followed or printed.
        event: one of ``DailyCount.Event``.
        detail: the format of a print.
        day: today unless given.
    """
    add_one(DailyCount, "count", link=link, event=event, detail=detail, day=day or timezone.localdate())


def links_of(page: Page, campaign: CampaignPage | None = None) -> list[ShortLink]:
    """Return the short addresses of a page, by channel; one query."""
    return list(ShortLink.objects.filter(page_id=page.pk, campaign=campaign).order_by("pk"))
