"""What limits how much one address may send."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from home.asking import guards


def may_send(address: str) -> bool:
    """Tell whether an address may send one more message, of two in a minute."""
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    return guards.may_send(request, what="thu", at_most=2, seconds=60)


def test_addresses_are_counted_each_by_itself_and_networks_of_ipv6_together() -> None:
    cache.clear()
    assert [may_send("203.0.113.5") for _number in range(3)] == [True, True, False]
    assert may_send("203.0.113.6")
    assert [may_send(f"2001:db8:1:1::{number}") for number in range(3)] == [True, True, False]
    assert may_send("2001:db8:1:2::1")


def test_an_address_of_ipv4_is_the_same_however_the_server_writes_it() -> None:
    cache.clear()
    assert [may_send("::ffff:203.0.113.5") for _number in range(3)] == [True, True, False]
    assert not may_send("203.0.113.5")
    assert may_send("::ffff:203.0.113.6")
    assert guards.counted_address("::ffff:cb00:7105") == "203.0.113.5"


def test_what_is_no_address_is_counted_as_it_stands() -> None:
    assert guards.counted_address("unix:") == "unix:"


def test_a_cache_that_is_away_shuts_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "incr", lambda key: None)
    assert all(may_send("203.0.113.7") for _number in range(9))
