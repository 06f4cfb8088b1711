"""Correcting a proposal: pure functions, no database."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from reform.directives.proposal_changes import describe_changes
from reform.directives.proposals import (
    Proposal,
    add_task,
    drop_task,
    find_task,
    kept_tasks,
    merge_tasks,
    restore_task,
    split_task,
    tasks_of,
    update_header,
    update_task,
)

from .factories import read_proposal, read_task

TARGET = {"value": 90, "unit": "%", "comparison": ">=", "text": "đạt 90%", "per_unit": False}


def proposal_of_three() -> Proposal:
    return read_proposal(
        read_task(anchor="1, 1", text="Báo cáo đúng hạn", roles={"NV": "lead"}),
        read_task(
            anchor="1, 2",
            text="Tuyên truyền; hồ sơ đạt 90%",
            roles={"NV": "coordinate", "VP": "advise", "TP": "channel"},
            frequency="half-yearly",
            targets=[TARGET],
            parts=[
                read_task(text="Tuyên truyền", roles={"NV": "lead"}),
                read_task(text="hồ sơ đạt 90%", roles={"VP": "lead"}, targets=[TARGET]),
            ],
        ),
        read_task(
            anchor="1, 3", text="Rà soát", roles={"VP": "monitor"}, due="2022-08-31", result_kind="data"
        ),
    )


def texts(proposal: Proposal) -> list[str]:
    return [task["text"] for task in tasks_of(proposal)]


def keys(proposal: Proposal) -> list[str]:
    return [task["key"] for task in tasks_of(proposal)]


def test_what_the_reader_found_is_kept_in_the_words_of_the_register() -> None:
    proposal = proposal_of_three()
    assert (proposal["number"], proposal["symbol"]) == ("655", "UBND-NV")
    second, third = find_task(proposal, "t2"), find_task(proposal, "t3")
    assert second["roles"] == {"NV": "coordinate", "VP": "lead"}
    assert second["units"] == ["NV", "VP"]
    assert second["frequency"] == "half_yearly"
    assert third["roles"] == {"VP": "lead"}, "who alone watches over the work answers for it"
    assert third["result_kind"] == "figures"


def test_every_task_has_a_key_of_its_own() -> None:
    assert keys(proposal_of_three()) == ["t1", "t2", "t3"]


def test_correcting_leaves_the_given_proposal_alone() -> None:
    proposal = proposal_of_three()
    before = deepcopy(proposal)
    merge_tasks(proposal, ["t1", "t2"])
    split_task(proposal, "t2")
    drop_task(proposal, "t1")
    update_task(proposal, "t1", text="Khác")
    add_task(proposal, text="Thêm", roles={"NV": "lead"})
    update_header(proposal, subject="Khác")
    assert proposal == before


def test_merged_tasks_stand_where_the_first_stood_with_all_units_and_targets() -> None:
    merged = merge_tasks(proposal_of_three(), ["t2", "t1"])
    assert keys(merged) == ["t1", "t3"]
    task = find_task(merged, "t1")
    assert task["text"] == "Báo cáo đúng hạn\nTuyên truyền; hồ sơ đạt 90%"
    assert task["roles"] == {"NV": "lead", "VP": "lead"}
    assert task["targets"] == [TARGET]
    assert task["frequency"] == "half_yearly"


def test_merging_different_dates_is_marked_for_the_officer() -> None:
    proposal = update_task(proposal_of_three(), "t1", due="2022-07-15")
    task = find_task(merge_tasks(proposal, ["t1", "t3"]), "t1")
    assert task["due"] == "2022-07-15"
    assert task["unsure"]


@pytest.mark.parametrize("chosen", [[], ["t1"], ["t1", "t1"], ["t1", "t9"]])
def test_merging_needs_two_tasks_that_are_there(chosen: list[str]) -> None:
    with pytest.raises(ValidationError):
        merge_tasks(proposal_of_three(), chosen)


def test_a_split_by_the_offered_parts_takes_their_units_and_targets() -> None:
    split = split_task(proposal_of_three(), "t2")
    assert keys(split) == ["t1", "t2", "t4", "t3"]
    first, second = find_task(split, "t2"), find_task(split, "t4")
    assert (first["roles"], second["roles"]) == ({"NV": "lead"}, {"VP": "lead"})
    assert (first["targets"], second["targets"]) == ([], [TARGET])
    assert first["anchor"] != second["anchor"]


def test_a_split_by_hand_inherits_units_and_gives_a_target_to_the_part_that_states_it() -> None:
    cut = len("Tuyên truyền;")
    split = split_task(proposal_of_three(), "t2", offsets=[cut])
    assert texts(split)[1:3] == ["Tuyên truyền", "hồ sơ đạt 90%"]
    first, second = find_task(split, "t2"), find_task(split, "t4")
    assert first["roles"] == second["roles"] == {"NV": "coordinate", "VP": "lead"}
    assert (first["targets"], second["targets"]) == ([], [TARGET])


def test_a_split_by_lines_takes_what_the_officer_wrote() -> None:
    split = split_task(proposal_of_three(), "t1", lines=["Báo cáo quý", "", "Báo cáo năm"])
    assert texts(split)[:2] == ["Báo cáo quý", "Báo cáo năm"]


@pytest.mark.parametrize(
    "how", [{}, {"offsets": []}, {"offsets": [0, 999]}, {"lines": ["một"]}, {"lines": ["một", "  "]}]
)
def test_a_split_needs_two_parts_with_words(how: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        split_task(proposal_of_three(), "t1", **how)


def test_a_dropped_task_stays_visible_and_can_be_taken_in_again() -> None:
    dropped = drop_task(proposal_of_three(), "t2")
    assert keys(dropped) == ["t1", "t2", "t3"]
    assert [task["key"] for task in kept_tasks(dropped)] == ["t1", "t3"]
    assert len(kept_tasks(restore_task(dropped, "t2"))) == 3


def test_keys_are_never_used_again() -> None:
    proposal = split_task(proposal_of_three(), "t2")
    proposal = merge_tasks(proposal, ["t2", "t4"])
    proposal = add_task(proposal, text="Thêm", roles={"NV": "lead"})
    assert keys(proposal) == ["t1", "t2", "t3", "t5"]


def test_a_task_is_added_behind_another_or_at_the_end_of_its_section() -> None:
    behind = add_task(proposal_of_three(), text="Thêm", roles={"NV": "lead"}, after="t1")
    assert texts(behind)[1] == "Thêm"
    ended = add_task(proposal_of_three(), text="Thêm", roles={"NV": "lead"}, section_number="1")
    assert texts(ended)[3] == "Thêm"
    elsewhere = add_task(proposal_of_three(), text="Thêm", roles={"NV": "lead"}, section_number="9")
    assert elsewhere["sections"][1]["number"] == "9"


def test_changed_fields_are_kept_and_the_task_counts_as_looked_at() -> None:
    changed = update_task(
        proposal_of_three(),
        "t1",
        text="  Báo cáo quý ",
        roles={"VP": "lead", "TP": "coordinate"},
        due=date(2022, 7, 15),
        frequency="quarterly",
        targets=[{"value": "99,5", "unit": "%"}, {"value": "", "unit": "%"}],
        urgent=True,
    )
    task = find_task(changed, "t1")
    assert (task["text"], task["due"], task["units"]) == ("Báo cáo quý", "2022-07-15", ["VP", "TP"])
    assert [target["value"] for target in task["targets"]] == [99.5]
    assert task["checked"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "  "),
        ("roles", {"NV": "boss"}),
        ("due", "31/8/2022"),
        ("frequency", "sometimes"),
        ("targets", [{"value": "nhiều", "unit": "%"}]),
        ("targets", [{"value": "-1", "unit": "%"}]),
        ("targets", [{"value": "NaN", "unit": "%"}]),
        ("result_kind", "miracle"),
        ("reform_field", "everything"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_field(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        update_task(proposal_of_three(), "t1", **{field: value})
    assert list(refusal.value.message_dict) == [field]


def test_a_task_that_is_gone_is_said_to_be_gone() -> None:
    with pytest.raises(ValidationError):
        update_task(proposal_of_three(), "t9", text="Khác")


def test_the_document_itself_can_be_corrected() -> None:
    changed = update_header(
        proposal_of_three(),
        date="2022-06-21",
        cited_documents=[{"number": "903/QĐ-UBND", "date": "2021-03-28"}, {"number": " "}],
    )
    assert changed["date"] == "2022-06-21"
    assert [row["number"] for row in changed["cited_documents"]] == ["903/QĐ-UBND"]


def test_the_history_tells_which_task_was_corrected_from_what_to_what() -> None:
    before = proposal_of_three()
    after = drop_task(update_task(before, "t1", due="2022-07-15"), "t2")
    told = {change["field"]: (change["old"], change["new"]) for change in describe_changes(before, after)}
    assert told["1, 1: due"] == ("", "2022-07-15")
    assert "1, 2: dropped" in told
    assert not describe_changes(before, before)
