"""Pages whose files were deleted: what is left of them is read and drawn all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import ForeignKey, Model
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model


def with_file(parts: Iterable[Any]) -> list[Any]:
    """Return the parts of a page whose `document` is there."""
    return [part for part in parts if _has_file(part)]


def without_lost_files(model: type[Model], data: dict[str, Any]) -> dict[str, Any]:
    """Return a stored version of a page without the files that were deleted since.

    The database keeps the files of the page itself; of what stands in a draft alone it knows nothing.
    """
    names = {
        relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(model)
    }
    parts = {name: (part, data[name]) for name, part in names.items() if data.get(name)}
    rows = [(model, data)] + [(part, row) for part, stored in parts.values() for row in stored]
    keys = {row[field] for kind, row in rows for field in _file_fields(kind) if row.get(field)}
    if not keys:
        return data
    lost = keys - set(get_document_model().objects.filter(pk__in=keys).values_list("pk", flat=True))
    kept = {
        name: [row for row in stored if not any(row.get(field) in lost for field in _file_fields(part))]
        for name, (part, stored) in parts.items()
    }
    own = {field: None for field in _file_fields(model) if data.get(field) in lost}
    return {**data, **kept, **own}


def _has_file(part: Any) -> bool:
    try:
        return part.document is not None
    except ObjectDoesNotExist:
        return False


def _file_fields(model: type[Model]) -> Iterator[str]:
    """Yield the names of the fields that lead to a document."""
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey) and field.related_model is get_document_model():
            yield field.name
