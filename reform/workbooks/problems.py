"""What can be wrong with a file or a cell, as exceptions that carry the words for the user."""

from __future__ import annotations


class FileRefused(Exception):
    """Raised when a file as a whole cannot be taken.

    Attributes:
        code: which refusal it is, for tests and for further help on the screen.
        message: one clear sentence: what is wrong, where, and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


class CellRefused(Exception):
    """Raised when what stands in one cell cannot be read or may not stand there.

    Attributes:
        kind: which mistake it is; mistakes of one kind are told together.
        problem: what is wrong.
        advice: what to do.
        column: the name of the column, where a rule of the whole row points at one.
    """

    def __init__(self, kind: str, problem: str, advice: str = "", *, column: str = "") -> None:
        self.kind = kind
        self.problem = problem
        self.advice = advice
        self.column = column
        super().__init__(f"{problem} {advice}".strip())
