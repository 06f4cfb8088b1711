"""The words that give a record of the world away."""

import re

from .places import Place

MARK = re.compile(r"qx([a-z_]+?)(own|other|foreign)", re.IGNORECASE)


def mark(kind: str, place: Place) -> str:
    """Return the word that gives a record of that kind and place away."""
    return f"Qx{kind}{place.value}"
