"""The side column, which a process keeps for a minute, hears of what its viewer does in another process."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest_asyncio

from app.db import Database
from app.feeds.side import SideColumns
from app.live.delivery import Delivery
from app.live.hub import Hub

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    import pytest

    from app.settings import Settings
    from tests.people import People

WAIT_SECONDS = 30


@pytest_asyncio.fixture
async def names(settings: Settings) -> AsyncIterator[Callable[[int], Awaitable[set[str]]]]:
    """Gives the usernames of a viewer's side column, as a process beside the server's has it."""
    database = Database(settings)
    await database.open()
    hub = Hub(settings, database)
    columns = SideColumns(hub)
    await hub.start()

    async def is_listening() -> bool:
        return hub.is_listening

    await until(is_listening)

    async def of(viewer_id: int) -> set[str]:
        return {person.username for person in (await columns.column(database.pool, viewer_id)).people}

    yield of
    await hub.stop()
    await database.close()


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while True:
            if await is_so():
                return
            await asyncio.sleep(0.01)


async def test_whom_one_follows_elsewhere_is_suggested_no_longer(
    people: People, names: Callable[[int], Awaitable[set[str]]]
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(cleo)
    await cleo.follow(ana)
    assert ana.username in await names(int(ben.id))

    await ben.follow(ana)

    async def is_gone() -> bool:
        return ana.username not in await names(int(ben.id))

    await until(is_gone)


async def test_who_goes_private_is_suggested_by_no_process(
    people: People, names: Callable[[int], Awaitable[set[str]]]
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(cleo)
    await cleo.follow(ana)
    assert ana.username in await names(int(ben.id))

    await ana.go_private()

    async def is_gone() -> bool:
        return ana.username not in await names(int(ben.id))

    await until(is_gone)


async def test_it_is_heard_of_although_what_came_before_is_still_being_delivered(
    people: People, names: Callable[[int], Awaitable[set[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(cleo)
    await cleo.follow(ana)
    assert ana.username in await names(int(ben.id))
    is_delivering = asyncio.Event()

    async def prepare(*_arguments: object) -> None:
        is_delivering.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(Delivery, "prepare", prepare)
    await cleo.post("wool")
    await asyncio.wait_for(is_delivering.wait(), WAIT_SECONDS)

    await ben.follow(ana)

    async def is_gone() -> bool:
        return ana.username not in await names(int(ben.id))

    await until(is_gone)
