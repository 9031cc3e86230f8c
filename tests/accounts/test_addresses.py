"""The client's address: X-Forwarded-For is believed as far as TRUSTED_PROXIES reach."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from werkzeug.datastructures import Headers

from app.security.addresses import client_address, limited_address
from app.settings import Settings


@dataclass
class Incoming:
    remote_addr: str | None
    headers: Headers = field(default_factory=Headers)


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "expected"),
    [
        ("203.0.113.9", "", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "10.0.0.0/8", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1:4711", "10.0.0.1", "198.51.100.1"),
        ("10.0.0.1", "[2001:db8::1]:4711", "10.0.0.1", "2001:db8::1"),
        ("10.0.0.1", "nonsense", "10.0.0.1", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1", "10.0.0.1"),
        ("::1", "198.51.100.1", "127.0.0.1, ::1", "198.51.100.1"),
        ("::ffff:10.0.0.1", "198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        (None, "198.51.100.1", "10.0.0.0/8", "unknown"),
    ],
)
def test_who_is_believed(peer: str | None, forwarded: str, trusted: str, expected: str) -> None:
    incoming = Incoming(peer, Headers({"X-Forwarded-For": forwarded} if forwarded else {}))

    assert client_address(incoming, Settings(trusted_proxies=trusted)) == expected


def test_a_whole_64_counts_as_one_address() -> None:
    assert limited_address("2001:db8:1:2::1") == limited_address("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert limited_address("2001:db8:1:3::1") != limited_address("2001:db8:1:2::1")
    assert limited_address("198.51.100.1") == "198.51.100.1"
