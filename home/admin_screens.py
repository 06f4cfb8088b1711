"""What the public site's own screens in the admin share."""

from django.urls import reverse
from django.utils.translation import gettext as _


def breadcrumbs(*further: dict[str, str]) -> list[dict[str, str]]:
    """Return the way from the landing page to a screen.

    Args:
        further: `url` and `label` of each step; an empty `url` for the screen itself.
    """
    return [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, *further]
