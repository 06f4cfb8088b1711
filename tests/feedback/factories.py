"""Factories of citizens' messages."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from reform.feedback.enums import MessageKind
from reform.feedback.models import Category, CitizenMessage
from tests.organisation.factories import AuthorityFactory, root_of

ANSWER = "Ông/bà nộp hồ sơ tại Bộ phận Một cửa của phường."


class CategoryFactory(DjangoModelFactory[Category]):
    """A category of an authority."""

    class Meta:
        model = Category

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Chủ đề {n}")


class CitizenMessageFactory(DjangoModelFactory[CitizenMessage]):
    """A question with the desk of its authority; ``unit=`` puts it with a unit."""

    class Meta:
        model = CitizenMessage

    kind = MessageKind.QUESTION
    category = factory.SubFactory(CategoryFactory, authority=factory.SelfAttribute("..authority"))
    subject = "Giấy tờ khai sinh"
    text = "Cha mẹ ở hai phường thì nộp ở đâu?"
    contact_name = "Trần Thị Bí Mật"
    contact_phone = "0912 345 678"
    contact_email = "bimat@example.vn"
    received_on = date(2026, 11, 2)
    due_on = date(2026, 11, 23)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("unit", None)
        kwargs["unit"] = kwargs["unit"] or root_of(kwargs["authority"])
        return super()._create(model_class, *args, **kwargs)

    authority = factory.LazyAttribute(
        lambda message: message.unit.authority if message.unit else AuthorityFactory()
    )
    unit = None
