"""Templates of papers of each authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from reform.initiatives.papers.kinds import DECISION
from reform.organisation.models import Authority, Unit
from reform.registers.models import PaperTemplate, TemplateState
from reform.registers.papers.docx_template import official_template

from .marks import mark
from .places import Place

if TYPE_CHECKING:
    from .world import World


def add_paper_template(world: World, place: Place, authority: Authority) -> None:
    """Write a template of the authority that was uploaded and can be put in use, or deleted."""
    template = PaperTemplate(
        unit=Unit.objects.get(authority=authority, parent=None),
        kind=DECISION.code,
        name=mark("paper_template", place),
        state=TemplateState.DRAFT,
    )
    template.file.save("template.docx", ContentFile(official_template()), save=False)
    template.save()
    world.add("paper_template", place, template)
