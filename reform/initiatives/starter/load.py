"""Loading the sample initiatives: two years of them, each step taken by somebody who may do it."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from reform.initiatives.models import Initiative
from reform.organisation.models import Authority

from .applications import register, tell
from .cast import Cast
from .rounds import create_sheets, decide, hold_council, note_adoption
from .story import Story

FOLDER = Path(__file__).resolve().parent


@transaction.atomic
def load_initiatives_starter(*, authority: Authority) -> None:
    """Load sample initiatives, score sheets, councils, decisions and applications elsewhere. All or nothing.

    An authority that has initiatives keeps everything as it is; one whose sample people are gone gets none.

    Arguments:
        authority: the sample authority with its units and demonstration accounts.
    """
    if Initiative.objects.filter(unit__authority=authority).exists():
        return
    cast = Cast.of(authority)
    if cast is None:
        return
    story = Story(authority, cast)
    rounds = _read("rounds.toml")
    create_sheets(story, rounds["sheets"])
    for year in (2021, 2022):
        _tell_year(story, year, rounds)
    for values in rounds["adoptions"]:
        note_adoption(story, values)
    for values in _read("current.toml")["initiatives"]:
        tell(story, register(story, values), values["steps"])


def _tell_year(story: Story, year: int, rounds: dict[str, Any]) -> None:
    """Tell one year: the units apply, the councils score and meet, the Chair decides, the City answers."""
    applications = _read(f"year_{year}.toml")["initiatives"]
    for values in applications:
        tell(story, register(story, values), values["steps"])
    for values in rounds["councils"]:
        if values["year"] == year:
            hold_council(story, values)
    for values in rounds["decisions"]:
        if values["year"] == year:
            decide(story, values)
    for values in applications:
        tell(story, story.initiatives[values["key"]], values.get("afterwards", []))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"), parse_float=Decimal)
