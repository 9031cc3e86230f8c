"""A server that stops tells its sockets to come back; what a dead one left is published by the worker."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.live.client import Live
from tests.people import People
from tests.web_server import WebServer

if TYPE_CHECKING:
    from app.db import Connection
    from app.settings import Settings


@pytest.mark.slow
async def test_a_stopping_server_closes_its_sockets_with_1012(settings: Settings) -> None:
    for workers in (1, 2):
        with WebServer(replace(settings, web_workers=workers), with_worker=False) as server:
            async with People(server.base_url) as people, Live(people) as live:
                ana = await people.new("ana")
                sockets = [await live.program(ana), await live.page(ana), await live.program(ana)]

                os.kill(server.web_pid, signal.SIGTERM)

                assert [await socket.closed() for socket in sockets] == [1012, 1012, 1012]


async def test_the_worker_publishes_what_a_dead_process_left(people: People, live: Live, db: Connection) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Fresh wool today")
    socket = await live.program(ana)
    await socket.subscribe(post)

    # As a process does that dies between its commit and the publishing.
    await db.execute("INSERT INTO likes (post_id, user_id) VALUES ($1, $2)", int(post["id"]), int(ben.id))

    assert (await socket.next("post.counts"))["likes_count"] == 1
