"""Every register stands on the base: walked through Wagtail's own registration, not trusted."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail import hooks
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, WagtailRegisterable

from reform.organisation.models import CalendarDay
from reform.registers.admin import (
    RecordView,
    RegisterAdmin,
    RegisterView,
    register_screens,
    registered_admins,
)
from reform.registers.checks import screens_stand_on_the_base
from reform.registers.permissions import has_policy

VIEW_ATTRIBUTES = [name for name in dir(RegisterAdmin) if name.endswith("_view_class")]


def registered_with_wagtail() -> Iterator[ModelAdmin]:
    """Find every wagtail-modeladmin class that any code registered, through the hooks that it left."""
    for hook in hooks.get_hooks("register_admin_urls"):
        for cell in getattr(hook, "__closure__", None) or ():
            owner = cell.cell_contents
            if isinstance(owner, ModelAdminGroup):
                yield from owner.modeladmin_instances
            elif isinstance(owner, WagtailRegisterable):
                yield owner


def admin_views(patterns: list[Any] | None = None) -> Iterator[Any]:
    """Return every view function of the site's addresses."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from admin_views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            view: Any = pattern.callback
            while view is not None:
                yield view
                view = getattr(view, "__wrapped__", None)


def test_every_registered_class_stands_on_the_hardened_base() -> None:
    found = list(registered_with_wagtail())
    assert found
    for screens in found:
        assert isinstance(screens, RegisterAdmin), screens
        assert screens in registered_admins()
        assert has_policy(screens.model)


def test_every_view_class_is_a_hardened_one() -> None:
    assert len(VIEW_ATTRIBUTES) >= 9
    for screens in registered_with_wagtail():
        for name in VIEW_ATTRIBUTES:
            assert issubclass(getattr(screens, name), RegisterView), (screens, name)


def test_no_address_leads_to_a_view_of_wagtail_modeladmin_itself() -> None:
    for view in admin_views():
        view_class = getattr(view, "view_class", None)
        owner = getattr(view, "__self__", None)
        assert not isinstance(owner, ModelAdmin), view
        if view_class is not None and view_class.__module__.startswith("wagtail_modeladmin"):
            pytest.fail(f"{view_class} is reachable")


def test_every_address_about_one_record_fetches_it_from_the_scope() -> None:
    for screens in registered_admins():
        for pattern in screens.get_admin_urls_for_registration():
            if "instance_pk" in str(pattern.pattern):
                view: Any = pattern.callback
                assert issubclass(view.register_view_class, RecordView), pattern


def test_the_system_check_finds_screens_beside_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loose(ModelAdmin):
        model = CalendarDay

    loose = Loose()
    assert screens_stand_on_the_base(None) == []
    monkeypatch.setitem(
        hooks._hooks, "register_admin_urls", [*hooks._hooks["register_admin_urls"], (hook_of(loose), 0)]
    )
    assert [message.id for message in screens_stand_on_the_base(None)] == ["registers.E002"]


def hook_of(owner: Any) -> Any:
    def register_admin_urls() -> Any:
        return owner.get_admin_urls_for_registration()

    return register_admin_urls


def test_screens_beside_the_base_cannot_be_registered() -> None:
    class Loose(ModelAdmin):
        model = CalendarDay

    with pytest.raises(ImproperlyConfigured):
        register_screens(Loose)


def test_a_further_screen_must_be_a_hardened_one() -> None:
    screens = registered_admins()[0]
    with pytest.raises(ImproperlyConfigured):
        screens.record_path("more", RegisterView)
    with pytest.raises(ImproperlyConfigured):
        screens.list_path("more", object)  # type: ignore[arg-type]


def test_a_screen_that_names_no_rule_is_closed(rf: RequestFactory, django_user_model: Any) -> None:
    request = rf.get("/")
    request.user = django_user_model(is_superuser=True)
    with pytest.raises(PermissionDenied):
        RegisterView.as_view(model_admin=registered_admins()[0])(request)
