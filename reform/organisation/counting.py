"""Counters kept as rows, such as visits by day."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F


def add_one(model: type[models.Model], counter: str, **where: Any) -> None:
    """Add one to a counter, whose row is made by the first; two at once count as two.

    Args:
        model: its fields named in `where` are unique together.
        counter: the field that is counted up.
        where: which row.
    """
    rows = model._default_manager.filter(**where)
    if rows.update(**{counter: F(counter) + 1}):
        return
    try:
        with transaction.atomic():
            model._default_manager.create(**where, **{counter: 1})
    except IntegrityError:
        # Another one made the row at the same moment.
        rows.update(**{counter: F(counter) + 1})
