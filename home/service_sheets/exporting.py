"""A catalogue written as a workbook: lists to choose from, explanations, and everything that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from home.models import ServiceIndexPage, ServicePage
from reform.workbooks.writing import FurtherSheet, SheetColumn, write_template

from .columns import COLUMNS, FIGURE_HEADINGS, FIGURES_SHEET, KEY, SERVICES_SHEET, Column
from .drafts import drafts_of
from .lists import Lists

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_catalogue(index: ServiceIndexPage) -> bytes:
    """Return the services of a catalogue, newest drafts included, as an .xlsx file.

    Its words are those of the portal's language, whatever language the officer reads.
    """
    site = index.get_site()
    lists = Lists(site.pk if site else None)
    services = drafts_of(index)
    target = BytesIO()
    with translation.override(settings.LANGUAGE_CODE):
        write_template(
            target,
            title=str(SERVICES_SHEET),
            columns=[_service_column(column, lists) for column in COLUMNS],
            rows=[[column.cell.export(service, lists) for column in COLUMNS] for service in services],
            example=[None] * len(COLUMNS),
            meta={},
            explanations=[
                (
                    str(column.heading),
                    _("Needed") if column.required else _("May be left blank"),
                    capfirst(str(column.help)),
                    "",
                )
                for column in COLUMNS
            ],
            further=[FurtherSheet(str(FIGURES_SHEET), _figure_columns(), list(_figure_rows(services)))],
        )
    return target.getvalue()


def _service_column(column: Column, lists: Lists) -> SheetColumn:
    return SheetColumn(
        name=column.name,
        heading=str(column.heading),
        kind=column.cell.kind,
        width=column.width,
        choices=column.cell.offers(lists),
        help=str(column.help),
        required=column.required,
    )


def _figure_columns() -> list[SheetColumn]:
    return [
        SheetColumn(
            name=name,
            heading=str(heading),
            kind="text" if name in (KEY.name, "period") else "integer",
            width=32 if name == KEY.name else 16,
            required=name in (KEY.name, "period"),
        )
        for name, heading in FIGURE_HEADINGS.items()
    ]


def _figure_rows(services: Iterable[ServicePage]) -> Iterator[list[Any]]:
    names = [name for name in FIGURE_HEADINGS if name != KEY.name]
    for service in services:
        for figure in sorted(service.figures.all(), key=lambda one: one.period):
            yield [service.slug, *(getattr(figure, name) for name in names)]
