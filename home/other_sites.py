"""Asks another site whether it answers at an address; used only where an installation allows it."""

import ipaddress
import socket
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS = 5


class _StayHere(HTTPRedirectHandler):
    """Follows no redirect: that there is one is answer enough."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Return nothing, so that the redirect itself is the answer."""


def answers(address: str) -> bool:
    """Tell whether a site answers at an address; one that refuses to be asked by a program counts as yes.

    Addresses inside the own network are not asked: an editor could look into it that way.
    """
    if not _is_public(urlsplit(address).hostname or ""):
        return True
    # The scheme was looked at by the caller: http or https.
    request = Request(address, method="HEAD", headers={"User-Agent": "link-check"})  # noqa: S310
    try:
        with build_opener(_StayHere).open(request, timeout=SECONDS):
            return True
    except HTTPError as error:
        return error.code not in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
    except (OSError, ValueError):
        return False


def _is_public(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        # Nobody of that name: asking will say so.
        return True
    return all(ipaddress.ip_address(entry[4][0]).is_global for entry in found)
