"""Without Redis pages and writes go on; events wait in the outbox and arrive when it is back."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.launch.valkey import OwnValkey
from tests.live.client import Live
from tests.people import People
from tests.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.db import Connection
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


async def test_events_wait_while_redis_is_away(settings: Settings, db: Connection, redis: OwnValkey) -> None:
    # One process: a second one may hear of Redis's return later, and tell its sockets to read again once more.
    with WebServer(replace(settings, redis_url=redis.url, web_workers=1), with_worker=False) as server:
        async with People(server.base_url) as people, Live(people) as live:
            ana = await people.new("ana")
            before = await live.program(ana)
            seq = before.messages[0]["seq"]

            redis.kill()
            post = await ana.post("Fresh wool today")
            waiting = await db.fetchval("SELECT count(*) FROM outbox WHERE data ->> 'post_id' = $1", post["id"])
            during = await live.program(ana)
            await during.subscribe(post)
            redis.start()

            assert waiting == 1
            # The memory of Redis is lost, so clients are told to read again …
            for socket in (before, during):
                await socket.next("resync")
            later = await live.program(ana)
            await later.say(since=seq)
            await later.next("resync")
            # … and what happens from now on arrives on the sockets that are still open.
            after = await ana.post("Rain again")
            for socket in (before, during, later):
                while (await socket.next("post.created"))["post_id"] != after["id"]:
                    pass
            assert not await db.fetchval("SELECT count(*) FROM outbox WHERE data ->> 'post_id' = $1", post["id"])
