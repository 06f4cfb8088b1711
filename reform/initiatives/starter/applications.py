"""The sample applications: written by the unit's officer with authors, figures and evidence, then led on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from reform.initiatives.models import Initiative, InitiativeAuthor, InitiativeEffect
from reform.initiatives.services import register_initiative
from reform.initiatives.submissions import FORM_FIELDS
from reform.registers.evidence import attach_evidence
from reform.registers.records import update_record
from reform.registers.sample_files import bar_chart, pdf_file, text_file

from .story import Story

Values = dict[str, Any]


def register(story: Story, values: Values) -> Initiative:
    """Let the unit's officer write an application and prove it, on the day of the draft.

    What goes on from there is stated as true; what is still a draft is not yet.
    """
    unit = story.units[values["unit"]]
    drafted = story.day(values["drafted"])
    form = {"truth_stated": bool(values["steps"])} | _form(story, values)
    initiative = Initiative(unit=unit, year=drafted.year, is_sample=True, **form)
    officer = story.cast.people.officer(unit)
    register_initiative(
        initiative,
        actor=officer,
        save_related=_related(story, initiative, values),
        at=story.moment(drafted),
    )
    for paper in values.get("evidence", []):
        attach_evidence(
            initiative,
            actor=officer,
            upload=_file(paper, initiative),
            description=paper["about"],
            is_sample=True,
            at=story.moment(drafted),
        )
    story.initiatives[values["key"]] = initiative
    return initiative


def tell(story: Story, initiative: Initiative, steps: Iterable[Values]) -> None:
    """Lead an application on, step by step; "edit" is the officer's supplement."""
    for step in steps:
        inputs = dict(step)
        event, day = inputs.pop("event"), inputs.pop("on")
        if event == "edit":
            _edit(story, initiative, inputs, day)
        else:
            story.perform(initiative, event, day, **inputs)


def _edit(story: Story, initiative: Initiative, changes: Values, day: Any) -> None:
    initiative.refresh_from_db()
    for name, value in _form(story, changes).items():
        setattr(initiative, name, value)
    update_record(
        initiative,
        actor=story.cast.people.officer(initiative.unit),
        expected_version=initiative.version,
        save_related=_related(story, initiative, changes),
        at=story.moment(day),
    )


def _form(story: Story, values: Values) -> Values:
    """Return the fields of the form that the content gives."""
    form = {name: values[name] for name in FORM_FIELDS if name in values}
    if "applied_from" in form:
        form["applied_from"] = story.day(form["applied_from"])
    return form


def _related(story: Story, initiative: Initiative, values: Values) -> Callable[[], None]:
    """Return what writes the authors and figures that the content gives."""

    def save() -> None:
        for author in values.get("authors", []):
            _author(story, initiative, author).save()
        for effect in values.get("effects", []):
            figure = InitiativeEffect(initiative=initiative, **effect)
            figure.full_clean()
            figure.save()

    return save


def _author(story: Story, initiative: Initiative, values: Values) -> InitiativeAuthor:
    """Return one author, checked: of a unit, or of a workplace outside."""
    fields = dict(values)
    unit = story.units.get(fields.pop("unit", ""))
    user = story.cast.accounts.get(fields.pop("account", ""))
    author = InitiativeAuthor(
        initiative=initiative, birth_date=fields.pop("born"), unit=unit, user=user, **fields
    )
    author.full_clean()
    return author


def _file(paper: Values, initiative: Initiative) -> UploadedFile:
    """Return a small real file of the kind that its name promises."""
    name: str = paper["name"]
    if name.endswith(".pdf"):
        return pdf_file(name, f"evidence of initiative {initiative.code}")
    if name.endswith(".png"):
        figure = initiative.effects.all()[0]
        return bar_chart(name, float(figure.before), float(figure.after))
    return text_file(name, initiative.title, "", *paper["lines"])
