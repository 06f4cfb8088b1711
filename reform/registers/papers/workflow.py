"""The table of a template: uploaded, in use, retired."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform.organisation.capabilities import Capability
from reform.registers.models import PaperTemplate
from reform.registers.models import TemplateState as State
from reform.registers.workflow import Transition, Workflow

from .own_templates import check_template

if TYPE_CHECKING:
    from reform.organisation.models import User

Inputs = Mapping[str, Any]


def is_sound(template: PaperTemplate, inputs: Inputs) -> None:
    """Refuse a template from which papers cannot be printed; the sample is filled in anew."""
    try:
        with template.file.open("rb") as file:
            problems = check_template(file.read(), template.kind)
    except FileNotFoundError as error:
        raise ValidationError(_("The file is gone; upload the template anew.")) from error
    if problems:
        raise ValidationError([_("Correct the template and upload it anew:"), *problems])


def replace_the_one_in_use(template: PaperTemplate, inputs: Inputs, actor: User | None, at: datetime) -> None:
    for other in PaperTemplate.objects.filter(
        unit=template.unit, kind=template.kind, state=State.ACTIVE
    ).exclude(pk=template.pk):
        TEMPLATES.perform(other, "retire", actor=actor, at=at)


TEMPLATES = Workflow(
    model=PaperTemplate,
    states=State,
    unit_of=lambda template: template.unit_id,
    transitions=(
        Transition(
            "put_in_use",
            frozenset({State.DRAFT, State.RETIRED}),
            State.ACTIVE,
            gettext_lazy("Put in use"),
            gettext_lazy("From now on papers of this kind are printed from it; the one in use is retired."),
            Capability.ADMINISTER,
            guard=is_sound,
            effect=replace_the_one_in_use,
        ),
        Transition(
            "retire",
            frozenset({State.ACTIVE}),
            State.RETIRED,
            gettext_lazy("Retire"),
            gettext_lazy("Papers of this kind are printed from the built-in template again."),
            Capability.ADMINISTER,
            tone="secondary",
        ),
    ),
)
