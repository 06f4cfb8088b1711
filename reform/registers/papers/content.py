"""What a paper contains, in plain values; how it is set stands in `docx_template.py` and `official.typ`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

BlockKind = Literal["text", "article", "heading", "item", "table"]


@dataclass(frozen=True)
class Letterhead:
    """Cells 2: the parent body, empty without one, and the issuing body; both in capitals."""

    parent: str
    issuer: str


@dataclass(frozen=True)
class Block:
    """One piece of the content, cell 6.

    Attributes:
        kind: a paragraph; an article ("Điều 1."), whose `lead` is bold; a heading in the middle; an item of a
            list; a table with `columns` and `rows`.
    """

    kind: BlockKind = "text"
    text: str = ""
    lead: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Signature:
    """Cells 7: the lines of authority and title, in capitals, and the signer's name."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Annex:
    """A page of its own after the paper: title, the note that ties it to the paper, and blocks."""

    label: str
    title: str
    note: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """A paper with all its components (Nghị định 30/2020, art. 8).

    Attributes:
        number: the line "Số: 05/QĐ-UBND"; empty for a paper without number.
        type_name: in capitals, for example "QUYẾT ĐỊNH"; empty for a letter, whose extract then stands under
            the number ("V/v …").
        extract: what the paper is about.
        authority_line: who decides, in capitals above the legal bases; empty for other papers.
        addressees: after "Kính gửi:".
        bases: the legal bases, without their closing sign.
        enacting: the line between bases and articles, for example "QUYẾT ĐỊNH:".
        signatures: one at the right; of two, the first stands at the left (minutes).
        recipients: the lines under "Nơi nhận:", without dash and closing sign; the last is "Lưu: …".
    """

    letterhead: Letterhead
    number: str
    place_and_date: str
    type_name: str
    extract: str
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...] = ()
    authority_line: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    enacting: str = ""
    annexes: tuple[Annex, ...] = ()
    sample: bool = False
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Certificate:
    """One certificate, a landscape page of its own.

    Attributes:
        number: the line with its number in the register of certificates.
        awarder: who certifies, in capitals.
        name: whose it is.
        lines: the lines under the name: workplace, what for, by which decision.
    """

    letterhead: Letterhead
    number: str
    awarder: str
    title: str
    name: str
    lines: tuple[str, ...]
    place_and_date: str
    signature: Signature
    sample: bool = False
