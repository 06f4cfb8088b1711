"""The reminder to units without an initiative."""

from datetime import date

import pytest

from reform.initiatives.papers.reminder import REMINDER, sample_reminder
from reform.organisation.models import Unit
from reform.registers.papers.own_templates import check_template, words_of
from reform.registers.papers.rendering import built_in_template

from .factories import House, InitiativeFactory, make_house
from .quota import YEAR, State, register, signed_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """Return an authority with the wards A, B and C."""
    return make_house(letters="ABC")


def test_the_reminder_names_the_units_with_nothing_and_no_other(house: House) -> None:
    register(house, "A", State.SUBMITTED)
    page = signed_in(house.economics).get(url("remind"))
    named = page.context["letter"].addressees
    assert house.unit("B").name in named
    assert house.unit("A").name not in named


def test_the_reminder_takes_its_day_and_a_further_sentence(house: House) -> None:
    day = date(YEAR + 1, 1, 15)
    page = signed_in(house.home_affairs).post(
        url("remind"), {"deadline": day.isoformat(), "office": "Phòng Kinh tế", "sentence": "Liên hệ bà Nga."}
    )
    assert page.status_code == 200
    text = " ".join(block.text for block in page.context["letter"].blocks)
    assert f"15/01/{YEAR + 1}" in text
    assert "về Phòng Kinh tế trước" in text
    assert "Liên hệ bà Nga." in text


def test_the_reminder_is_a_letter_in_word_to_the_units_with_nothing(house: House) -> None:
    register(house, "A", State.SUBMITTED)
    given = {"deadline": f"{YEAR + 1}-01-15", "office": "Phòng Kinh tế", "format": "docx"}
    response = signed_in(house.economics).post(url("remind"), given)
    assert "don-doc-sang-kien" in response["Content-Disposition"]
    # A long name of a body is broken into lines where its column ends.
    assert "".join(house.authority.name.upper().split()) in "".join(words_of(response.content).split())
    text = words_of(response.content)
    for words in (f"sáng kiến năm {YEAR}", house.unit("B").name, "UBND-KT"):
        assert words in text
    assert house.unit("A").name not in text
    assert "DỮ LIỆU MẪU" not in text


def test_the_reminder_in_pdf_says_when_sample_data_is_counted(house: House) -> None:
    register(house, "A", State.SUBMITTED, is_sample=True)
    given = {"deadline": f"{YEAR + 1}-01-15", "office": "Phòng Kinh tế"}
    client = signed_in(house.economics)
    assert client.post(url("remind"), given | {"format": "pdf"}).content.startswith(b"%PDF")
    assert client.post(url("remind"), given).context["letter"].sample


def test_the_built_in_template_of_the_reminder_shows_what_it_must(house: House) -> None:
    assert check_template(built_in_template(sample_reminder()), REMINDER.code) == []


def test_a_day_that_has_passed_is_refused_in_words(house: House) -> None:
    page = signed_in(house.economics).post(url("remind"), {"deadline": "2020-01-01"})
    assert page.status_code == 422
    assert page.context["letter"] is None
    assert page.context["form"].errors["deadline"]


def test_only_the_appraiser_and_the_standing_body_remind(house: House) -> None:
    for user in (house.officer("A"), house.head("A"), house.leadership, house.auditor):
        assert signed_in(user).get(url("remind")).status_code == 302
        assert url("remind") not in signed_in(user).get(url()).content.decode()
    assert url("remind") in signed_in(house.home_affairs).get(url()).content.decode()


def test_nobody_is_reminded_when_every_unit_has_something(house: House) -> None:
    for unit in Unit.objects.filter(authority=house.authority).taking_work():
        InitiativeFactory(unit=unit, state=State.SUBMITTED)
    client = signed_in(house.economics)
    assert url("remind") not in client.get(url()).content.decode()
    page = client.get(url("remind"))
    assert page.status_code == 200
    assert page.context["letter"] is None
