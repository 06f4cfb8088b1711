"""Names of OpenDocument elements and attributes, as lxml spells them."""

from __future__ import annotations

from typing import Final

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def _element(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def calcext(name: str) -> str:
    """Return a name of the extensions that LibreOffice writes."""
    return _element("urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", name)


def dc(name: str) -> str:
    """Return a name of the Dublin Core."""
    return _element("http://purl.org/dc/elements/1.1/", name)


def fo(name: str) -> str:
    """Return a name of the formatting properties."""
    return _element(f"{_OASIS}xsl-fo-compatible:1.0", name)


def number(name: str) -> str:
    """Return a name of the number formats."""
    return _element(f"{_OASIS}datastyle:1.0", name)


def office(name: str) -> str:
    """Return a name of the document's frame."""
    return _element(f"{_OASIS}office:1.0", name)


def style(name: str) -> str:
    """Return a name of the styles."""
    return _element(f"{_OASIS}style:1.0", name)


def svg(name: str) -> str:
    """Return a name of measures of drawings."""
    return _element(f"{_OASIS}svg-compatible:1.0", name)


def table(name: str) -> str:
    """Return a name of the tables."""
    return _element(f"{_OASIS}table:1.0", name)


def text(name: str) -> str:
    """Return a name of the texts."""
    return _element(f"{_OASIS}text:1.0", name)


TABLE: Final = table("table")
ROW: Final = table("table-row")
CELL: Final = table("table-cell")
COVERED: Final = table("covered-table-cell")
COLUMN: Final = table("table-column")
STYLE_NAME: Final = table("style-name")
DEFAULT_STYLE: Final = table("default-cell-style-name")
FORMULA: Final = table("formula")
VALUE_TYPE: Final = office("value-type")
ANNOTATION: Final = office("annotation")
