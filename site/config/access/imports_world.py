"""Files that officers of the world have taken in, each with a preview of one rejected row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from reform.organisation.models import User
from reform.registers.models import ImportBatch, ImportRow, ImportState, Verdict
from reform.registers.spreadsheets.layout import Layout, LayoutColumn

from .marks import mark
from .places import Place

if TYPE_CHECKING:
    from .world import World

# The register of an import, and the officer who made it.
IMPORTS = {
    "tasks": "H",
    "progress": "O",
    "initiatives": "O",
    "initiative_adoptions": "O",
    "units": "S",
    "users": "S",
}


def add_imports(world: World) -> None:
    """Write every import."""
    for register, letter in IMPORTS.items():
        _import(world, register, letter)


def _import(world: World, register: str, letter: str) -> None:
    """Write a preview of one rejected row, whose file and words are its officer's alone."""
    words = mark(f"import_{register}", Place.OWN)
    officer = User.objects.get(username=f"{world.token}.officer.{letter}")
    layout = Layout(
        sheet=words,
        heading_row=1,
        file_format="csv",
        starts_1904=False,
        columns=(LayoutColumn("unit", "A", words, 0),),
        notes=(words,),
    )
    batch = ImportBatch.objects.create(
        register=register,
        user=officer,
        unit=officer.unit,
        state=ImportState.PREVIEWED,
        file=ContentFile(words.encode(), name="file.csv"),
        file_name=f"{words}.csv",
        size=len(words),
        sha256="0" * 64,
        rows_total=1,
        rows_rejected=1,
        layout=layout.to_json(),
    )
    remarks = [["unknown_name", "", words, words]]
    ImportRow.objects.create(
        batch=batch, number=2, verdict=Verdict.REJECTED, label=words, cells=[words], remarks=remarks
    )
    world.records[f"import_{register}"] = {Place.OWN: batch}
