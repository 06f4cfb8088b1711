"""Forms of the page editor."""

from typing import Any

from django.forms import CheckboxSelectMultiple, ModelChoiceField, MultipleChoiceField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, Site

from home.enums import Channel
from reform.organisation.models import Unit


class PublicPageForm(WagtailAdminPageForm):
    """Offers only units of the authority whose site the page belongs to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choices of units; without a site they stay empty."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if (
                isinstance(field, ModelChoiceField)
                and field.queryset is not None
                and field.queryset.model is Unit
            ):
                units = Unit.objects.filter(authority__site=self._site())
                field.queryset = units.order_by("position", "name")

    def _site(self) -> Site | None:
        page: Page | None = self.parent_page or (self.instance if self.instance.pk else None)
        return page.get_site() if page else None


class CampaignForm(PublicPageForm):
    """Offers the channels as a list of boxes."""

    channels = MultipleChoiceField(
        label=_("Channels"),
        choices=Channel.choices,
        widget=CheckboxSelectMultiple,
        required=False,
        help_text=_("Each gets a short address of its own, so that visits can be told apart."),
    )
