"""What the tests of councils, sheets and decisions on screen have in common."""

from typing import Any


def told_in(response: Any) -> str:
    """Return what a page says, or what the page says to which a screen leads on."""
    return response.content.decode()


def rows_data(prefix: str, rows: list[dict[str, Any]], *, initial: int = 0) -> dict[str, Any]:
    """Return the fields of rows below a form, as a browser sends them.

    Arguments:
        initial: how many of them stood there when the form was opened.
    """
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data
