"""The window in which editors choose the sections of a front page shows what they would get."""

from datetime import date

import pytest
from django.test import Client

from home.models import (
    ConsultationIndexPage,
    ConsultationPage,
    LifeEvent,
    UnitIndexPage,
    UnitPage,
)
from reform.organisation.capabilities import Role
from reform.publication.figures import TaskFigures
from tests.home.editing.people import person_with
from tests.home.editing.test_blocks import SECTIONS, preview_of
from tests.home.factories import add_article, add_campaign, add_service, build_site, make_image, section_of
from tests.organisation.factories import UnitFactory

pytestmark = pytest.mark.django_db


def test_the_preview_of_a_section_shows_what_the_site_has_today(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = build_site()
    tasks = TaskFigures(
        in_force=9, done_on_time=14, overdue=3, total=26, is_sample=False, as_of=date(2022, 11, 30)
    )
    monkeypatch.setattr("home.figures.task_figures", lambda authority: tasks)
    event = LifeEvent.objects.create(name="Sinh con", slug="sinh-con")
    add_service(public, title="Đăng ký khai sinh", life_events=[event])
    add_article(public, title="Một cửa đổi mới", lead_image=make_image(), lead_image_alt="Quầy một cửa")
    add_campaign(public, title="Nộp hồ sơ tại nhà")
    draft = ConsultationPage(title="Dự thảo quy chế", slug="quy-che", closes_on=date(2099, 1, 1), body="[]")
    section_of(public, ConsultationIndexPage, "gop-y").add_child(instance=draft)
    office = UnitPage(title="Phòng Nội vụ", slug="nv", unit=UnitFactory(authority=public.authority))
    section_of(public, UnitIndexPage, "don-vi").add_child(instance=office)
    client.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    expected = {
        "services": "Đăng ký khai sinh",
        "life_events": "Sinh con",
        "campaign": "Nộp hồ sơ tại nhà",
        "news": "Một cửa đổi mới",
        "figures": "30/11/2022",
        "consultations": "Dự thảo quy chế",
        "units": "Phòng Nội vụ",
    }
    assert set(expected) == set(SECTIONS)
    for name, words in expected.items():
        assert words in preview_of(client, SECTIONS[name])


@pytest.mark.parametrize("name", SECTIONS)
def test_the_preview_of_a_section_says_so_when_the_site_has_nothing_for_it(client: Client, name: str) -> None:
    public = build_site()
    client.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    shown = preview_of(client, SECTIONS[name])
    assert str(SECTIONS[name].label) in shown
    assert 'class="empty"' in shown
