"""Styles of an uploaded OpenDocument file, changed for single cells, rows and columns."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from .ods_names import fo, number, office, style

_NAME = style("name")
_FAMILY = style("family")
_DATA_STYLE = style("data-style-name")
_PARENT = style("parent-style-name")
_PERCENT = "remarked-percent"
# The properties of a style stand in this order.
_PROPERTIES = [
    style(f"{family}-properties")
    for family in ("table", "table-column", "table-row", "table-cell", "paragraph", "text")
]
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6}

Changes = Mapping[str, Mapping[str, str | None]]


class Styles:
    """The automatic styles of a file: those that only one cell, row or column needs."""

    def __init__(self, document: Any) -> None:
        """Arguments: document: the root of content.xml."""
        self._automatic = document.find(office("automatic-styles"))
        if self._automatic is None:
            self._automatic = document.makeelement(office("automatic-styles"))
            document.find(office("body")).addprevious(self._automatic)
        self._known: dict[tuple[str, str], Any] = {
            (found.get(_FAMILY), found.get(_NAME)): found for found in self._automatic.findall(style("style"))
        }
        self._made: dict[tuple[Any, ...], str] = {}

    def property(self, family: str, name: str, properties: str, key: str) -> str:
        """Return a property that a style itself sets, empty when it does not.

        Arguments:
            family: "table-cell", "table-row" or "table-column".
            name: of the style.
            properties: the element that holds the property, such as "table-cell-properties".
            key: the property, with its namespace.
        """
        found = self._known.get((family, name))
        holder = None if found is None else found.find(style(properties))
        return "" if holder is None else holder.get(key, "")

    def derive(self, family: str, name: str, changes: Changes, *, percent: bool = False) -> str:
        """Return the name of a style like the one named but for some properties.

        Arguments:
            family: see `property`.
            name: of the style; may be empty or one of the common styles.
            changes: by the element, such as "text-properties", the properties; None takes one away.
            percent: whether numbers are shown as per cent.
        """
        wanted = tuple((holder, tuple(sorted(values.items(), key=str))) for holder, values in changes.items())
        key = (family, name, wanted, percent)
        if key not in self._made:
            self._made[key] = self._make(family, name, changes, percent=percent)
        return self._made[key]

    def _make(self, family: str, name: str, changes: Changes, *, percent: bool) -> str:
        base = self._known.get((family, name))
        if base is None:
            made = self._automatic.makeelement(style("style"), {_FAMILY: family})
            if name or family == "table-cell":
                made.set(_PARENT, name or "Default")
        else:
            made = deepcopy(base)
            made.tail = None
        made_name = self._free_name(family)
        made.set(_NAME, made_name)
        if percent:
            made.set(_DATA_STYLE, self._percent_format())
        for holder, values in changes.items():
            _set(_holder(made, style(holder)), values)
        self._automatic.append(made)
        self._known[family, made_name] = made
        return made_name

    def _free_name(self, family: str) -> str:
        count = len(self._made) + 1
        while (family, f"remarked{count}") in self._known:
            count += 1
        return f"remarked{count}"

    def _percent_format(self) -> str:
        for found in self._automatic.findall(number("percentage-style")):
            if found.get(_NAME) == _PERCENT:
                return _PERCENT
        made = self._automatic.makeelement(number("percentage-style"), {_NAME: _PERCENT})
        digits = made.makeelement(
            number("number"),
            {
                number("min-integer-digits"): "1",
                number("decimal-places"): "2",
                number("min-decimal-places"): "0",
            },
        )
        sign = made.makeelement(number("text"))
        sign.text = "%"
        made.extend([digits, sign])
        self._automatic.insert(0, made)
        return _PERCENT


def centimetres(length: str) -> float:
    """Return a length as the file writes it, such as "0.178in", in centimetres; 0 for what is no length."""
    try:
        return float(length[:-2]) * _CENTIMETRES[length[-2:]]
    except (ValueError, KeyError):
        return 0.0


def background(colour: str | None) -> Changes:
    """Return the change of a cell's colour; None takes it away."""
    return {"table-cell-properties": {fo("background-color"): colour}}


def _holder(made: Any, tag: str) -> Any:
    found = made.find(tag)
    if found is not None:
        return found
    holder = made.makeelement(tag)
    place = sum(1 for child in made if child.tag in _PROPERTIES[: _PROPERTIES.index(tag)])
    made.insert(place, holder)
    return holder


def _set(element: Any, values: Mapping[str, str | None]) -> None:
    for key, value in values.items():
        if value is None:
            element.attrib.pop(key, None)
        else:
            element.set(key, value)
