"""Web servers that are restarted one after the other fail no request and lose no event."""

from __future__ import annotations

import httpx
import pytest

from app.launch.draining import Draining
from bench.rolling import SERVICE_RESTART, SOCKETS, roll
from bench.server import Server


@pytest.mark.slow
async def test_nobody_notices_a_rolling_restart() -> None:
    with Server() as server:
        outcome = await roll(server)

    assert outcome.failed == []
    assert outcome.posted
    assert outcome.lost == 0
    # Each socket lost its server at least once, and came back each time.
    assert len(outcome.back) == len(outcome.close_codes) >= SOCKETS
    assert set(outcome.close_codes) == {SERVICE_RESTART}


async def test_while_draining_answers_end_their_connection_and_the_server_is_not_ready() -> None:
    async def hello(_scope: object, _receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b"hello"})  # type: ignore[operator]

    draining = Draining(hello)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(draining), base_url="http://skein") as client:
        before = [await client.get(path) for path in ("/readyz", "/")]
        draining.begin()
        after = [await client.get(path) for path in ("/readyz", "/")]

    assert [(answer.status_code, answer.headers.get("Connection")) for answer in before] == [(200, None), (200, None)]
    assert [(answer.status_code, answer.headers.get("Connection")) for answer in after] == [
        (503, "close"),
        (200, "close"),
    ]
