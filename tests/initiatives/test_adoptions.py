"""Initiatives that other units apply, too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Adoption, Initiative
from reform.registers.models import Evidence

from .factories import AdoptionFactory, House, InitiativeFactory, days_ago, make_house
from .screens import page_of, queries_of, signed_in, titles, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house(letters="ABC")


@pytest.fixture
def initiative(house: House) -> Initiative:
    return recognised(house, "A")


def recognised(house: House, letter: str, **fields: Any) -> Initiative:
    """Return a recognised initiative that citizens read, past the workflow."""
    given = {"state": State.RECOGNISED, "recognised_on": days_ago(60), "is_public": True}
    return InitiativeFactory(unit=house.unit(letter), **(given | fields))


def form_of(client: Client, **query: Any) -> Any:
    return client.get(url(Adoption, "create"), query).context["form"]


def entry(client: Client, initiative: Initiative, **changes: Any) -> dict[str, Any]:
    form = form_of(client, initiative=initiative.pk)
    data = {
        "initiative": initiative.pk,
        "unit": form["unit"].value(),
        "applied_from": days_ago(30).isoformat(),
        "result": "Giảm một nửa thời gian chờ.",
        "form_token": form["form_token"].value(),
    }
    return data | changes


def test_an_officer_of_another_unit_says_that_it_is_applied_there(
    house: House, initiative: Initiative
) -> None:
    client = signed_in(house.officer("B"))
    form = form_of(client, initiative=initiative.pk)
    assert (form["initiative"].value(), form["unit"].value()) == (initiative.pk, house.unit("B").pk)
    response = client.post(url(Adoption, "create"), entry(client, initiative))
    adoption = Adoption.objects.get()
    assert response.headers["Location"] == url(Adoption, "inspect", adoption.pk)
    assert (adoption.initiative, adoption.unit) == (initiative, house.unit("B"))
    page = page_of(house.officer("A"), initiative)
    assert url(Adoption, "inspect", adoption.pk) in page
    assert house.unit("B").short_name in page


def test_only_public_recognised_initiatives_of_other_units_of_the_authority_are_offered(
    house: House, initiative: Initiative
) -> None:
    recognised(house, "A", is_public=False)
    recognised(house, "B")
    recognised(make_house(), "A")
    InitiativeFactory(unit=house.unit("A"), state=State.SUBMITTED)
    other = recognised(house, "C")
    offered = form_of(signed_in(house.officer("B"))).fields["initiative"].queryset
    assert set(offered) == {initiative, other}


@pytest.mark.parametrize("asked", ["x", "", "-1", "99999999999999999999999", "²"])
def test_a_link_that_names_no_initiative_opens_an_empty_form(house: House, asked: str) -> None:
    response = signed_in(house.officer("B")).get(url(Adoption, "create"), {"initiative": asked})
    assert response.status_code == 200


def test_what_is_not_offered_is_refused(house: House, initiative: Initiative) -> None:
    client = signed_in(house.officer("B"))
    hidden, own = recognised(house, "A", is_public=False), recognised(house, "B")
    for changes in ({"initiative": hidden.pk}, {"initiative": own.pk}, {"unit": house.unit("C").pk}):
        response = client.post(url(Adoption, "create"), entry(client, initiative) | changes)
        assert response.status_code == 200
        assert response.context["form"].errors
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("days", [-1, 300])
def test_a_day_ahead_or_before_the_first_application_is_refused(
    house: House, initiative: Initiative, days: int
) -> None:
    client = signed_in(house.officer("B"))
    data = entry(client, initiative, applied_from=days_ago(days).isoformat())
    assert "applied_from" in client.post(url(Adoption, "create"), data).context["form"].errors


def test_a_unit_says_it_once(house: House, initiative: Initiative) -> None:
    AdoptionFactory(initiative=initiative, unit=house.unit("B"))
    client = signed_in(house.officer("B"))
    assert client.post(url(Adoption, "create"), entry(client, initiative)).context["form"].errors
    assert Adoption.objects.count() == 1


def test_a_changed_day_is_checked_again_and_unit_and_initiative_stay(
    house: House, initiative: Initiative
) -> None:
    adoption = AdoptionFactory(initiative=initiative, unit=house.unit("B"))
    client, address = signed_in(house.officer("B")), url(Adoption, "edit", adoption.pk)
    data = {"version": 0, "result": "Kết quả mới", "unit": house.unit("C").pk}
    ahead = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "applied_from" in client.post(address, data | {"applied_from": ahead}).context["form"].errors
    assert client.post(address, data | {"applied_from": days_ago(5).isoformat()}).status_code == 302
    adoption.refresh_from_db()
    assert (adoption.result, adoption.unit) == ("Kết quả mới", house.unit("B"))


def test_only_the_head_takes_the_mark_back_and_says_why(house: House, initiative: Initiative) -> None:
    adoption = AdoptionFactory(initiative=initiative, unit=house.unit("B"))
    address = url(Adoption, "delete", adoption.pk)
    signed_in(house.officer("B")).post(address, {"reason": "Nhầm"})
    signed_in(house.head("B")).post(address, {"reason": ""})
    assert Adoption.objects.exists()
    signed_in(house.head("B")).post(address, {"reason": "Không còn áp dụng"})
    assert not Adoption.objects.exists()


def test_files_prove_it(house: House, initiative: Initiative) -> None:
    adoption = AdoptionFactory(initiative=initiative, unit=house.unit("B"))
    pdf = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    client, address = signed_in(house.officer("B")), url(Adoption, "attach", adoption.pk)
    token = client.get(address).context["form"]["form_token"].value()
    response = client.post(address, {"file": pdf, "description": "Báo cáo", "form_token": token})
    assert response.status_code == 302
    assert Evidence.objects.of(adoption).count() == 1


def test_both_units_and_the_appraiser_see_it_and_nobody_else(house: House, initiative: Initiative) -> None:
    adoption = AdoptionFactory(initiative=initiative, unit=house.unit("B"))
    for user in (house.officer("A"), house.officer("B"), house.economics, house.auditor):
        assert titles(signed_in(user), Adoption) == [str(adoption)]
    stranger = signed_in(house.officer("C"))
    assert titles(stranger, Adoption) == []
    assert stranger.get(url(Adoption, "inspect", adoption.pk)).status_code == 404
    page = signed_in(house.auditor).get(url(Adoption, "inspect", adoption.pk))
    assert page.context["header_buttons"] == []


def test_who_does_not_see_the_initiative_reads_its_name_without_a_link(
    house: House, initiative: Initiative
) -> None:
    adoption = AdoptionFactory(initiative=initiative, unit=house.unit("B"))
    address = url(Initiative, "inspect", initiative.pk)
    for user, sees in ((house.officer("B"), False), (house.officer("A"), True)):
        page = page_of(user, adoption)
        assert initiative.title in page
        assert (address in page) is sees


def test_the_list_is_filtered_searched_and_asks_no_more_for_more_rows(house: House) -> None:
    found = AdoptionFactory(
        initiative=recognised(house, "A", title="Số hóa sổ hộ tịch"), unit=house.unit("B")
    )
    client = signed_in(house.economics)
    few = queries_of(client, url(Adoption, "index"))
    for _number in range(30):
        AdoptionFactory(initiative=recognised(house, "C"), unit=house.unit("B"))
    assert queries_of(client, url(Adoption, "index")) == few <= 20
    assert titles(client, Adoption, q="so hoa ho tich") == [str(found)]
    assert titles(client, Adoption, made_by=house.unit("A").pk) == [str(found)]
    assert len(titles(client, Adoption, unit=house.unit("B").pk)) == 31
