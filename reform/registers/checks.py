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
