"""The search backend of the project: Wagtail's for the database in use, with Vietnamese folded."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:
    """Return the search backend for the default database.

    Raises:
        ImproperlyConfigured: the database is neither SQLite nor PostgreSQL.
    """
    # Imported here: each module needs the tables that exist on its own database only.
    if connection.vendor == "sqlite":
        from .sqlite import SQLiteSearchBackend

        return SQLiteSearchBackend(params)
    if connection.vendor == "postgresql":
        from .postgresql import PostgreSQLSearchBackend

        return PostgreSQLSearchBackend(params)
    raise ImproperlyConfigured("The search works on SQLite and PostgreSQL. Set DATABASE_URL to one of them.")
