"""Telling the story by the real workflow: every step on its day of the past, by a person who may do it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from reform.initiatives.models import Council, Initiative, ScoreSheet
from reform.initiatives.workflow import INITIATIVES
from reform.organisation.models import Authority
from reform.organisation.working_days import working_calendar

from .cast import Cast


class Story:
    """What has been made so far, by the keys of the content files.

    Arguments:
        authority: the sample authority.
        cast: who acts.
    """

    def __init__(self, authority: Authority, cast: Cast) -> None:
        self.authority = authority
        self.cast = cast
        self.units = {unit.code: unit for unit in authority.units.all()}
        self.calendar = working_calendar(authority)
        self.sheets: dict[str, ScoreSheet] = {}
        self.councils: dict[str, Council] = {}
        self.initiatives: dict[str, Initiative] = {}
        self._ticks = 0

    def day(self, given: date | int) -> date:
        """Return a day of the content: as it stands there, or the working day so many days ago."""
        if isinstance(given, date):
            return given
        return self.calendar.next_working_day(timezone.localdate() - timedelta(days=given))

    def moment(self, given: date | int) -> datetime:
        """Return a moment on a day, in office hours, later than the ones before; never after now."""
        self._ticks += 1
        start = timezone.make_aware(datetime.combine(self.day(given), time(8)))
        return min(start + timedelta(seconds=20 * self._ticks), timezone.now())

    def perform(self, initiative: Initiative, event: str, given: date | int, **inputs: Any) -> None:
        """Let the person whose duty it is take one step."""
        actor = self.cast.actor(INITIATIVES.by_event[event].capability, initiative)
        INITIATIVES.perform(initiative, event, actor=actor, inputs=inputs, at=self.moment(given))
