"""Redirects of public addresses: Wagtail's own, asked for what citizens open alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.contrib.redirects.middleware import RedirectMiddleware


class PublicRedirectMiddleware(RedirectMiddleware):
    """Leads from an address that was not found to where its page is now.

    A record that an officer may not see answers 404, too: nothing is looked for in its place, and no
    redirect leads away from a screen.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Look for a redirect, unless the address is the admin's."""
        if request.path.startswith(reverse("wagtailadmin_home")):
            return response
        return super().process_response(request, response)
