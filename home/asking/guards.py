"""What keeps the public forms from being misused, without a puzzle that shuts people out.

No cookie is set and no address is stored: the forms give nobody's authority away, so a token of a session
would protect nothing. A signed time says when the form was opened, a field that people do not see catches
programs that fill in everything, and a counter that forgets limits how much one address may send.
"""

import hashlib
import logging
import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest

logger = logging.getLogger(__name__)

SALT = "home.asking"
FASTEST_SECONDS = 2
LONGEST_SECONDS = 24 * 3600
CHUNK = 64 * 1024
# Of a request that is too large this much is read away, so that the browser hears the answer at all.
READ_AWAY_AT_MOST = 200 * 1024 * 1024


def make_stamp() -> str:
    """Return the signed time at which a form was opened."""
    return signing.dumps(int(time.time()), salt=SALT)


def stamp_age(stamp: str) -> float | None:
    """Return how many seconds ago a form was opened, or ``None`` when the stamp is not ours or too old."""
    try:
        opened = signing.loads(stamp, salt=SALT, max_age=LONGEST_SECONDS)
    except signing.BadSignature:
        return None
    return time.time() - float(opened)


def client_address(request: HttpRequest) -> str:
    """Return the address that a request comes from, as the proxies in front that we trust have seen it.

    ``TRUSTED_PROXY_COUNT`` says how many there are; anything that stands before their entries in
    ``X-Forwarded-For`` was written by the visitor and means nothing.
    """
    proxies = settings.TRUSTED_PROXY_COUNT
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if proxies and len(hops) >= proxies:
        return hops[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def counted_address(address: str) -> str:
    """Return what messages are counted by: an address, of IPv6 the network that one subscriber gets (/64).

    A server that listens on IPv6 writes addresses of IPv4 into it (``::ffff:203.0.113.5``): those are
    unfolded, as all of them lie in one network.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        inner = parsed.ipv4_mapped
        return str(inner) if inner else str(ip_network((address, 64), strict=False))
    return address


def may_send(request: HttpRequest, *, what: str, at_most: int, seconds: int) -> bool:
    """Count one more message of an address and tell whether it may still be sent.

    Args:
        request: only its address is looked at, and only as a hash that changes with the secret key.
        what: name of the counter.
        at_most: messages allowed in the time.
        seconds: length of the time, which begins with the first message.
    """
    address = counted_address(client_address(request))
    mark = hashlib.sha256(f"{settings.SECRET_KEY}{what}{address}".encode()).hexdigest()
    key = f"home:asking:{what}:{mark}"
    cache.add(key, 0, seconds)
    try:
        counted = cache.incr(key)
        if counted is None:
            # A shared cache that is away is a cache miss: better some messages too many than none.
            logger.warning("The cache does not answer: messages from one address are not counted.")
            return True
        return counted <= at_most
    except ValueError:
        # The counter ran out between the two calls: a new time begins.
        cache.set(key, 1, seconds)
        return True


def body_is_too_large(request: HttpRequest, *, at_most: int) -> bool:
    """Tell whether a request is larger than a form may be, before anything of it is kept.

    What is too large is read away: a server that answers without reading is heard as a broken connection.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) <= at_most:
        return False
    left = min(int(length), READ_AWAY_AT_MOST)
    while left > 0:
        piece = request.read(min(CHUNK, left))
        if not piece:
            break
        left -= len(piece)
    return True
