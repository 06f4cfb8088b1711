"""What screens read of messages and of what readers think of pages, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Authority

from .enums import OPEN_STATES, Grade, MessageState, Screen
from .models import CitizenMessage, PageRating, PageRemark, SatisfactionCount
from .permissions import CATEGORIES

if TYPE_CHECKING:
    from reform.organisation.models import User

PAGE_ACTIONS = ("change", "publish")


@dataclass(frozen=True)
class Waiting:
    """What waits for a user, ``None`` where it is not the user's business.

    Attributes:
        to_route: lies with the user's desk.
        to_answer: lies with the user's unit.
        to_give: an answer waits for the head of the user's unit.
        overdue: of what the user handles, past its day.
    """

    to_route: int | None
    to_answer: int | None
    to_give: int | None
    overdue: int


def waiting_for(user: User) -> Waiting | None:
    """Return what waits for a user in one query; ``None`` for who handles no messages."""
    access = access_of(user)
    desk, unit = access.units(Capability.FOLLOW_UP), access.units(Capability.ENTER)
    head = access.units(Capability.SUBMIT)
    if not desk | unit | head:
        return None
    state = MessageState
    found = CitizenMessage.objects.viewable_by(user).aggregate(
        to_route=Count("pk", filter=Q(unit__in=desk, state=state.RECEIVED)),
        to_answer=Count("pk", filter=Q(unit__in=unit, state=state.ROUTED)),
        to_give=Count("pk", filter=Q(unit__in=head, state=state.PREPARED)),
        overdue=Count(
            "pk",
            filter=Q(unit__in=desk | unit | head, state__in=OPEN_STATES, due_on__lt=timezone.localdate()),
        ),
    )
    return Waiting(
        to_route=found["to_route"] if desk else None,
        to_answer=found["to_answer"] if unit else None,
        to_give=found["to_give"] if head else None,
        overdue=found["overdue"],
    )


@dataclass(frozen=True)
class ScreenRating:
    """How many found a page, or a screen outside the tree, useful, and how many did not."""

    name: str
    useful: int
    not_useful: int


def may_read_opinions(user: Any) -> bool:
    """Tell whether a user works on pages anywhere, or follows an authority's messages up."""
    return CATEGORIES.may_list(user) or page_permission_policy.user_has_any_permission(user, PAGE_ACTIONS)


def pages_with_opinions(user: Any, since: date) -> QuerySet[Page, Any]:
    """Return the pages that a user answers for and that readers have said something about.

    Args:
        user: who works on the pages, or follows up the messages of the authority whose site it is.
        since: the first day that counts.

    Returns:
        Pages with `useful`, `not_useful`, `very`, `satisfied`, `not_satisfied`, `remarks`, `is_sample`
        (some of it is sample data) and `has_screens` (screens outside the tree are counted in), those that
        helped fewest first.
    """
    scope = Q(
        pk__in=page_permission_policy.instances_user_has_any_permission_for(user, PAGE_ACTIONS)
        .order_by()
        .values("pk")
    )
    followed = Authority.objects.filter(pk__in=CATEGORIES.authorities(user)).exclude(site=None)
    for path in followed.values_list("site__root_page__path", flat=True):
        scope |= Q(path__startswith=path)
    ratings = PageRating.objects.filter(page=OuterRef("pk"), day__gte=since)
    grades = SatisfactionCount.objects.filter(page=OuterRef("pk"), day__gte=since)
    remarks = PageRemark.objects.filter(page=OuterRef("pk"), day__gte=since)
    # Totals are counted for these alone, not for every page of the site.
    spoken_of = [
        model.objects.filter(day__gte=since).order_by().values("page")
        for model in (PageRating, SatisfactionCount, PageRemark)
    ]
    pages = Page.objects.filter(scope, pk__in=spoken_of[0].union(*spoken_of[1:])).annotate(
        useful=_total(ratings, Sum("useful")),
        not_useful=_total(ratings, Sum("not_useful")),
        very=_total(grades.filter(grade=Grade.VERY), Sum("count")),
        satisfied=_total(grades.filter(grade=Grade.SATISFIED), Sum("count")),
        not_satisfied=_total(grades.filter(grade=Grade.NOT), Sum("count")),
        remarks=_total(remarks, Count("pk")),
        is_sample=reduce(or_, (Exists(rows.filter(is_sample=True)) for rows in (ratings, grades, remarks))),
    )
    of_screens = (Exists(rows.exclude(screen="")) for rows in (ratings, remarks))
    pages = pages.annotate(has_screens=reduce(or_, of_screens))
    said = Q()
    for name in ("useful", "not_useful", "very", "satisfied", "not_satisfied", "remarks"):
        said |= Q(**{f"{name}__gt": 0})
    return pages.filter(said).order_by((F("not_useful") + F("not_satisfied")).desc(), "title", "pk")


def ratings_by_screen(page: Page, since: date) -> list[ScreenRating]:
    """Return how useful a page and the screens told of with it were, the page itself first."""
    rows = PageRating.objects.filter(page=page, day__gte=since).order_by().values("screen")
    found = rows.annotate(yes=Sum("useful"), no=Sum("not_useful")).order_by("screen")
    return [
        ScreenRating(str(Screen(row["screen"]).label) if row["screen"] else page.title, row["yes"], row["no"])
        for row in found
    ]


def _total(rows: QuerySet[Any], total: Any) -> Coalesce:
    """Return the total of a page's rows, 0 where there are none."""
    found = rows.order_by().values("page").annotate(total=total).values("total")
    return Coalesce(Subquery(found, output_field=IntegerField()), Value(0))
