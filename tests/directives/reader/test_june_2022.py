"""The June 2022 dispatch of Hải An, the letter that everything else grew from."""

import pytest

from reform.directives.reader import Proposal, extract_text, read_dispatch
from tests.directives.reader.documents import DEPARTMENTS, SAMPLES, UNITS, WARDS, sample

SECTIONS = [6, 1, 6, 2, 2, 3, 4, 1]


@pytest.fixture(scope="module", params=["hai_an_2022_06.txt", "hai_an_2022_06.pdf"])
def proposal(request: pytest.FixtureRequest) -> Proposal:
    return sample(request.param)


def test_it_has_eight_sections_with_twenty_five_obligations(proposal: Proposal) -> None:
    assert [section.number for section in proposal.sections] == list("12345678")
    assert [len(section.tasks) for section in proposal.sections] == SECTIONS


def test_section_one_is_for_every_department_and_ward_and_the_others_for_one_unit(proposal: Proposal) -> None:
    assert set(proposal.sections[0].units) == DEPARTMENTS | WARDS
    assert len(WARDS) == 8
    others = [section.units for section in proposal.sections[1:]]
    assert others == [["NV"], ["VP"], ["TCKH"], ["TP"], ["VHTT"], ["KT"], ["TTR"]]


def test_the_bullet_on_founding_decisions_is_for_departments_alone_and_says_so(proposal: Proposal) -> None:
    task = proposal.sections[0].tasks[4].as_dict()
    assert set(task["units"]) == DEPARTMENTS
    assert task["unsure_codes"] == ["narrower"]
    assert task["due"] == "2022-08-31"
    assert task["urgent"]


def test_a_loose_group_in_a_bullet_keeps_the_units_of_the_section(proposal: Proposal) -> None:
    task = proposal.sections[0].tasks[3].as_dict()
    assert set(task["units"]) == DEPARTMENTS | WARDS
    assert task["unsure_codes"] == ["group_in_text"]


def test_the_targets_are_three_percentages_and_one_initiative_a_unit(proposal: Proposal) -> None:
    targets = [target for task in proposal.tasks for target in task.targets]
    assert [(target.value, target.unit) for target in targets] == [
        (100, "%"),
        (90, "%"),
        (1, "sáng kiến"),
        (100, "%"),
    ]
    assert [target.per_unit for target in targets] == [False, False, True, False]
    assert {target.comparison for target in targets} == {">="}


def test_only_one_task_has_a_day_and_only_one_a_rhythm(proposal: Proposal) -> None:
    assert [task.timing.due.isoformat() for task in proposal.tasks if task.timing.due] == ["2022-08-31"]
    rhythms = [(task.anchor, task.timing.frequency) for task in proposal.tasks if task.timing.frequency]
    assert rhythms == [(proposal.sections[0].tasks[5].anchor, "monthly")]


def test_the_five_cited_documents_have_their_dates_and_issuers(proposal: Proposal) -> None:
    cited = [document.as_dict() for document in proposal.cited_documents]
    assert [(document["number"], document["date"], document["issuer"]) for document in cited] == [
        ("2960/QĐ-UBND", "2021-12-30", "Ủy ban nhân dân quận Hải An"),
        ("903/QĐ-UBND", "2021-03-28", "Ủy ban nhân dân thành phố"),
        ("655/UBND-NV", "2022-04-22", "Ủy ban nhân dân quận Hải An"),
        ("07-CT/QU", "2020-12-11", "Ban thường vụ Quận ủy"),
        ("55/KH-UBND", "2022-03-10", None),
    ]


def test_a_blank_number_and_day_stay_blank_and_are_said_to_be(proposal: Proposal) -> None:
    data = proposal.as_dict()
    assert (data["number"], data["symbol"], data["date"], data["month"]) == (None, "UBND-NV", None, "2022-06")
    assert data["issuer"] == "Ủy ban nhân dân quận Hải An"
    assert data["subject"].startswith("tiếp tục khắc phục các tồn tại trong công tác CCHC năm 2021")
    assert data["unsure_codes"] == ["number_blank", "date_incomplete"]


def test_roles_tell_who_advises_monitors_coordinates_and_passes_on(proposal: Proposal) -> None:
    office, culture, economy = proposal.sections[2], proposal.sections[5], proposal.sections[6]
    assert office.tasks[0].roles == {"VP": "monitor"}
    assert office.tasks[2].roles == {"VP": "lead", "NV": "channel"}
    assert office.tasks[2].units == ["VP"]
    assert culture.tasks[2].roles == {"VHTT": "lead", "VP": "coordinate"}
    assert "who_leads" in culture.tasks[2].as_dict()["unsure_codes"]
    assert economy.tasks[3].roles == {"KT": "advise"}


def test_a_bullet_with_several_duties_offers_them_as_a_split(proposal: Proposal) -> None:
    dossiers = proposal.sections[0].tasks[1]
    assert len(dossiers.parts) == 4
    assert [[target.value for target in part.targets] for part in dossiers.parts] == [[], [], [100], [90]]
    assert len(proposal.sections[1].tasks[0].parts) == 3


def test_each_parenthesis_is_told_apart(proposal: Proposal) -> None:
    kinds = [each["kind"] for task in proposal.tasks for each in task.parentheses]
    assert kinds == ["scope", "target", "target", "deadline", "condition", "channel"]


def test_the_closing_requirement_and_the_recipients_are_not_tasks(proposal: Proposal) -> None:
    assert len(proposal.closing) == 1
    assert proposal.closing[0].startswith("Yêu cầu Thủ trưởng các cơ quan, đơn vị")
    assert not any("Lưu VT" in task.text or "Dương Đình Ôn" in task.text for task in proposal.tasks)


def test_every_span_shows_its_own_text(proposal: Proposal) -> None:
    for task in proposal.tasks:
        for each in (task, *task.parts):
            assert proposal.text[each.span[0] : each.span[1]] == each.text


def test_the_same_text_in_another_encoding_reads_the_same() -> None:
    text = (SAMPLES / "hai_an_2022_06.txt").read_text(encoding="utf-8")
    expected = sample("hai_an_2022_06.txt").as_dict()
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        read = extract_text("dispatch.txt", text.encode(encoding))
        assert read_dispatch(read, UNITS).as_dict() == expected
