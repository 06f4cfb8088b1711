"""What came of a campaign: prints, visits by day and channel, share of dossiers online before and after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from home.enums import Channel
from home.leaflets import LeafletFormat
from home.models import CampaignPage, DailyCount, ServiceFigure
from reform.organisation.enums import PeriodKind
from reform.organisation.periods import Period


@dataclass(frozen=True)
class OnlineShare:
    """Dossiers of the promoted services in one period.

    Attributes:
        period: the month, quarter or year.
        received: dossiers received by all channels.
        online: of them online.
        is_sample: some of the numbers are sample data.
    """

    period: Period
    received: int
    online: int
    is_sample: bool

    @property
    def percent(self) -> float | None:
        """Share online in per cent, or ``None`` without any dossier."""
        return 100 * self.online / self.received if self.received else None


@dataclass(frozen=True)
class CampaignReport:
    """The numbers of one campaign.

    Attributes:
        visits: number of visits by channel, the most visited first.
        days: for each day with visits, the number by channel and in all, newest first.
        prints: number of prints by format.
        before: the last period that ended before the campaign, or ``None``.
        after: the last period that ended in or after it and has numbers, or ``None``.
    """

    visits: list[tuple[str, int]]
    days: list[tuple[date, int]]
    prints: list[tuple[str, int]]
    before: OnlineShare | None
    after: OnlineShare | None

    @property
    def visits_in_all(self) -> int:
        """Visits by all channels."""
        return sum(number for _channel, number in self.visits)

    @property
    def prints_in_all(self) -> int:
        """Prints of all formats."""
        return sum(number for _format, number in self.prints)

    @property
    def shares(self) -> list[OnlineShare]:
        """The share before and after, as far as there are numbers."""
        return [share for share in (self.before, self.after) if share is not None]

    @property
    def change_in_points(self) -> float | None:
        """Change of the share online in percentage points, or ``None`` when a side is missing."""
        if self.before is None or self.after is None:
            return None
        if self.before.percent is None or self.after.percent is None:
            return None
        return self.after.percent - self.before.percent


def report_on(campaign: CampaignPage) -> CampaignReport:
    """Return the report of a campaign in a constant number of queries."""
    counts = DailyCount.objects.filter(link__campaign=campaign)
    visits = counts.filter(event=DailyCount.Event.VISIT)
    by_channel = visits.values("link__channel").annotate(total=Sum("count")).order_by("-total")
    by_day = visits.values("day").annotate(total=Sum("count")).order_by("-day")
    prints = counts.filter(event=DailyCount.Event.PRINT).values("detail").annotate(total=Sum("count"))
    shares = _shares(campaign)
    return CampaignReport(
        visits=[(str(Channel(row["link__channel"]).label), row["total"]) for row in by_channel],
        days=[(row["day"], row["total"]) for row in by_day],
        prints=[(str(LeafletFormat(row["detail"]).label), row["total"]) for row in prints.order_by("-total")],
        before=_last([share for share in shares if share.period.last_day < campaign.starts_on]),
        after=_last([share for share in shares if share.period.last_day >= campaign.starts_on]),
    )


def _shares(campaign: CampaignPage) -> list[OnlineShare]:
    """Return the monthly sums of the promoted services; months are what both sides have in common."""
    figures = ServiceFigure.objects.filter(page__campaigns=campaign)
    sums: dict[Period, list[ServiceFigure]] = defaultdict(list)
    for figure in figures:
        period = Period.parse(figure.period)
        if period.kind == PeriodKind.MONTH:
            sums[period].append(figure)
    return [
        OnlineShare(
            period=period,
            received=sum(figure.received_new for figure in rows),
            online=sum(figure.received_online for figure in rows),
            is_sample=any(figure.is_sample for figure in rows),
        )
        for period, rows in sums.items()
    ]


def _last(shares: list[OnlineShare]) -> OnlineShare | None:
    return max(shares, key=lambda share: share.period.last_day, default=None)
