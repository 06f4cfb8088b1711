"""The fixed parts of an OpenDocument spreadsheet: how it looks, prints and opens."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from .columns import SheetColumn

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_OASIS}{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "config": "config",
    }.items()
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<manifest:manifest xmlns:manifest="{_OASIS}manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:version="1.2"'
    ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("styles.xml", "settings.xml", "content.xml")
    )
    + "</manifest:manifest>"
)
STYLES = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES} office:version="1.2">'
    '<office:styles><style:style style:name="Default" style:family="table-cell">'
    '<style:text-properties fo:font-family="Calibri" fo:font-size="11pt" fo:language="vi" fo:country="VN"/>'
    "</style:style></office:styles>"
    '<office:automatic-styles><style:page-layout style:name="across">'
    '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" fo:margin="1.3cm"'
    ' style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/>'
    "</style:page-layout></office:automatic-styles>"
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="across"/>'
    "</office:master-styles></office:document-styles>"
)
_CENTIMETRES_A_CHARACTER = 0.2
_DAY = (
    '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/>'
)
_TIME = (
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/>'
)


def _cell_style(name: str, format_name: str, align: str, more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"'
        f' style:data-style-name="{format_name}">'
        f'<style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap" {more}/>'
        f'<style:paragraph-properties fo:text-align="{align}"/></style:style>'
    )


CONTENT_STYLES = (
    '<number:text-style style:name="words"><number:text-content/></number:text-style>'
    f'<number:date-style style:name="day" number:automatic-order="false">{_DAY}</number:date-style>'
    f'<number:date-style style:name="moment" number:automatic-order="false">{_DAY}{_TIME}</number:date-style>'
    '<number:number-style style:name="whole"><number:number number:decimal-places="0"'
    ' number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<style:style style:name="seen" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="hidden" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="row" style:family="table-row">'
    '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    '<style:style style:name="heading" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties fo:background-color="#0f4c81" fo:wrap-option="wrap"'
    ' style:vertical-align="middle" fo:border="0.5pt solid #d0d7de" fo:padding="0.1cm"/>'
    '<style:paragraph-properties fo:text-align="center"/>'
    '<style:text-properties fo:color="#ffffff" fo:font-weight="bold"/></style:style>'
    + _cell_style("text", "words", "start")
    + _cell_style("boolean", "words", "center")
    + _cell_style("integer", "whole", "end")
    + _cell_style("date", "day", "center")
    + _cell_style("datetime", "moment", "center")
)


def column_styles(columns: Sequence[SheetColumn]) -> str:
    """Return the styles that depend on the columns: their widths and decimal places."""
    widths = "".join(
        f'<style:style style:name="column{place}" style:family="table-column"><style:table-column-properties'
        f' style:column-width="{column.width * _CENTIMETRES_A_CHARACTER:.2f}cm"/></style:style>'
        for place, column in enumerate(columns, 1)
    )
    kinds = sorted(
        {(column.kind, column.places) for column in columns if column.kind in {"decimal", "percent"}}
    )
    return widths + "".join(_places_style(kind, places) for kind, places in kinds)


def _places_style(kind: str, places: int) -> str:
    """Return the style of numbers with so many decimal places, or as many as there are where it is 0."""
    element = "percentage-style" if kind == "percent" else "number-style"
    decimals = "" if kind == "decimal" and not places else f' number:decimal-places="{places}"'
    grouping = ' number:grouping="true"' if kind == "decimal" else ""
    sign = "<number:text>%</number:text>" if kind == "percent" else ""
    format_name = f"{kind}-format{places}"
    return (
        f'<number:{element} style:name="{format_name}"><number:number number:min-integer-digits="1"'
        f"{decimals}{grouping}/>{sign}</number:{element}>"
        + _cell_style(f"{kind}{places}", format_name, "end")
    )


def view_settings(title: str) -> str:
    """Return the settings that freeze the heading of the sheet `title`."""
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, kind, value in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionBottom", "int", 1),
        )
    )
    table = escape(title, {'"': "&quot;"})
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-settings {NAMESPACES} office:version="1.2">'
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        '<config:config-item-map-named config:name="Tables">'
        f'<config:config-item-map-entry config:name="{table}">{items}</config:config-item-map-entry>'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )
