"""What an SQLite connection of this machine can do, told to Django. Nothing here concerns PostgreSQL."""

from typing import Any

# More than this helps no bulk write and makes statements long.
MOST_PARAMETERS = 100_000


def allow_more_parameters(connection: Any, **kwargs: Any) -> None:
    """Let a query have as many parameters as this SQLite really takes.

    Django 5.2 assumes the 999 of 2004, which cuts a bulk write of 2,000 rows into a hundred queries.
    """
    if connection.vendor != "sqlite":
        return
    import sqlite3

    real = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    connection.features.max_query_params = min(real, MOST_PARAMETERS)
