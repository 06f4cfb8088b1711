"""The members' sheets of the sample: the totals of the content, shared out among the criteria."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reform.initiatives.models import ScoreCriterion
from reform.initiatives.scoring import Points, open_review, save_review

if TYPE_CHECKING:
    from reform.organisation.models import User

    from .story import Story

# What members write, by the least share of the maximum that they gave.
_REMARKS = (
    (85, "Giải pháp mới trong phạm vi quận, số liệu rõ ràng, có thể nhân rộng ngay."),
    (
        75,
        "Giải pháp thiết thực, đã chứng minh được hiệu quả; cần có hướng dẫn để đơn vị khác áp dụng.",
    ),
    (65, "Đạt yêu cầu; tính mới chưa nổi bật, số liệu trước và sau cần đối chiếu thêm."),
    (0, "Chưa làm rõ điểm mới so với cách làm đã có; minh chứng còn ít."),
)


def hand_in(story: Story, key: str, username: str, total: int, day: date) -> None:
    """Let a member fill a whole sheet in and hand it in."""
    member = story.cast.accounts[username]
    criteria = _criteria(story, key)
    shared = share_out(total, [int(criterion.maximum) for criterion in criteria])
    points: Points = {
        criterion.pk: (Decimal(value), "") for criterion, value in zip(criteria, shared, strict=True)
    }
    remark = next(words for least, words in _REMARKS if total >= least)
    _save(story, key, member, day, points, remark, hand_in=True)


def start(story: Story, key: str, username: str, day: date) -> None:
    """Let a member score the first criterion and leave the rest for later."""
    first = _criteria(story, key)[0]
    points: Points = {first.pk: (first.maximum - 2, "")}
    _save(story, key, story.cast.accounts[username], day, points, "", hand_in=False)


def share_out(total: int, maxima: Sequence[int]) -> list[int]:
    """Return whole points for each criterion that add up to the total, in the proportion of the maxima."""
    whole = sum(maxima)
    shared = [total * maximum // whole for maximum in maxima]
    rests = sorted(range(len(maxima)), key=lambda place: -(total * maxima[place] % whole))
    for place in rests[: total - sum(shared)]:
        shared[place] += 1
    return shared


def _criteria(story: Story, key: str) -> list[ScoreCriterion]:
    initiative = story.initiatives[key]
    return list(ScoreCriterion.objects.filter(sheet__councils=initiative.council_id).order_by("position"))


def _save(
    story: Story, key: str, member: User, day: date, points: Points, remark: str, *, hand_in: bool
) -> None:
    review = open_review(story.initiatives[key], actor=member, at=story.moment(day))
    save_review(
        review,
        points=points,
        remark=remark,
        no_interest=hand_in,
        hand_in=hand_in,
        actor=member,
        expected_version=review.version,
        at=story.moment(day),
    )
