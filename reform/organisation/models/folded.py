"""A column of folded text beside the fields, so that a search finds "Đằng Hải" by "dang hai"."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from search.database import build_search_text


class FoldedSearch(models.Model):
    """A record that a list's search box finds. Rows written in bulk call `fill_search_text` themselves.

    Attributes:
        searched_fields: the names of the fields that are searched.
    """

    search_text = models.TextField(editable=False, default="", blank=True)

    searched_fields: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the text that the list searches."""
        self.fill_search_text()
        named = kwargs.get("update_fields")
        if named is not None:
            kwargs["update_fields"] = {*named, "search_text"}
        super().save(*args, **kwargs)

    def fill_search_text(self) -> None:
        """Fold the searched fields."""
        self.search_text = build_search_text(*self._searched_values())

    def _searched_values(self) -> Iterable[Any]:
        for name in self.searched_fields:
            value = getattr(self, name)
            yield from value if isinstance(value, list) else [value]
