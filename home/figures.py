"""The figures strip: public figures turned into cards that say in words what their bar shows."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reform.organisation.models import Authority
from reform.publication.figures import TaskFigures, task_figures


@dataclass(frozen=True)
class KeyFigure:
    """One card: a value, a bar of 0 to 100 % with a tick at the target, and words for both.

    Attributes:
        label: what is counted.
        value: how many.
        of: of how many, or ``None`` when the value stands alone.
        percent: length of the bar, 0 to 100.
        target_percent: where the tick stands, 0 to 100, or ``None`` when there is no target.
        words: what the value means.
        state: ``good``, ``watch``, ``late`` or ``plain``; draws colour and shape beside the words.
    """

    label: str
    value: int
    of: int | None
    percent: int
    target_percent: int | None
    words: str
    state: str


@dataclass(frozen=True)
class KeyFigures:
    """The cards of the strip, the day they describe, and whether they rest on sample data."""

    cards: list[KeyFigure]
    as_of: date
    is_sample: bool


def key_figures(authority: Authority) -> KeyFigures | None:
    """Return the strip of an authority, or ``None`` when nothing is approved for the public."""
    figures = task_figures(authority)
    if figures is None or figures.total == 0:
        return None
    cards = [_done_card(figures), _in_force_card(figures), _overdue_card(figures)]
    return KeyFigures(cards=cards, as_of=figures.as_of, is_sample=figures.is_sample)


def _percent(part: int, whole: int) -> int:
    return min(100, round(100 * part / whole)) if whole else 0


def _done_card(figures: TaskFigures) -> KeyFigure:
    percent = _percent(figures.done_on_time, figures.total)
    return KeyFigure(
        label=_("Done on time, of all tasks given"),
        value=figures.done_on_time,
        of=figures.total,
        percent=percent,
        target_percent=100,
        words=_("%(percent)s%% of all tasks; the target is 100%%") % {"percent": percent},
        state="good" if percent == 100 else "watch",
    )


def _in_force_card(figures: TaskFigures) -> KeyFigure:
    return KeyFigure(
        label=_("Tasks in force"),
        value=figures.in_force,
        of=figures.total,
        percent=_percent(figures.in_force, figures.total),
        target_percent=None,
        words=_("Being carried out by departments and wards"),
        state="plain",
    )


def _overdue_card(figures: TaskFigures) -> KeyFigure:
    late = figures.overdue
    words = ngettext("Needs to be hurried along", "Need to be hurried along", late)
    return KeyFigure(
        label=_("Tasks overdue"),
        value=late,
        of=figures.total,
        percent=_percent(late, figures.total),
        target_percent=0,
        words=words if late else _("No task is overdue"),
        state="late" if late else "good",
    )
