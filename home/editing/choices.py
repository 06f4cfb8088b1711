"""What the page editor lets its user choose: pages, pictures and documents of the user's own scope.

Choosers list no others; a key that is sent without them must be refused, and must not show what it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms import BaseForm, ModelChoiceField
from wagtail import blocks
from wagtail.blocks.base import BlockField
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

FILE_ACTIONS = frozenset({"add", "change", "choose"})


def pages_in_scope(user: Any) -> QuerySet[Page]:
    """Return the pages, drafts included, that `user` may see in the admin."""
    return page_permission_policy.explorable_instances(user)


def files_in_scope(user: Any, model: type[Model]) -> QuerySet[Any]:
    """Return the pictures or documents that `user` may choose or change."""
    policy = image_policy if model is get_image_model() else document_policy
    return policy.instances_user_has_any_permission_for(user, FILE_ACTIONS - {"add"})


def keep_to_scope(form: Any, user: Any) -> None:
    """Let a form, and the forms inside it, take and show nothing from outside the user's scope.

    What stands in the saved text already may stay there; of pages, those that are public alone.
    """
    for name, field in form.fields.items():
        if isinstance(field, ModelChoiceField) and field.queryset is not None:
            _narrow_field(form, name, user)
        elif isinstance(field, BlockField):
            kept = _named_in(field.block, form.initial.get(name))
            field.widget.value_from_datadict = partial(_read_block, field.block, user, kept)
            form.initial[name] = _without_foreign(field.block, form.initial.get(name), user, kept)
    for formset in getattr(form, "formsets", {}).values():
        for part in formset.forms:
            keep_to_scope(part, user)


def _is_scoped(model: type[Model]) -> bool:
    return issubclass(model, Page) or model in (get_image_model(), get_document_model())


def _choosable(user: Any, model: type[Model], kept: Iterable[Any]) -> Q:
    """Return the condition that a page, picture or document may be chosen."""
    if issubclass(model, Page):
        return Q(pk__in=pages_in_scope(user).values("pk")) | Q(pk__in=kept, live=True)
    return Q(pk__in=files_in_scope(user, model).values("pk")) | Q(pk__in=kept)


def _narrow_field(form: BaseForm, name: str, user: Any) -> None:
    field: Any = form.fields[name]
    if not _is_scoped(field.queryset.model):
        return
    chosen = form.initial.get(name)
    kept = [_key(one) for one in (chosen if isinstance(chosen, list | tuple | QuerySet) else [chosen]) if one]
    field.queryset = field.queryset.filter(_choosable(user, field.queryset.model, kept))
    if hasattr(field.widget, "get_instance"):
        field.widget.get_instance = partial(_find, field.queryset)


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def _find(choices: QuerySet[Any], value: Any) -> Any:
    """Return what a chooser shows of a value, nothing of one that cannot be chosen."""
    key = str(_key(value))
    found = choices.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    return found.specific if isinstance(found, Page) else found


def _read_block(
    block: blocks.Block, user: Any, kept: set[tuple[Any, str]], data: Any, files: Any, name: str
) -> Any:
    """Read what was sent for a text built from pieces, without what lies outside the scope."""
    return _without_foreign(block, block.value_from_datadict(data, files, name), user, kept)


def _named_in(block: blocks.Block, value: Any) -> set[tuple[Any, str]]:
    """Return the model and key of everything that a text built from pieces leads to."""
    return {(named[0], named[1]) for named in block.extract_references(value)} if value else set()


def _without_foreign(block: blocks.Block, value: Any, user: Any, kept: set[tuple[Any, str]]) -> Any:
    named = [(model, key) for model, key in _named_in(block, value) if _is_scoped(model)]
    foreign: set[tuple[Any, str]] = set()
    for model in {model for model, _key in named}:
        keys = {key for of, key in named if of is model}
        own = _choosable(user, model, [key for of, key in kept if of is model])
        found = model._default_manager.filter(own, pk__in=keys).values_list("pk", flat=True)
        foreign |= {(model, key) for key in keys - set(map(str, found))}
    return _emptied(block, value, foreign) if foreign else value


def _emptied(block: Any, value: Any, foreign: set[tuple[Any, str]]) -> Any:
    """Empty the choosers of a value that lead to what is foreign."""
    if isinstance(block, blocks.ChooserBlock):
        return None if value is not None and (block.model_class, str(value.pk)) in foreign else value
    if isinstance(value, blocks.StructValue):
        for name, child in block.child_blocks.items():
            value[name] = _emptied(child, value.get(name), foreign)
    elif isinstance(value, blocks.StreamValue | blocks.list_block.ListValue):
        for bound in value if isinstance(value, blocks.StreamValue) else value.bound_blocks:
            bound.value = _emptied(bound.block, bound.value, foreign)
    return value
