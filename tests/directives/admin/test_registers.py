"""Lists and pages of dispatches, tasks and assignments."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reform.directives.models import Assignment, CitedDocument, Directive, ExtensionRequest, Task
from reform.registers.evidence import attach_evidence
from tests.directives.factories import (
    AssignmentFactory,
    DirectiveFactory,
    ExtensionRequestFactory,
    State,
    TaskFactory,
)
from tests.organisation.factories import UnitFactory

from .house import House, signed_in, url


def count_of(client: object, model: type, **query: str) -> int:
    """Return how many rows a list says that it has."""
    response = client.get(url(model, "index"), query)  # type: ignore[attr-defined]
    assert response.status_code == 200
    return response.context["page_obj"].paginator.count


def test_a_ward_sees_its_own_rows_only(house: House) -> None:
    task = TaskFactory(directive__authority=house.authority)
    mine = AssignmentFactory(task=task, unit=house.ward, overdue=True)
    other = AssignmentFactory(task=task, unit=house.other_ward, overdue=True)
    client = signed_in(house.officer)
    assert count_of(client, Assignment) == 1
    for address in (url(Directive, "inspect", task.directive_id), url(Task, "inspect", task.pk)):
        page = client.get(address).content.decode()
        assert url(Assignment, "inspect", mine.pk) in page
        assert url(Assignment, "inspect", other.pk) not in page
        assert str(house.other_ward) not in page
    listed = client.get(url(Directive, "index")).context["rows"][0]["record"]
    assert (listed.parts, listed.parts_late) == (1, 1)


def test_a_task_of_another_ward_is_not_shown_on_the_dispatch(house: House) -> None:
    directive = DirectiveFactory(authority=house.authority)
    AssignmentFactory(
        task=TaskFactory(directive=directive, text="Việc của tôi"), unit=house.ward, waiting=True
    )
    AssignmentFactory(
        task=TaskFactory(directive=directive, text="Việc khác"), unit=house.other_ward, waiting=True
    )
    page = signed_in(house.officer).get(url(Directive, "inspect", directive.pk)).content.decode()
    assert "Việc của tôi" in page
    assert "Việc khác" not in page


def test_tasks_stand_in_the_order_of_the_text(house: House) -> None:
    directive = DirectiveFactory(authority=house.authority)
    for position, section in ((3, "2"), (1, "1"), (2, "1")):
        TaskFactory(directive=directive, position=position, section_number=section, text=f"Việc {position}")
    sections = signed_in(house.home_affairs).get(url(Directive, "inspect", directive.pk)).context["sections"]
    assert [[line.task.text for line in section.lines] for section in sections] == [
        ["Việc 1", "Việc 2"],
        ["Việc 3"],
    ]


def test_a_dispatch_shows_its_sources_and_its_file_to_who_may_see_it(house: House) -> None:
    directive = DirectiveFactory(authority=house.authority)
    CitedDocument.objects.create(
        directive=directive,
        kind="Nghị quyết",
        number="76/NQ-CP",
        issued_on=date(2022, 7, 15),
        corrected_on=date(2021, 7, 15),
    )
    file = attach_evidence(
        directive,
        actor=house.home_affairs,
        upload=SimpleUploadedFile("cong-van.txt", b"Noi dung", "text/plain"),
    )
    AssignmentFactory(task__directive=directive, unit=house.ward, waiting=True)
    client = signed_in(house.officer)
    page = client.get(url(Directive, "inspect", directive.pk)).content.decode()
    assert "76/NQ-CP" in page
    assert "15/07/2021" in page
    assert "15/07/2022" in page
    assert f"/admin/evidence/{file.pk}/" in page
    assert client.get(f"/admin/evidence/{file.pk}/").status_code == 200
    assert signed_in(house.stranger).get(f"/admin/evidence/{file.pk}/").status_code == 404


def test_many_units_are_folded_behind_a_bar_that_says_the_same_in_words(house: House) -> None:
    task = TaskFactory(directive__authority=house.authority)
    for _ in range(4):
        AssignmentFactory(task=task, unit=UnitFactory(authority=house.authority), completed_on_time=True)
    AssignmentFactory(task=task, unit=house.ward, waiting=True)
    response = signed_in(house.home_affairs).get(url(Directive, "inspect", task.directive_id))
    line = response.context["sections"][0].lines[0]
    assert [(share.count, share.width) for share in line.shares] == [(1, 20), (4, 80)]
    assert '<details class="directive-task__units">' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"late": "overdue"}, 1),
        ({"late": "soon"}, 1),
        ({"late": "none"}, 2),
        ({"late": "on_time"}, 1),
        ({"state": "in_progress"}, 1),
        ({"state": "nonsense"}, 5),
        ({"role": "coordinate"}, 1),
        ({"reform_field": "procedures"}, 1),
        ({"q": "thu tuc"}, 1),
        ({"period": "2022-08"}, 1),
        ({"counted": "yes"}, 5),
        ({"bucket": "overdue"}, 1),
    ],
)
def test_the_list_is_narrowed(house: House, query: dict[str, str], expected: int) -> None:
    AssignmentFactory(unit=house.ward, overdue=True)
    AssignmentFactory(unit=house.ward, soon=True)
    AssignmentFactory(unit=house.ward, waiting=True, role="coordinate")
    AssignmentFactory(
        unit=house.ward, waiting=True, task__text="Thủ tục hành chính", task__reform_field="procedures"
    )
    AssignmentFactory(unit=house.ward, completed_on_time=True)
    assert count_of(signed_in(house.officer), Assignment, **query) == expected


@pytest.mark.parametrize(
    "order", ["task", "unit", "state", "due", "progress", "directive", "-due", "nonsense"]
)
def test_the_list_is_sorted(house: House, order: str) -> None:
    AssignmentFactory.create_batch(2, unit=house.ward, overdue=True)
    assert count_of(signed_in(house.officer), Assignment, o=order) == 2


def test_what_is_still_to_be_done_stands_first(house: House) -> None:
    AssignmentFactory(unit=house.ward, completed_on_time=True)
    late = AssignmentFactory(unit=house.ward, overdue=True)
    undated = AssignmentFactory(unit=house.ward, waiting=True)
    rows = signed_in(house.officer).get(url(Assignment, "index")).context["rows"]
    assert [row["record"].pk for row in rows][:2] == [late.pk, undated.pk]


def test_the_list_says_how_far_its_rows_are(house: House) -> None:
    AssignmentFactory(unit=house.ward, overdue=True, progress=20)
    AssignmentFactory(unit=house.ward, soon=True, progress=61)
    context = signed_in(house.officer).get(url(Assignment, "index")).context
    assert (context["mean_progress"], context["late_count"]) == (40, 1)


def test_a_task_is_listed_once_for_its_unit(house: House) -> None:
    task = TaskFactory(directive__authority=house.authority)
    AssignmentFactory(task=task, unit=house.ward, waiting=True)
    AssignmentFactory(task=task, unit=house.other_ward, waiting=True)
    TaskFactory(directive=task.directive)
    client = signed_in(house.home_affairs)
    assert count_of(client, Task) == 2
    assert count_of(client, Task, unit=str(house.ward.pk)) == 1


def test_a_task_is_entered_by_hand_once(house: House) -> None:
    directive = DirectiveFactory(authority=house.authority)
    client, address = signed_in(house.home_affairs), f"{url(Task, 'create')}?directive={directive.pk}"
    form = client.get(address).context["form"]
    assert form["directive"].value() == directive.pk
    given = {
        "directive": directive.pk, "text": "Niêm yết thủ tục", "section_number": "", "section_heading": "",
        "anchor": "", "due_on": "2026-12-31", "frequency": "", "result_kind": "work", "reform_field": "",
        "target_value": "100",
        "target_measure": "%", "target_label": "", "lead_units": [house.ward.pk],
        "coordinating_units": [house.other_ward.pk],
        "form_token": str(form["form_token"].value()), "version": 0,
    }  # fmt: skip
    for _press in range(2):
        assert client.post(address, given).status_code == 302
    task = Task.objects.get()
    assert [str(target) for target in task.targets.all()] == ["100 %"]
    assert {(row.unit, row.role, row.state) for row in task.assignments.all()} == {
        (house.ward, "lead", State.ASSIGNED),
        (house.other_ward, "coordinate", State.ASSIGNED),
    }


def test_a_task_needs_a_unit_and_no_unit_twice(house: House) -> None:
    directive = DirectiveFactory(authority=house.authority)
    client, address = signed_in(house.home_affairs), url(Task, "create")
    token = str(client.get(address).context["form"]["form_token"].value())
    given = {
        "directive": directive.pk,
        "text": "Việc",
        "result_kind": "work",
        "form_token": token,
        "version": 0,
    }
    assert "lead_units" in client.post(address, given).context["form"].errors
    twice = given | {"lead_units": [house.ward.pk], "monitoring_units": [house.ward.pk]}
    assert "lead_units" in client.post(address, twice).context["form"].errors
    assert not Task.objects.exists()


def test_another_due_date_needs_a_reason_and_moves_the_clocks(house: House) -> None:
    due, later = timezone.localdate() + timedelta(days=5), timezone.localdate() + timedelta(days=25)
    task = TaskFactory(directive__authority=house.authority, due_on=due)
    part = AssignmentFactory(task=task, unit=house.ward, state=State.ACCEPTED, due=due)
    client, address = signed_in(house.home_affairs), url(Task, "edit", task.pk)
    given = {
        "text": task.text, "section_number": "1", "section_heading": "", "anchor": "",
        "due_on": later.isoformat(),
        "frequency": "", "result_kind": "work", "reform_field": "", "reason": "", "version": 0,
    }  # fmt: skip
    assert "reason" in client.post(address, given).context["form"].errors
    assert client.post(address, given | {"reason": "Thành phố lùi hạn"}).status_code == 302
    part.refresh_from_db()
    assert (part.due, part.original_due) == (later, due)
    assert client.post(address, given | {"reason": "Lần nữa"}).status_code == 409


def test_one_more_unit_gets_a_task_once(house: House) -> None:
    task = TaskFactory(directive__authority=house.authority)
    AssignmentFactory(task=task, unit=house.ward, waiting=True)
    client, address = signed_in(house.home_affairs), url(Task, "add_unit", task.pk)
    form = client.get(address).context["form"]
    assert set(form.fields["unit"].queryset) == {house.other_ward}
    given = {"unit": house.other_ward.pk, "role": "lead", "form_token": form["form_token"].value()}
    for _press in range(2):
        assert client.post(address, given).status_code == 302
    assert task.assignments.filter(unit=house.other_ward).count() == 1


def test_a_dispatch_gets_its_number_afterwards(house: House) -> None:
    directive = DirectiveFactory(authority=house.authority, number="")
    given = {
        "unit": house.root.pk, "number": "655", "symbol": "UBND-NV", "issued_on": "2022-06-20",
        "issuer": "UBND quận",
        "level": "own", "subject": directive.subject, "version": 0,
    }  # fmt: skip
    answer = signed_in(house.home_affairs).post(url(Directive, "edit", directive.pk), given)
    directive.refresh_from_db()
    assert answer.status_code == 302
    assert directive.document_number == "655/UBND-NV"
    assert signed_in(house.officer).get(url(Directive, "edit", directive.pk)).status_code == 404


@pytest.mark.parametrize("rows", [5, 60])
@pytest.mark.parametrize("person", ["officer", "home_affairs"])
def test_queries_do_not_grow_with_rows(
    house: House, person: str, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    directive = DirectiveFactory(authority=house.authority)
    task = TaskFactory(directive=directive)
    part = AssignmentFactory(task=task, unit=house.ward, overdue=True)
    for number in range(rows):
        AssignmentFactory(task__directive=directive, unit=house.ward, overdue=True)
        AssignmentFactory(task=task, unit=UnitFactory(authority=house.authority), waiting=True)
        if number % 5 == 0:
            ExtensionRequestFactory(assignment=AssignmentFactory(unit=house.ward, overdue=True))
    request = ExtensionRequestFactory(assignment=part)
    client = signed_in(getattr(house, person))
    for address in (
        *(url(model, "index") for model in (Directive, Task, Assignment, ExtensionRequest)),
        url(Directive, "inspect", directive.pk),
        url(Task, "inspect", task.pk),
        url(Assignment, "inspect", part.pk),
        url(ExtensionRequest, "inspect", request.pk),
    ):
        client.get(address)
        with django_assert_max_num_queries(20, info=address):
            client.get(address)


def test_a_list_draws_its_badges_instead_of_showing_their_markup(house: House) -> None:
    AssignmentFactory(unit=house.ward, overdue=True)
    page = signed_in(house.officer).get(url(Assignment, "index")).content.decode()
    assert '<span class="state-badge' in page
    assert "&lt;span" not in page


def test_sample_data_says_so_on_the_list_and_on_every_page_of_it(house: House) -> None:
    real = AssignmentFactory(unit=house.ward, waiting=True)
    sample = AssignmentFactory(unit=house.ward, waiting=True, is_sample=True)
    Task.objects.filter(pk=sample.task_id).update(is_sample=True)
    Directive.objects.filter(pk=sample.task.directive_id).update(is_sample=True)
    client = signed_in(house.officer)
    mark = 'class="sample-mark"'
    assert client.get(url(Assignment, "index")).content.decode().count(mark) == 1
    for assignment, marked in ((real, False), (sample, True)):
        for address in (
            url(Assignment, "inspect", assignment.pk),
            url(Task, "inspect", assignment.task_id),
            url(Directive, "inspect", assignment.task.directive_id),
        ):
            assert (mark in client.get(address).content.decode()) is marked
