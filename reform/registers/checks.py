"""House rules that `manage.py check` enforces."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register

from .models import Record
from .permissions import has_policy


@register(Tags.models)
def every_record_has_a_policy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Fail when a record's model has no policy: nothing may be shown without a rule."""
    return [
        Error(
            f"{model.__name__} has no policy.",
            hint="Write one in the register's permissions.py and register it.",
            obj=model,
            id="registers.E001",
        )
        for model in apps.get_models()
        if issubclass(model, Record) and not has_policy(model)
    ]


@register(Tags.urls)
def screens_stand_on_the_base(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Fail when a class of wagtail-modeladmin was registered that does not inherit from RegisterAdmin."""
    from .admin.registry import registered_beside_the_base

    return [
        Error(
            f"{type(owner).__name__} does not stand on the registers' base.",
            hint="Inherit from reform.registers.admin.RegisterAdmin and register by register_screens.",
            obj=owner,
            id="registers.E002",
        )
        for owner in registered_beside_the_base()
    ]
