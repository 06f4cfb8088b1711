"""Confirming a document that was entered before is warned of; the officer decides."""

import pytest

from reform.directives.models import Directive
from tests.directives.factories import DirectiveFactory, read_task
from tests.directives.roles import build_house
from tests.organisation.factories import root_of

from .reading_browser import page_of, reading_of, signed_in

pytestmark = pytest.mark.django_db
HEAD = {"number": "1567", "symbol": "UBND-NV", "date": "2022-06-20", "issuer": "UBND quận Hải An"}
TASK = {"key": "t1", "text": "Báo cáo", "roles": {"P1": "lead"}}


def warned_of(**known: object) -> list[Directive]:
    """Return the directives that the summary of a new reading warns of, when one is known already."""
    house = build_house()
    fields = {"number": "1567", "symbol": "UBND-NV", "issuer": "UBND quận Hải An", "issued_on": "2022-06-20"}
    DirectiveFactory(**{"unit": root_of(house.authority)} | fields | known)
    reading = reading_of(house, read_task(**TASK), **HEAD)
    page = signed_in(house.home_affairs).get(page_of(reading, "confirm"))
    return [directive for directive, _address in page.context["entered_before"]]


def test_the_same_number_of_the_same_year_is_warned_of() -> None:
    assert len(warned_of()) == 1


def test_the_same_number_of_another_year_is_another_document() -> None:
    assert warned_of(issued_on="2021-06-20") == []


def test_the_same_number_of_another_issuer_is_another_document() -> None:
    assert warned_of(issuer="Sở Nội vụ") == []


def test_a_document_without_a_number_is_known_by_its_words() -> None:
    house = build_house()
    reading = reading_of(house, read_task(**TASK), number="", date=None)
    DirectiveFactory(unit=root_of(house.authority), number="", text=reading.text)
    assert reading.text
    page = signed_in(house.home_affairs).get(page_of(reading, "confirm"))
    assert len(page.context["entered_before"]) == 1
