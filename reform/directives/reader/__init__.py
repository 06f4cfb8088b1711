"""The reader of dispatches: from the text of an official letter to a proposal of tasks.

Rules in plain code on plain values: no database, no model, no network. The officer who confirms the
proposal has the last word, so whatever is not certain is marked, and no unit is ever guessed.
"""

from reform.directives.reader.extract import UnreadableDispatch, extract_text
from reform.directives.reader.proposal import Proposal
from reform.directives.reader.read import read_dispatch
from reform.directives.reader.units import KnownUnit

__all__ = ["KnownUnit", "Proposal", "UnreadableDispatch", "extract_text", "read_dispatch"]
