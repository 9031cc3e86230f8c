"""Lists come from a replica, and nobody misses what they wrote themselves."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

import asyncpg
import pytest
import pytest_asyncio

from app.migrate import migrate
from app.settings import Settings
from tests.cluster.streaming_replica import PostgresPair
from tests.people import People
from tests.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from app.launch.valkey import OwnValkey
    from tests.people import Person

LIMIT_SECONDS = 30


@pytest.fixture(scope="module")
def pair() -> Iterator[PostgresPair]:
    with PostgresPair() as running:
        yield running


@pytest_asyncio.fixture(scope="module")
async def town(
    pair: PostgresPair, valkey: OwnValkey, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[People]:
    """Two web processes that know of the replica."""
    folder: Path = tmp_path_factory.mktemp("replica")
    settings = Settings(
        database_url=pair.primary.url,
        database_replica_url=pair.replica.url,
        redis_url=valkey.url,
        secret_key=secrets.token_urlsafe(32),
        skein_data=folder,
        address_rate_factor=1000,
        log_level="INFO",
    )
    await migrate(settings)
    with WebServer(settings, with_worker=False) as server:
        async with People(server.base_url) as people:
            yield people


async def posts_of(author: Person, reader: Person) -> set[str]:
    """The ids that the reader sees on a profile."""
    answer = await reader.api.get(f"/api/users/{author.id}/posts")
    assert answer.status_code == 200, answer.text
    return {post["id"] for post in answer.json()["items"]}


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Return when something is so."""
    async with asyncio.timeout(LIMIT_SECONDS):
        while True:
            if await is_so():
                return
            await asyncio.sleep(0.05)


@pytest.mark.slow
async def test_a_writer_sees_it_at_once_and_others_when_the_replica_has_it(town: People, pair: PostgresPair) -> None:
    ana, ben, cleo = await town.new("ana"), await town.new("ben"), await town.new("cleo")
    old = await ana.post("Fresh wool today")
    await ben.like(old)
    # Cleo has written nothing: her first request notes where she begins.
    await cleo.api.get("/api/me")
    await until(lambda: _has_position(pair, cleo))
    await pair.catch_up()
    await pair.pause()

    new = await ana.post("Rain again")

    async def are_others_behind() -> bool:
        assert new["id"] in await posts_of(ana, ana)
        return await posts_of(ana, ben) == await posts_of(ana, cleo) == {old["id"]}

    # The replica serves those whose writes it has, and never ana.
    try:
        await until(are_others_behind)
    finally:
        await pair.resume()
    await until(lambda: _sees(ben, ana, new["id"]))


@pytest.mark.slow
async def test_a_replica_that_falls_far_behind_is_left_alone(town: People, pair: PostgresPair) -> None:
    ana, ben = await town.new("ana"), await town.new("ben")
    await ben.follow(ana)
    await pair.catch_up()
    await pair.pause()
    try:
        new = await ana.post("Rain again")
        await until(lambda: _misses(ben, ana, new["id"]))

        await until(lambda: _sees(ben, ana, new["id"]))
    finally:
        await pair.resume()


@pytest.mark.slow
async def test_without_the_replica_everything_goes_on(town: People, pair: PostgresPair) -> None:
    ana, ben = await town.new("ana"), await town.new("ben")
    await ben.follow(ana)
    await until(lambda: _is_replica(town, "ok"))
    addresses = ("/api/timeline", "/api/feeds", "/api/search?q=ana&type=users", f"/api/users/{ana.id}/posts")

    for act, state in ((pair.replica.kill, "away"), (pair.replica.start, "ok")):
        reading = asyncio.create_task(asyncio.to_thread(act))
        while not (reading.done() and await _is_replica(town, state)):
            for address in addresses:
                answer = await ben.api.get(address)
                assert answer.status_code == 200, answer.text
        await reading


async def _has_position(pair: PostgresPair, person: Person) -> bool:
    connection = await asyncpg.connect(pair.primary.url)
    try:
        return bool(
            await connection.fetchval(
                "SELECT bool_and(written_lsn IS NOT NULL) FROM sessions WHERE user_id = $1", int(person.id)
            )
        )
    finally:
        await connection.close()


async def _sees(reader: Person, author: Person, post_id: str) -> bool:
    return post_id in await posts_of(author, reader)


async def _misses(reader: Person, author: Person, post_id: str) -> bool:
    return post_id not in await posts_of(author, reader)


async def _is_replica(town: People, state: str) -> bool:
    answer = await town.signed_out().get("/readyz")
    return bool(answer.json()["replica"] == state)
