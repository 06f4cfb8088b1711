"""The alert banners that a site shows now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page, Site

from home.models.alert import AlertBanner

# A banner may come up to so many seconds late on machines that share no cache; it never stays too long.
SECONDS_KEPT = 10


@dataclass(frozen=True)
class Alert:
    """A banner as pages show it.

    Attributes:
        level: ``info``, ``warning`` or ``danger``.
        label: the level in words, so that nobody needs to see its colour.
        page: the page with more about it, if it is published.
    """

    level: str
    label: str
    text: str
    page: Page | None
    starts_at: datetime
    ends_at: datetime


def alerts_of(site: Site) -> list[Alert]:
    """Return the banners of a site, the most urgent first; one query every ten seconds at most.

    The cache holds those that begin before it is asked anew, too: each is judged by the clock when it
    is shown, so that it begins and ends on time.
    """
    now = timezone.now()
    kept: list[Alert] | None = cache.get(_key(site.pk))
    if kept is None:
        kept = _read(site, now)
        cache.set(_key(site.pk), kept, SECONDS_KEPT)
    return [alert for alert in kept if alert.starts_at <= now < alert.ends_at]


def forget_alerts(instance: AlertBanner, **kwargs: Any) -> None:
    """After a banner is saved or deleted: let its site ask anew."""
    cache.delete(_key(instance.site_id))


def _read(site: Site, now: datetime) -> list[Alert]:
    soon = now + timedelta(seconds=SECONDS_KEPT)
    banners = AlertBanner.objects.filter(site=site, starts_at__lte=soon, ends_at__gt=now)
    return [
        Alert(
            level=banner.level,
            label=str(banner.get_level_display()),
            text=banner.text,
            page=banner.link_page if banner.link_page and banner.link_page.live else None,
            starts_at=banner.starts_at,
            ends_at=banner.ends_at,
        )
        for banner in banners.select_related("link_page").order_by("level_order", "-starts_at")
    ]


def _key(site_id: int) -> str:
    return f"home.alerts.{site_id}"
