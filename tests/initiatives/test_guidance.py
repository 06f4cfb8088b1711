"""What an initiative's page says first, what an application lacks, and dates that cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from reform.initiatives.admin.guidance import NEXT_STEPS
from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Initiative, InitiativeAuthor
from reform.initiatives.selectors.work import work_of
from reform.initiatives.workflow import INITIATIVES

from .factories import House, days_ago, make_council, make_house, make_initiative
from .screens import application, page_of, queries_of, signed_in, url
from .ways import lead_to, step

pytestmark = pytest.mark.django_db
WORDS = "Bổ sung số liệu tháng 9 của bộ phận Một cửa."


@pytest.fixture
def house() -> House:
    return make_house()


def whole(**changes: Any) -> dict[str, Any]:
    """Return the row of an author as a form sends it."""
    told = {"birth_date": "1985-09-02", "workplace": "Trường B", "position": "Giáo viên"}
    return {"name": "Bình", "share": 100} | told | changes


# --- what was said ---


def test_what_is_to_be_supplemented_stands_on_the_page_and_above_the_form(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.SUBMITTED, house=house)
    step(initiative, "request_supplement", house=house, reason=WORDS)
    form = signed_in(house.officer()).get(url(Initiative, "edit", initiative.pk))
    for page in (page_of(house.officer(), initiative), form.content.decode()):
        first = page.split('class="timeline"')[0]
        assert WORDS in first
        assert str(house.economics) in first


def test_the_supplement_is_asked_for_in_its_own_words(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.SUBMITTED, house=house)
    address = url(Initiative, "transition", initiative.pk, "request_supplement")
    field = signed_in(house.economics).get(address).context["form"]["reason"]
    assert field.label == INITIATIVES.by_event["request_supplement"].inputs[0].label
    assert field.label not in {"Lý do", "Reason"}


@pytest.mark.parametrize(
    ("before", "event"), [(State.ENDORSED, "send_back"), (State.RECEIVED, "find_ineligible")]
)
def test_the_reason_for_coming_back_stands_on_top_of_the_page(
    house: House, before: State, event: str
) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, before, house=house)
    actor = {"send_back": house.head()}.get(event, house.economics)
    INITIATIVES.perform(initiative, event, actor=actor, inputs={"reason": WORDS})
    assert WORDS in page_of(house.officer(), initiative).split('class="timeline"')[0]


# --- what is missing, who is next ---


def test_a_draft_says_to_who_writes_it_what_is_missing(house: House) -> None:
    initiative = make_initiative(house, novelty="", authors=({"birth_date": None},))
    context = signed_in(house.officer()).get(url(Initiative, "inspect", initiative.pk)).context
    told = " ".join(context["missing"])
    assert "tính mới" in told.lower()
    assert "ngày sinh" in told
    follower = signed_in(house.leadership).get(url(Initiative, "inspect", initiative.pk)).context
    assert follower["missing"] == []


def test_a_whole_draft_lacks_nothing_and_waits_for_the_head(house: House) -> None:
    initiative = make_initiative(house)
    context = signed_in(house.officer()).get(url(Initiative, "inspect", initiative.pk)).context
    assert context["missing"] == []
    assert context["next_step"] != NEXT_STEPS[State.DRAFT]


def test_who_acts_next_is_said_in_every_state() -> None:
    assert set(NEXT_STEPS) == set(State)


def test_page_and_form_keep_to_their_number_of_queries(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.SUPPLEMENT_REQUESTED, house=house)
    client = signed_in(house.officer())
    for action in ("inspect", "edit"):
        assert queries_of(client, url(Initiative, action, initiative.pk)) <= 20


@pytest.mark.parametrize("lacking", [{"birth_date": None}, {"position": ""}, {"unit": None, "workplace": ""}])
def test_nothing_is_endorsed_while_an_author_lacks_what_the_form_asks_for(
    house: House, lacking: dict[str, Any]
) -> None:
    initiative = make_initiative(house, authors=(lacking,))
    with pytest.raises(ValidationError, match="Trần Thị Bình"):
        INITIATIVES.perform(initiative, "endorse", actor=house.head())
    work = work_of(house.head())
    assert work is not None
    assert work.counts["to_endorse"] == 0


def test_somebody_from_outside_needs_no_unit(house: House) -> None:
    initiative = make_initiative(house, authors=({"unit": None, "workplace": "Trường B"},))
    work = work_of(house.head())
    assert work is not None
    assert work.counts["to_endorse"] == 1
    INITIATIVES.perform(initiative, "endorse", actor=house.head())


@pytest.mark.parametrize("lacking", [{"novelty": ""}, {"applied_from": None}, {"truth_stated": False}])
def test_a_draft_just_begun_does_not_wait_for_the_head(house: House, lacking: dict[str, Any]) -> None:
    make_initiative(house, **lacking)
    make_initiative(house, authors=())
    work = work_of(house.head())
    assert work is not None
    assert work.counts["to_endorse"] == 0


def test_the_refused_endorsement_says_each_gap_once_and_leads_to_the_form(house: House) -> None:
    initiative = make_initiative(house, novelty="")
    address = url(Initiative, "transition", initiative.pk, "endorse")
    response = signed_in(house.head()).post(address, {"version": initiative.version})
    page = response.content.decode()
    (gap,) = response.context["form"].non_field_errors().get_json_data()[1:]
    assert page.count(gap["message"]) == 1
    assert "các ô được đánh dấu" not in page
    assert f'href="{url(Initiative, "edit", initiative.pk)}"' in page


# --- dates that cannot be ---


@pytest.mark.parametrize("years", [-1, 14, 101])
def test_a_date_of_birth_that_cannot_be_is_refused_beside_its_field(house: House, years: int) -> None:
    client, address = signed_in(house.officer()), url(Initiative, "create")
    born = timezone.localdate() - timedelta(days=366 * years)
    data = application(
        client, address, title="Tên", reform_field="procedures", authors=[whole(birth_date=born.isoformat())]
    )
    answer = client.post(address, data)
    assert answer.context["form"].formsets["authors"].errors[0]["birth_date"]
    assert not InitiativeAuthor.objects.exists()


@pytest.mark.parametrize("day", [date(202, 5, 1), date(1989, 12, 31)])
def test_a_first_application_that_cannot_be_is_refused_beside_its_field(house: House, day: date) -> None:
    client, address = signed_in(house.officer()), url(Initiative, "create")
    data = application(client, address, title="Tên", reform_field="procedures", applied_from=day.isoformat())
    assert "applied_from" in client.post(address, data).context["form"].errors
    assert not Initiative.objects.exists()


# --- the decision and the certificates ---


def recognised(house: House) -> list[Initiative]:
    """Return an initiative of each of two wards, both recognised by one decision."""
    made = [make_initiative(house, letter) for letter in "AB"]
    lead_to(made, State.RECOGNISED, house=house, council=make_council(house))
    return made


def test_the_unit_reads_number_and_certificates_and_follows_no_link_that_is_closed(house: House) -> None:
    own, _other = recognised(house)
    assert own.decision is not None
    address = url(type(own.decision), "inspect", own.decision_id)
    certificate = own.authors.get().certificate.full_number
    page = page_of(house.officer(), own)
    assert str(own.decision) in page
    assert certificate in page
    assert address not in page
    assert address in page_of(house.economics, own)


def test_the_unit_gets_the_certificates_of_its_own_authors_only(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = recognised(house)
    names: list[str] = []

    def note(papers: Any) -> Any:
        names.extend(author.name for author in papers.authors)
        return real(papers)

    from reform.initiatives.admin import certificates

    real = certificates.certificate_papers
    monkeypatch.setattr(certificates, "certificate_papers", note)
    answer = signed_in(house.officer()).get(url(Initiative, "certificates", own.pk, "docx"))
    assert answer.status_code == 200
    assert names == [own.authors.get().name]
    assert (
        signed_in(house.officer()).get(url(Initiative, "certificates", other.pk, "docx")).status_code == 404
    )


def test_there_are_no_certificates_before_the_decision(house: House) -> None:
    initiative = make_initiative(house)
    lead_to(initiative, State.ENDORSED, house=house)
    for file_format in ("docx", "pdf", "exe"):
        address = url(Initiative, "certificates", initiative.pk, file_format)
        assert signed_in(house.officer()).get(address).status_code == 404


def test_a_day_in_the_last_years_is_taken(house: House) -> None:
    initiative = make_initiative(house, applied_from=days_ago(4000))
    initiative.full_clean()


# --- words ---


def test_a_name_that_is_too_long_is_refused_with_its_length_and_not_cut(house: House) -> None:
    client, address = signed_in(house.officer()), url(Initiative, "create")
    assert "maxlength" not in str(client.get(address).context["form"]["title"])
    data = application(client, address, title="T" * 345, reform_field="procedures")
    (problem,) = client.post(address, data).context["form"].errors["title"]
    assert "300" in problem
    assert "345" in problem


def test_a_nomination_from_before_the_recognition_is_said_to_be_too_early(house: House) -> None:
    own, _other = recognised(house)
    early = {"nomination_letter": "1/UBND", "nominated_on": days_ago(1)}
    with pytest.raises(ValidationError) as refused:
        INITIATIVES.perform(own, "nominate", actor=house.economics, inputs=early)
    assert f"{own.recognised_on:%d/%m/%Y}" in str(refused.value)
