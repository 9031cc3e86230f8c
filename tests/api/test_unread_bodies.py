"""A body that nobody reads does not cost its sender the connection."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from tests.people import People

LIMIT_SECONDS = 30


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_the_next_call_is_answered_although_the_body_came_late(people: People, method: str) -> None:
    address = urlsplit(people.base_url)
    head = f"{method} /api/me/save-folders HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 2\r\n\r\n"
    async with asyncio.timeout(LIMIT_SECONDS):
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        writer.write(head.encode())
        await writer.drain()
        # Meanwhile the server knows what it will say.
        await people.new("ana")
        writer.write(b"{}")
        first = await reader.readuntil(b"\r\n")
        writer.write(f"GET /healthz HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\n\r\n".encode())
        rest = await reader.read()
        writer.close()

    assert first.split()[1] in {b"401", b"405"}
    assert b"HTTP/1.1 200" in rest
