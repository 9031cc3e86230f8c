"""Without Redis pages and writes go on; events wait in the outbox and arrive when it is back."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest
import pytest_asyncio

from app.launch.valkey import OwnValkey
from tests.conftest import copied_database
from tests.live.client import Live
from tests.people import People
from tests.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.settings import Settings


@pytest.fixture
def redis() -> Iterator[OwnValkey]:
    """A Valkey that only this test uses."""
    folder = Path(tempfile.mkdtemp(prefix="skein-valkey-"))
    folder.chmod(0o755)
    server = OwnValkey(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest_asyncio.fixture
async def alone(settings: Settings, redis: OwnValkey, template_database: str) -> Settings:
    """Settings of one process with a database and a Valkey of its own.

    A worker of another Valkey on the same database would sweep up the events that wait. And of two processes one may
    hear of Valkey's return later, and tell its sockets to read again once more.
    """
    url = await copied_database(template_database, "redis_away")
    return replace(settings, database_url=url, database_direct_url="", redis_url=redis.url, web_workers=1)


async def test_events_wait_while_redis_is_away(alone: Settings, redis: OwnValkey) -> None:
    waiting = "SELECT count(*) FROM outbox"
    db = await asyncpg.connect(alone.database_url)
    with WebServer(alone, with_worker=False) as server:
        async with People(server.base_url) as people, Live(people) as live:
            ana = await people.new("ana")
            before = await live.program(ana)
            seq = before.messages[0]["seq"]

            redis.kill()
            post = await ana.post("Fresh wool today")
            waiting_count = await db.fetchval(waiting)
            during = await live.program(ana)
            await during.subscribe(post)
            # A page names no event that its socket could ask for.
            async with asyncio.timeout(30):
                while 'data-live-seq=""' not in (await ana.api.get("/following")).text:
                    pass
            redis.start()

            assert waiting_count == 1
            # The memory of Redis is lost, so clients are told to read again …
            for socket in (before, during):
                await socket.next("resync")
            later = await live.program(ana)
            await later.say(since=seq)
            await later.next("resync")
            # … and what happens from now on arrives on the sockets that are still open.
            after = await ana.post("Rain again")
            for socket in (before, during, later):
                await socket.next("post.created", post_id=after["id"])
            # An event is sent before its row is gone: a crash between sends it twice, never not at all.
            async with asyncio.timeout(30):
                while await db.fetchval(waiting):  # noqa: ASYNC110  the outbox tells nobody
                    await asyncio.sleep(0.05)
    await db.close()
