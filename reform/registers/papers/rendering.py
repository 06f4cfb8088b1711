"""From a paper's content to a file: DOCX by the authority's template or the built-in one, PDF by typst."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

import typst

from . import layout
from .content import Letterhead, Paper
from .docx_rendering import fill_in
from .docx_template import certificate_template, official_template
from .wording import MOTTO, NATION

if TYPE_CHECKING:
    from reform.organisation.models import Unit

    from .kinds import Content, PaperKind

Format = Literal["docx", "pdf"]
MEDIA_TYPES: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
# Word's own marks for tabs and pages among them; a text that was typed has none.
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")
_PERCENT = re.compile(r"(?<=\d) %")
# Room between the two halves of a letterhead, in millimetres.
COLUMN_GAP = 4
FOLDER = layout.FONT_FOLDER.parent


@dataclass(frozen=True)
class Output:
    """A file to hand out.

    Attributes:
        fell_back: whether the authority's own template failed, so that the built-in one was used.
    """

    content: bytes
    media_type: str
    fell_back: bool = False


def render(kind: PaperKind, content: Content, *, root: Unit, file_format: Format) -> Output:
    """Return a paper as a file.

    Arguments:
        root: the leadership of the authority whose template is used; PDF always has the built-in design.
    """
    if file_format == "pdf":
        return Output(render_pdf(content), MEDIA_TYPES["pdf"])
    from .own_templates import from_own_template

    own, failed = from_own_template(kind, content, root)
    made = own if own is not None else fill_in(built_in_template(content), context_of(content))[0]
    return Output(made, MEDIA_TYPES["docx"], fell_back=failed)


def built_in_template(content: Content) -> bytes:
    """Return the built-in template for the content."""
    return official_template() if isinstance(content, Paper) else certificate_template()


def context_of(content: Content) -> dict[str, Any]:
    """Return the names that a template knows: `paper` and `data`, or `certificates`."""
    if isinstance(content, Paper):
        values = asdict(content) | {"letterhead": _fitted(content.letterhead, layout.LEFT_COLUMN)}
        return printable({"data": values.pop("data"), "paper": values})
    return printable({"certificates": [asdict(certificate) for certificate in content]})


def printable(value: Any) -> Any:
    """Return plain values whose texts can be printed: no control signs but line breaks (XML knows no others).

    A number stays on one line with its "%".
    """
    if isinstance(value, str):
        return _PERCENT.sub("\u00a0%", _CONTROLS.sub(" ", value))
    if isinstance(value, dict):
        return {name: printable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    return value


def _fitted(letterhead: Letterhead, room: float) -> dict[str, str]:
    """Return the letterhead's lines, broken where the column is too narrow for them."""
    return {
        name: layout.broken(words, layout.ISSUER_SIZE, room=room - COLUMN_GAP)
        for name, words in asdict(letterhead).items()
    }


def render_pdf(content: Content) -> bytes:
    """Return a paper as a tagged PDF, the same for the same words. Words go to the typesetter as data."""
    return typst.compile(
        str(FOLDER / ("official.typ" if isinstance(content, Paper) else "certificate.typ")),
        root=str(FOLDER),
        font_paths=[str(layout.FONT_FOLDER)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(printable(_typeset(content)), ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
    )


def _typeset(content: Content) -> dict[str, Any]:
    """Return the values for the typesetter: the words, with the lengths of rules and widths of columns."""
    common = {
        "nation": NATION,
        "motto": MOTTO,
        "motto_rule": layout.rule_width(MOTTO, layout.MOTTO_SIZE, whole=True, room=layout.RIGHT_COLUMN),
        "measures": {
            name.lower(): value
            for name, value in vars(layout).items()
            if name.isupper() and isinstance(value, int | float)
        },
    }
    if isinstance(content, Paper):
        values = asdict(content) | {
            "letterhead": _fitted(content.letterhead, layout.LEFT_COLUMN),
            "issuer_rule": _issuer_rule(content.letterhead, layout.LEFT_COLUMN),
            "extract_rule": layout.rule_width(
                content.extract, layout.EXTRACT_SIZE, whole=False, room=layout.TEXT_WIDTH
            ),
        }
        values.pop("data")
        for block in (*values["blocks"], *(b for annex in values["annexes"] for b in annex["blocks"])):
            block["shares"] = layout.column_shares(block["columns"], block["rows"])
        return common | values
    return common | {
        "certificates": [
            asdict(certificate)
            | {"issuer_rule": _issuer_rule(certificate.letterhead, layout.CERTIFICATE_COLUMNS[0])}
            for certificate in content
        ]
    }


def _issuer_rule(letterhead: Letterhead, room: float) -> float:
    issuer = _fitted(letterhead, room)["issuer"]
    return layout.rule_width(issuer, layout.ISSUER_SIZE, whole=False, room=room)
