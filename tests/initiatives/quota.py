"""What the tests of the quota board and of its reminder share."""

from typing import Any

from django.test import Client
from django.utils import timezone

from reform.initiatives.enums import InitiativeState
from reform.initiatives.models import Initiative
from reform.initiatives.selectors.board import QuotaBoard, QuotaRow, quota_board
from reform.organisation.models import Unit, User
from reform.registers.admin import admin_for

from .factories import House, InitiativeFactory

State = InitiativeState
YEAR = timezone.localdate().year


def register(house: House, letter: str, state: State = State.DRAFT, **fields: Any) -> Initiative:
    """Return an initiative of a ward in a state, with its decisions of this year where the state has any."""
    today = timezone.localdate()
    recognised = {State.RECOGNISED, State.NOMINATED, State.CITY_RECOGNISED, State.CITY_NOT_RECOGNISED}
    given: dict[str, Any] = {"state": state}
    if state in recognised:
        given["recognised_on"] = today
    if state == State.CITY_RECOGNISED:
        given["city_recognised_on"] = today
    made: Initiative = InitiativeFactory(unit=house.unit(letter), **given | fields)
    return made


def board_of(house: House, year: int = YEAR, user: User | None = None) -> QuotaBoard:
    """Return the board as the appraising office sees it, or somebody else."""
    return quota_board(user or house.economics, house.authority, year)


def row_of(board: QuotaBoard, unit: Unit) -> QuotaRow:
    """Return the row of a unit."""
    return next(row for row in board.rows if row.unit == unit)


def counts_of(board: QuotaBoard, unit: Unit) -> list[int]:
    """Return the unit's counts in the order of the columns."""
    return [count for _status, count in row_of(board, unit).cells]


def url(action: str = "board", **query: Any) -> str:
    """Return the address of a screen."""
    screens = admin_for(Initiative)
    assert screens is not None
    address = screens.url_for(action)
    return f"{address}?{'&'.join(f'{name}={value}' for name, value in query.items())}" if query else address


def signed_in(user: User) -> Client:
    """Return a browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client
