"""The day by which members hand their sheets in: it lies ahead, is shown early, and can be moved."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from reform.initiatives.enums import CouncilState, InitiativeState
from reform.initiatives.models import Council, Initiative
from reform.initiatives.workflow import COUNCILS
from reform.registers.models import HistoryEntry
from reform.registers.workflow import TransitionRefused

from .bench import build_bench, new_council, tomorrow
from .factories import House, make_council, make_house, make_initiative
from .rows import told_in
from .screens import signed_in, url
from .ways import lead_to

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def house() -> House:
    """Return an authority with an appraising office."""
    return make_house(letters="A")


def open_by(house: House, council: Council, day: date) -> None:
    """Open the scoring until a day."""
    COUNCILS.perform(council, "open_scoring", actor=house.economics, inputs={"score_by": day})


def move(actor: Any, council: Council, day: date, reason: str = "Thành viên đi công tác") -> None:
    """Move the deadline to a day."""
    COUNCILS.perform(council, "move_deadline", actor=actor, inputs={"score_by": day, "reason": reason})


def test_a_day_that_has_passed_opens_no_scoring(house: House) -> None:
    council = make_council(house, opened=False)
    with pytest.raises(ValidationError) as told:
        open_by(house, council, YESTERDAY)
    assert "score_by" in told.value.message_dict
    council.refresh_from_db()
    assert (council.state, council.score_by) == (CouncilState.PREPARING, None)
    open_by(house, council, timezone.localdate())


def test_members_do_not_score_before_the_council_is_set_up(house: House) -> None:
    council = make_council(house, opened=False, decision_date=tomorrow() + timedelta(days=5))
    with pytest.raises(ValidationError):
        open_by(house, council, tomorrow())


def test_while_members_score_the_deadline_is_moved_with_a_reason_and_history_keeps_both(
    house: House,
) -> None:
    council = make_council(house)
    # Typed before past days were refused: it must not stand for ever.
    Council.objects.filter(pk=council.pk).update(score_by=date(2022, 3, 1))
    council.refresh_from_db()
    with pytest.raises(ValidationError):
        move(house.economics, council, YESTERDAY)
    with pytest.raises(ValidationError):
        move(house.economics, council, tomorrow(), reason=" ")
    move(house.economics, council, tomorrow())
    assert (council.state, council.score_by) == (CouncilState.SCORING, tomorrow())
    entry = HistoryEntry.objects.of(council)[0]
    assert (entry.action, entry.reason) == ("move_deadline", "Thành viên đi công tác")
    assert [(change["field"], change["old"]) for change in entry.changes] == [("score_by", "01/03/2022")]


def test_only_who_appraises_moves_it_and_only_while_members_score() -> None:
    bench = build_bench()
    for stranger in (bench.house.chair, bench.members[0]):
        with pytest.raises(TransitionRefused):
            move(stranger, bench.council, tomorrow())
    for state in (CouncilState.PREPARING, CouncilState.MET, CouncilState.CLOSED):
        with pytest.raises(TransitionRefused):
            move(bench.economics, new_council(bench.sheet, state=state), tomorrow())


def test_the_day_entered_with_the_council_is_on_its_page_and_in_both_steps(house: House) -> None:
    day = tomorrow() + timedelta(days=20)
    council, browser = make_council(house, opened=False, score_by=day), signed_in(house.economics)
    assert f"{day:%d/%m/%Y}" in told_in(browser.get(url(Council, "inspect", council.pk)))
    address = url(Council, "transition", council.pk, "open_scoring")
    assert browser.get(address).context["form"]["score_by"].value() == day
    open_by(house, council, day)
    address = url(Council, "transition", council.pk, "move_deadline")
    assert browser.get(address).context["form"]["score_by"].value() == day


def test_a_council_without_a_day_says_so_nowhere_before_its_scoring(house: House) -> None:
    council = make_council(house, opened=False)
    page = signed_in(house.economics).get(url(Council, "inspect", council.pk))
    assert "due-chip" not in told_in(page)


def test_a_council_is_not_entered_with_a_day_that_has_passed(house: House) -> None:
    council = make_council(house, opened=False)
    browser, address = signed_in(house.economics), url(Council, "edit", council.pk)
    answer = browser.post(address, {"score_by": f"{YESTERDAY:%d/%m/%Y}", "version": council.version})
    assert "score_by" in answer.context["form"].errors
    answer = browser.post(address, {"score_by": f"{tomorrow():%d/%m/%Y}", "version": council.version})
    assert "score_by" not in answer.context["form"].errors


def test_an_initiative_before_a_council_that_is_being_set_up_waits_for_its_scoring(house: House) -> None:
    council, row = make_council(house, opened=False), make_initiative(house)
    lead_to(row, InitiativeState.SCORING, house=house, council=council)
    browser = signed_in(house.economics)
    pages = (
        url(Initiative, "index"),
        url(Initiative, "inspect", row.pk),
        url(Council, "inspect", council.pk),
    )
    words = gettext("waits for the scoring to open")
    for page in pages:
        assert words in told_in(browser.get(page))
    open_by(house, council, tomorrow())
    for page in pages:
        assert words not in told_in(browser.get(page))
