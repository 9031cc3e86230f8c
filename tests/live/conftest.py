"""Sockets for the tests of the live stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest_asyncio

from tests.live.client import Live

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.people import People


@pytest_asyncio.fixture
async def live(people: People) -> AsyncIterator[Live]:
    """Opens sockets: `await live.program(ana)`, `await live.page(ana)`."""
    async with Live(people) as sockets:
        yield sockets
