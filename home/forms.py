"""Forms of the page editor."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, Site

from reform.organisation.models import Unit


class ArticleForm(WagtailAdminPageForm):
    """Offers only units of the authority whose site the article belongs to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choice of units; without a site it stays empty."""
        super().__init__(*args, **kwargs)
        if "author_unit" in self.fields:
            units = Unit.objects.filter(authority__site=self._site()).order_by("position", "name")
            self.fields["author_unit"].queryset = units

    def _site(self) -> Site | None:
        page: Page | None = self.parent_page or (self.instance if self.instance.pk else None)
        return page.get_site() if page else None
