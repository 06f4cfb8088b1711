"""Forms of the page editor."""

import re
import unicodedata
from typing import Any

from django.forms import CheckboxSelectMultiple, ModelChoiceField, MultipleChoiceField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Page, Site

from home.editing.choices import keep_to_scope
from home.enums import Channel
from reform.organisation.models import Unit


def address_letters() -> list[tuple[re.Pattern[str], str]]:
    """Return the letters with marks of each plain one, for the field that makes an address of a title.

    Wagtail's own table knows no Vietnamese: it drops "ộ" and writes "đ" as "dj".
    """
    marked: dict[str, str] = {"d": "đ"}
    for character in map(chr, range(0xC0, 0x1EFA)):
        letter = unicodedata.normalize("NFD", character)[0]
        if character.islower() and letter in "aeiouy" and letter != character:
            marked[letter] = marked.get(letter, "") + character
    plain = [(re.compile(f"[{letters}]", re.IGNORECASE), letter) for letter, letters in marked.items()]
    return [*plain, (re.compile("[\u0300-\u036f]"), "")]


class PublicPageForm(WagtailAdminPageForm):
    """Offers what belongs to the authority whose site it is, and makes addresses that keep every letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choices to the user's scope; those of units stay empty without a site."""
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].widget = SlugInput(formatters=address_letters())
        for field in self.fields.values():
            if (
                isinstance(field, ModelChoiceField)
                and field.queryset is not None
                and field.queryset.model is Unit
            ):
                units = Unit.objects.filter(authority__site=self._site())
                field.queryset = units.order_by("position", "name")
        if self.for_user is not None:
            keep_to_scope(self, self.for_user)

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


class UnitPageForm(PublicPageForm):
    """Offers only units that have no page yet: two pages of one unit would soon contradict each other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out the units whose pages exist, drafts included, other than that of this page itself."""
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        # An alias shows the very page it stands for.
        others = self._meta.model._default_manager.filter(alias_of=None).exclude(pk=self.instance.pk)
        field.queryset = field.queryset.exclude(pk__in=others.values("unit_id"))
        field.error_messages["invalid_choice"] = _(
            "This unit has a page already, or is no unit of this authority. Change the page that is there."
        )
