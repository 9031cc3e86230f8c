"""The listening socket and what is said when there can be none."""

from __future__ import annotations

import threading

import pytest

from app.launch import LaunchError
from app.launch.ports import is_loopback, open_listener


def test_a_taken_port_is_named() -> None:
    with open_listener("127.0.0.1", 0) as first:
        port = first.getsockname()[1]

        with pytest.raises(LaunchError, match=f"Port {port} is taken"):
            open_listener("127.0.0.1", port)


def test_a_port_that_becomes_free_is_waited_for() -> None:
    first = open_listener("127.0.0.1", 0)
    port = first.getsockname()[1]
    threading.Timer(0.3, first.close).start()

    with open_listener("127.0.0.1", port, patience=30) as second:
        assert second.getsockname()[1] == port


def test_an_address_of_another_machine() -> None:
    with pytest.raises(LaunchError, match="not an address of this machine"):
        open_listener("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),  # noqa: S104
        ("me.example", False),
    ],
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
