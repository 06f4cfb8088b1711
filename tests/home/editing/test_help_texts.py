"""What the forms say about their fields to somebody who fills them in for the first time."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from home.editing.alerts import AlertViewSet
from home.editing.redirects import RedirectViewSet
from reform.registers.admin.registry import registered_admins

OURS = ("home", "feedback", "organisation")

# Fields whose label says everything, and why nothing needs to be added.
SAID_ELSEWHERE = {
    "RoleAssignment.role": "the form puts the duties of every role there",
    "User.password_first": "the form says whether it may stay empty and what makes it strong",
    "User.last_name": "its label says all",
    "User.first_name": "its label says all",
    "User.email": "its label says all",
    "Authority.level": "its choices say all",
}


def fields_of(panel: Panel, form: Any, model: type[Model]) -> Iterator[tuple[str, str]]:
    """Return the name of every field of our own models below a panel, and the help beside it."""
    if isinstance(panel, InlinePanel):
        part = panel.child_edit_handler
        yield from fields_of(part, part.get_form_class(), panel.db_field.related_model)
    elif isinstance(panel, FieldPanel) and not is_wagtails(panel.field_name, model):
        shown = form.base_fields.get(panel.field_name)
        help_text = panel.help_text or getattr(shown, "help_text", "")
        yield f"{model.__name__}.{panel.field_name}", str(help_text)
    for child in getattr(panel, "children", []):
        yield from fields_of(child, form, model)


def is_wagtails(name: str, model: type[Model]) -> bool:
    """Tell whether every page has the field; Wagtail says itself what belongs there."""
    return issubclass(model, Page) and name in {field.name for field in Page._meta.get_fields()}


def editing_forms() -> Iterator[tuple[Panel, type[Model]]]:
    """Return the form of every page, snippet and record that editors and administrators fill in."""
    for kind in get_page_models():
        yield kind.get_edit_handler(), kind
    for snippet in get_snippet_models():
        yield snippet.snippet_viewset.get_edit_handler(), snippet
    for screens in (AlertViewSet(), RedirectViewSet()):
        yield screens.get_edit_handler(), screens.model
    for register in registered_admins():
        if register.panels:
            yield register.get_edit_handler().bind_to_model(register.model), register.model


def all_fields() -> dict[str, str]:
    """Return the help beside every field of the forms, empty where there is none."""
    return {
        name: help_text
        for panel, model in editing_forms()
        if model._meta.app_label in OURS or model is RedirectViewSet.model
        for name, help_text in fields_of(panel, panel.get_form_class(), model)
    }


def test_the_forms_are_found_with_their_parts() -> None:
    assert {"ArticlePage.body", "ServiceStep.text", "LifeEvent.name", "AlertBanner.text"} <= set(all_fields())
    assert {"Redirect.old_path", "Category.name", "Unit.code"} <= set(all_fields())


def test_every_field_says_what_belongs_there() -> None:
    silent = {name for name, help_text in all_fields().items() if not help_text.strip()}
    assert silent <= set(SAID_ELSEWHERE), "say what to write, with an example, or why nobody needs it"


def test_no_reason_is_given_for_a_field_that_speaks_or_is_gone() -> None:
    silent = {name for name, help_text in all_fields().items() if not help_text.strip()}
    assert set(SAID_ELSEWHERE) <= silent
