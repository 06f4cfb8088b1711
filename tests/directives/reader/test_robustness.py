"""Whatever the text, the reader answers, keeps its spans inside it and reads both Unicode forms alike."""

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from reform.directives.reader import read_dispatch
from tests.directives.reader.documents import SAMPLES, UNITS

LINES = [
    line
    for path in sorted(SAMPLES.glob("*.txt")) + sorted(SAMPLES.glob("*.md"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
ODD = [
    "99/99/9999",
    "trước ngày 31/2",
    "trước tháng 1/0001",
    "tháng 13/2022",
    "quý IV",
    "|",
    "| |",
    "1.",
    "- ",
    "\t\t",
]
fragments = st.lists(st.sampled_from(LINES + ODD) | st.text(max_size=40), max_size=25).map("\n".join)


@settings(max_examples=60)
@given(st.text(max_size=400) | fragments)
def test_any_text_gives_a_proposal_whose_spans_lie_in_it(text: str) -> None:
    proposal = read_dispatch(text, UNITS)
    json.dumps(proposal.as_dict())
    for task in proposal.tasks:
        for each in (task, *task.parts):
            assert 0 <= each.span[0] <= each.span[1] <= len(proposal.text)
            assert proposal.text[each.span[0] : each.span[1]] == each.text


@settings(max_examples=30)
@given(fragments)
def test_composed_and_decomposed_letters_read_the_same(text: str) -> None:
    composed = read_dispatch(unicodedata.normalize("NFC", text), UNITS)
    assert read_dispatch(unicodedata.normalize("NFD", text), UNITS).as_dict() == composed.as_dict()


@settings(max_examples=30)
@given(fragments)
def test_only_known_units_are_proposed(text: str) -> None:
    codes = {unit.code for unit in UNITS}
    assert all(set(task.roles) <= codes for task in read_dispatch(text, UNITS).tasks)


def test_without_any_known_unit_nothing_is_assigned() -> None:
    text = (SAMPLES / "hai_an_2022_06.txt").read_text(encoding="utf-8")
    proposal = read_dispatch(text, [])
    assert len(proposal.tasks) == 25
    assert all(task.roles == {} for task in proposal.tasks)


def test_a_very_long_line_is_read_in_reasonable_time() -> None:
    assert read_dispatch("1. Giao Phòng Nội vụ, " * 3000, UNITS).tasks
