"""Official papers of every register: DOCX and PDF in the form of Nghị định 30/2020/NĐ-CP, Annex I.

A register says what a paper contains (`content.Paper`, `content.Certificate`); this package sets it. How to
add a kind of paper stands in `docs/registers/papers.md`.
"""

from .content import Annex, Block, Certificate, Letterhead, Paper, Signature
from .kinds import PaperKind, paper_kinds, register_paper_kind
from .rendering import Output, render
from .signing import SignedAs, signature_lines
from .wording import capitals, document_number, letterhead_of, place_and_date

__all__ = [
    "Annex",
    "Block",
    "Certificate",
    "Letterhead",
    "Output",
    "Paper",
    "PaperKind",
    "Signature",
    "SignedAs",
    "capitals",
    "document_number",
    "letterhead_of",
    "paper_kinds",
    "place_and_date",
    "register_paper_kind",
    "render",
    "signature_lines",
]
