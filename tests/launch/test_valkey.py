"""Our own Valkey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import redis

from app.launch import OwnValkey
from app.launch.processes import is_alive
from app.launch.valkey import running_url

if TYPE_CHECKING:
    from pathlib import Path


def test_start_and_stop(folder: Path) -> None:
    server = OwnValkey(folder)
    server.start()
    pid = server.process.pid

    with redis.from_url(server.url) as client:
        assert client.ping()
    assert running_url(folder) == server.url

    server.stop()
    assert not is_alive(pid)
    assert running_url(folder) is None


def test_strangers_are_refused(folder: Path) -> None:
    server = OwnValkey(folder)
    server.start()

    address = f"redis://{server.url.rpartition('@')[2]}"
    with redis.from_url(address) as client, pytest.raises(redis.AuthenticationError):
        client.ping()

    server.stop()


def test_the_address_stays_after_a_crash(folder: Path) -> None:
    server = OwnValkey(folder)
    server.start()
    before = server.url
    server.kill()

    server.start()

    assert server.url == before
    server.stop()
