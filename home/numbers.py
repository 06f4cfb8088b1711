"""Numbers as Vietnamese readers write them."""

from django.utils import numberformat
from django.utils.formats import get_format

# An ordinary space would let a value and its unit part at the end of a line.
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def write_number(value: float) -> str:
    """Return a number as Vietnamese tables write it: ``4.312,5``, and ``60`` rather than ``60,0``.

    Groups of three are forced, because Django's Vietnamese formats know the sign but no grouping.
    """
    return numberformat.format(
        int(value) if float(value).is_integer() else value,
        get_format("DECIMAL_SEPARATOR"),
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        force_grouping=True,
    )


def write_value(value: float | None, unit: str = "") -> str:
    """Return a number with its unit (``87,2 %``), a dash where there is no value."""
    if value is None:
        return "–"
    return write_number(value) + (NO_BREAK_SPACE + unit if unit else "")
