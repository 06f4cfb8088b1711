"""The search backend of the project."""

from wagtail.search.backends.database import SearchBackend

__all__ = ["SearchBackend"]
