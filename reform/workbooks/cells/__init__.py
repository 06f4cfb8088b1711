"""What one cell says, as officials type it: pure functions on one value, which refuse what they cannot read.

They never raise anything but `CellRefused`, whatever stands in the cell.
"""

from .answers import read_boolean
from .choices import read_choice
from .dates import read_date
from .numbers import read_decimal, read_integer
from .percent import column_holds_fractions, read_percent, with_sign
from .periods import read_period
from .text import EMPTY_MARK, clean_text, is_empty_mark, split_names

__all__ = [
    "EMPTY_MARK",
    "clean_text",
    "column_holds_fractions",
    "is_empty_mark",
    "read_boolean",
    "read_choice",
    "read_date",
    "read_decimal",
    "read_integer",
    "read_percent",
    "read_period",
    "split_names",
    "with_sign",
]
