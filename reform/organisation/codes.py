"""Codes that people copy by hand or read off a wall."""

import secrets

# Without letters and digits that look or sound alike when read out: 0 O, 1 I L, U V.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


def make_code(length: int) -> str:
    """Return a random code of capital letters and digits.

    Args:
        length: number of signs, each one of 29.
    """
    return "".join(secrets.choice(CODE_ALPHABET) for _position in range(length))
