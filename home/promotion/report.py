"""What came of a campaign: prints, visits by day and channel, share of dossiers online before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from home.enums import Channel
from home.leaflets import LeafletFormat
from home.models import CampaignPage, DailyCount, PrintRun, ServiceFigure
from reform.organisation.enums import PeriodKind
from reform.organisation.periods import Period

# What a campaign changes shows within a quarter; later months have other causes.
DAYS_BEHIND = timedelta(days=92)


@dataclass(frozen=True)
class OnlineShare:
    """Dossiers of the promoted services in one period.

    Attributes:
        period: the month.
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
class PrintTotal:
    """Leaflets or posters of one format.

    Attributes:
        label: the format in words.
        opened: how often its file was opened for printing.
        copies: copies that were printed, as entered with the campaign.
        given_out: of them given out or put up.
    """

    label: str
    opened: int
    copies: int
    given_out: int


@dataclass(frozen=True)
class CampaignReport:
    """The numbers of one campaign.

    Attributes:
        visits: number of visits by channel, the most visited first.
        days: day, channel and number of visits, the newest day first.
        prints: leaflets and posters by format, in the order of formats.
        before: the last month that ended before the campaign, or ``None``.
        after: the last month of the campaign or of the three months behind it, or ``None``.
        is_comparable: both months count the same services.
        left_out: promoted services without numbers in both months; where both are known, neither counts them.
    """

    visits: list[tuple[str, int]]
    days: list[tuple[date, str, int]]
    prints: list[PrintTotal]
    before: OnlineShare | None
    after: OnlineShare | None
    left_out: list[str]
    is_comparable: bool

    @property
    def visits_in_all(self) -> int:
        """Visits by all channels."""
        return sum(number for _channel, number in self.visits)

    @property
    def prints_in_all(self) -> PrintTotal:
        """Leaflets and posters of all formats."""
        return PrintTotal(
            label="",
            opened=sum(one.opened for one in self.prints),
            copies=sum(one.copies for one in self.prints),
            given_out=sum(one.given_out for one in self.prints),
        )

    @property
    def change_in_points(self) -> float | None:
        """Change of the share online in percentage points, or ``None`` when a side is missing."""
        if self.before is None or self.after is None or not self.is_comparable:
            return None
        if self.before.percent is None or self.after.percent is None:
            return None
        return self.after.percent - self.before.percent


def report_on(campaign: CampaignPage) -> CampaignReport:
    """Return the report of a campaign in a constant number of queries."""
    counts = DailyCount.objects.filter(link__campaign=campaign)
    visits = counts.filter(event=DailyCount.Event.VISIT)
    by_channel = visits.values("link__channel").annotate(total=Sum("count")).order_by("-total")
    by_day = visits.values("day", "link__channel").annotate(total=Sum("count")).order_by("-day", "-total")
    shares = _shares(campaign)
    return CampaignReport(
        visits=[(str(Channel(row["link__channel"]).label), row["total"]) for row in by_channel],
        days=[(row["day"], str(Channel(row["link__channel"]).label), row["total"]) for row in by_day],
        prints=_prints(campaign, counts),
        before=shares.before,
        after=shares.after,
        left_out=shares.left_out,
        is_comparable=shares.is_comparable,
    )


def _prints(campaign: CampaignPage, counts: QuerySet[DailyCount]) -> list[PrintTotal]:
    """Return openings of files, and copies, by format; formats without either are left out."""
    openings = counts.filter(event=DailyCount.Event.PRINT).order_by().values("detail")
    opened = dict(openings.annotate(total=Sum("count")).values_list("detail", "total"))
    runs = PrintRun.objects.filter(campaign=campaign).order_by().values("leaflet_format")
    printed = {
        row["leaflet_format"]: row for row in runs.annotate(made=Sum("copies"), given=Sum("given_out"))
    }
    return [
        PrintTotal(
            label=str(one.label),
            opened=opened.get(one.value, 0),
            copies=printed[one.value]["made"] if one.value in printed else 0,
            given_out=printed[one.value]["given"] if one.value in printed else 0,
        )
        for one in LeafletFormat
        if one.value in opened or one.value in printed
    ]


@dataclass(frozen=True)
class _Shares:
    """The two months of a report, see `CampaignReport`."""

    before: OnlineShare | None
    after: OnlineShare | None
    left_out: list[str]
    is_comparable: bool


def _shares(campaign: CampaignPage) -> _Shares:
    """Return the share before and since, of the same services where there are such; two queries."""
    services = dict(campaign.services.order_by("title").values_list("pk", "title"))
    months = _months(services)
    ended = [month for month in months if month.last_day < campaign.starts_on]
    last = campaign.ends_on + DAYS_BEHIND
    since = [month for month in months if month.last_day >= campaign.starts_on and month.first_day <= last]
    after = max(since, default=None)
    shared = [month for month in ended if after and months[month].keys() & months[after].keys()]
    before = max(shared or ended, default=None)
    both = months[before].keys() & months[after].keys() if before and after else set()
    counted = both or set(services)
    return _Shares(
        before=_share(before, months[before], counted) if before else None,
        after=_share(after, months[after], counted) if after else None,
        left_out=[title for key, title in services.items() if both and key not in both],
        is_comparable=bool(both),
    )


def _months(services: Iterable[int]) -> dict[Period, dict[int, ServiceFigure]]:
    """Return the monthly figures of services, by month and service."""
    months: dict[Period, dict[int, ServiceFigure]] = defaultdict(dict)
    for figure in ServiceFigure.objects.filter(page__in=list(services)):
        period = Period.parse(figure.period)
        if period.kind == PeriodKind.MONTH:
            months[period][figure.page_id] = figure
    return months


def _share(period: Period, figures: dict[int, ServiceFigure], counted: Collection[int]) -> OnlineShare:
    """Return the sums of one month over the services that are counted."""
    rows = [figure for key, figure in figures.items() if key in counted]
    return OnlineShare(
        period=period,
        received=sum(figure.received_new for figure in rows),
        online=sum(figure.received_online for figure in rows),
        is_sample=any(figure.is_sample for figure in rows),
    )
