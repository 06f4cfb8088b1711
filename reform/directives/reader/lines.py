"""The lines of a normalised text, each with its position."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One paragraph and the offset of its first character."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset just behind the last character."""
        return self.start + len(self.text)


def split_lines(text: str) -> list[Line]:
    """Return the paragraphs of a normalised text."""
    lines, start = [], 0
    for piece in text.split("\n"):
        if piece:
            lines.append(Line(start, piece))
        start += len(piece) + 1
    return lines
