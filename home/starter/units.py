"""The starter content's pages of units: the structure, twelve departments, eight wards."""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path
from typing import Any

from home.models import HomePage, UnitContact, UnitIndexPage, UnitLeader, UnitPage
from home.starter.media import StarterMedia
from home.starter.publishing import publish
from reform.organisation.enums import UnitKind
from reform.organisation.models import Authority, Unit

DATA = Path(__file__).resolve().parent / "units" / "hai_an.toml"

Content = dict[str, Any]


def create_units(*, home: HomePage, authority: Authority, media: StarterMedia) -> None:
    """Give a site without a list of units the sample one, with a page for every unit that it knows.

    Idempotent: a site that has a list of units keeps it as it is.

    Args:
        home: the front page of the site.
        authority: whose units get pages; a unit of the sample that it does not have gets none.
        media: uploads the map.
    """
    if UnitIndexPage.objects.child_of(home).exists():
        return
    content = tomllib.loads(DATA.read_text(encoding="utf-8"))
    units = {unit.code: unit for unit in Unit.objects.filter(authority=authority)}
    known = [values for values in content["units"] if values["code"] in units]
    index = UnitIndexPage(
        title=content["index"]["title"],
        slug="don-vi",
        summary=content["index"]["summary"],
        show_in_menus=True,
    )
    if known:
        # The map shows the wards of Hải An: a site without them has no use for it.
        index.map_image = media.image(content["index"]["map"], content["index"]["map_alt"])
        index.map_alt = content["index"]["map_alt"]
    publish(home, index)
    for values in known:
        publish(index, _unit_page(values, units[values["code"]], content, media))


def _unit_page(values: Content, unit: Unit, content: Content, media: StarterMedia) -> UnitPage:
    common = content["wards" if unit.kind == UnitKind.WARD else "departments"]
    way = values.get("way") or common["way"]
    hours = common["saturday_hours" if values.get("saturday") else "opening_hours"]
    page = UnitPage(
        title=values["title"],
        slug=values["slug"],
        summary=values["summary"],
        unit=unit,
        duties=_list(values.get("duties") or common["duties"]),
        opening_hours="".join(f"<p>{escape(line)}</p>" for line in hours),
        map_image=media.image(values["map"], f"Sơ đồ tám phường: {values['title']}")
        if "map" in values
        else None,
        map_alt=way,
        latitude=values.get("latitude"),
        longitude=values.get("longitude"),
        is_sample=True,
    )
    page.leaders = [UnitLeader(**leader) for leader in values["leaders"]]
    page.contacts = [UnitContact(**contact) for contact in values.get("contacts", [])]
    return page


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
