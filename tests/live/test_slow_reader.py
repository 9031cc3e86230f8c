"""A reader that does not read is dropped, and delays nobody."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from websockets.asyncio.client import connect

from tests.live.client import Live, LiveClient
from tests.people import People
from tests.web_server import WebServer

if TYPE_CHECKING:
    from app.db import Connection
    from app.settings import Settings


REPLIES = 500


@pytest.mark.slow
async def test_a_slow_reader_is_dropped_with_1013_and_others_get_everything(settings: Settings, db: Connection) -> None:
    with WebServer(replace(settings, socket_queue_size=32, web_workers=1), with_worker=False) as server:
        async with People(server.base_url) as people, Live(people) as live:
            ana = await people.new("ana")
            post = await ana.post("Fresh wool today")
            # A program's messages have no HTML in them: all fit into the buffers should this process stand still.
            quick = await live.program(ana)
            await quick.subscribe(post)
            narrow = socket.socket()
            narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            await asyncio.get_running_loop().run_in_executor(
                None, narrow.connect, ("127.0.0.1", int(server.base_url.rpartition(":")[2]))
            )
            headers = {"Cookie": await live.cookie_of(ana), "Origin": live.origin}
            # It has room for one message only, and reads no more until it is asked to.
            async with connect(
                live.address + "/live", sock=narrow, additional_headers=headers, max_queue=1, close_timeout=1
            ) as connection:
                slow = LiveClient(connection)
                await slow.subscribe(post)

                # More than the buffers of both systems take.
                await db.execute(
                    """
                    INSERT INTO posts (author_id, reply_to_id, body, body_html)
                    SELECT $1, $2, 'wool', repeat('wool ', 2000) FROM generate_series(1, $3)
                    """,
                    int(ana.id), int(post["id"]), REPLIES,
                )  # fmt: skip
                await ana.like(post)

                while len(quick.of_type("reply.created")) < REPLIES:
                    await quick.next("reply.created")
                assert await slow.closed() == 1013
                assert len(slow.of_type("reply.created")) < REPLIES
