"""Everything that uses Redis works on a cluster of three nodes too."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import asyncpg
import pytest
import pytest_asyncio

from app.errors import TooMany
from app.live.stream import CHANNEL, EVENTS_KEY
from app.redis_client import cluster_address
from app.security.rate_limits import RateLimiter, limit_reset
from app.settings import InvalidSetting
from tests.cluster.valkey_cluster import ValkeyCluster
from tests.conftest import copied_database
from tests.live.client import Live
from tests.people import People
from tests.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from app.settings import Settings
    from tests.live.client import LiveClient
    from tests.people import Person


@pytest.fixture(scope="module")
def cluster() -> Iterator[ValkeyCluster]:
    with ValkeyCluster() as running:
        yield running


@pytest_asyncio.fixture(scope="module")
async def cluster_server(
    settings: Settings, template_database: str, cluster: ValkeyCluster
) -> AsyncIterator[WebServer]:
    """Two web processes on the cluster, and a database whose events nobody takes to another Redis."""
    own = replace(
        settings,
        database_url=await copied_database(template_database, "cluster"),
        database_direct_url="",
        redis_url=cluster.url,
    )
    with WebServer(own, with_worker=False) as running:
        yield running


@pytest_asyncio.fixture
async def town(cluster_server: WebServer) -> AsyncIterator[People]:
    async with People(cluster_server.base_url) as people:
        yield people


@pytest_asyncio.fixture
async def sockets(town: People) -> AsyncIterator[Live]:
    async with Live(town) as live:
        yield live


async def hear(socket: LiveClient, post: dict[str, str]) -> None:
    """Read until the socket is told of a post."""
    while (await socket.next("post.created"))["post_id"] != post["id"]:
        pass


async def test_events_reach_both_web_processes_and_are_replayed(town: People, sockets: Live) -> None:
    ana, ben = await town.new("ana"), await town.new("ben")
    await ben.follow(ana)
    listeners = [await sockets.program(ben) for _ in range(6)]
    seq = listeners[0].messages[0]["seq"]

    post = await ana.post("Fresh wool today")

    for listener in listeners:
        await hear(listener, post)
    late = await sockets.program(ben)
    await late.say(since=seq)
    await hear(late, post)
    assert not late.of_type("resync")


async def test_limits_are_counted_together(settings: Settings, cluster: ValkeyCluster) -> None:
    own = replace(settings, redis_url=cluster.url)
    one, two = RateLimiter(own), RateLimiter(own)
    emails = [f"{secrets.token_hex(8)}@example.com" for _ in range(12)]
    try:
        for email in emails:
            for number in range(5):
                await limit_reset((one, two)[number % 2], email)

        for email in emails:
            with pytest.raises(TooMany):
                await limit_reset(two, email)
        assert not one.storage.is_away
        assert not two.storage.is_away
    finally:
        await one.close()
        await two.close()
    counted = [node for node in cluster.nodes if node.ask("KEYS", "skein:limits:*reset*")]
    assert len(counted) > 1, "all counts lie on one node"


async def test_a_list_is_pinned_and_a_follow_shows_at_once(town: People) -> None:
    ana, ben = await town.new("ana"), await town.new("ben")
    for number in range(3):
        await ana.post(f"Number {number}")
    first = (await ben.api.get("/api/feeds", params={"limit": 1})).json()
    pages = [await (await town.browser_client(ben)).get("/") for _ in range(2)]
    await ben.follow(ana)

    second = (await ben.api.get("/api/feeds", params={"limit": 1, "cursor": first["next_cursor"]})).json()

    assert second["items"]
    assert second["metadata"] == first["metadata"]
    assert [page.status_code for page in pages] == [200, 200]


@pytest.mark.slow
async def test_a_stream_that_moves_to_another_node_loses_no_event(
    town: People, sockets: Live, cluster: ValkeyCluster
) -> None:
    ana = await town.new("ana")
    listeners = [await sockets.program(ana) for _ in range(4)]
    holder = cluster.node_of(EVENTS_KEY)
    assert cluster.node_of(CHANNEL) is holder

    before = await ana.post("Fresh wool today")
    cluster.move(EVENTS_KEY, next(node for node in cluster.nodes if node is not holder))
    after = await ana.post("Rain again")

    for listener in listeners:
        await hear(listener, before)
        await hear(listener, after)
        assert not listener.of_type("resync")


@pytest.mark.slow
async def test_a_node_that_restarts_costs_a_resync_and_no_request(
    town: People, sockets: Live, cluster: ValkeyCluster, cluster_server: WebServer
) -> None:
    ana = await town.new("ana")
    listeners = [await sockets.program(ana) for _ in range(4)]
    holder = cluster.node_of(EVENTS_KEY)

    holder.kill()
    waiting = await ana.post("Fresh wool today")
    feed = await _read_feed(ana)
    holder.start()
    for listener in listeners:
        await listener.next("resync")
    after = await ana.post("Rain again")

    assert waiting["id"] in feed
    for listener in listeners:
        await hear(listener, after)
    db = await asyncpg.connect(cluster_server.settings.database_url)
    assert not await db.fetchval("SELECT count(*) FROM outbox WHERE data ->> 'post_id' = $1", waiting["id"])
    await db.close()


async def _read_feed(person: Person) -> set[str]:
    answer = await person.api.get("/api/timeline")
    assert answer.status_code == 200, answer.text
    return {post["id"] for post in answer.json()["items"]}


def test_the_address_of_a_cluster_is_read() -> None:
    address = cluster_address("rediss+cluster://ana:p%40ss@one:7000,two:7001")

    assert address is not None
    assert address.nodes == (("one", 7000), ("two", 7001))
    assert (address.username, address.password, address.is_tls) == ("ana", "p@ss", True)
    assert cluster_address("redis://one:6379/0") is None
    for broken in ("redis+cluster://", "redis+cluster://one", "redis+cluster://one:7000,two:x"):
        with pytest.raises(InvalidSetting):
            cluster_address(broken)
