"""Messages that make no sense are answered, and the socket lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.live.client import Live
    from tests.people import People

BAD = [
    "",
    "{",
    "[]",
    "null",
    "7",
    "{}",
    '{"subscribe": 7}',
    '{"subscribe": [7]}',
    '{"subscribe": null}',
    '{"subscribe": {"post:1": 1}}',
    '{"unsubscribe": "post:1"}',
    '{"since": 7}',
    '{"since": "yesterday"}',
    '{"since": "1-2-3"}',
    '{"since": "99999999999999999999-0"}',
    '{"since": "-1"}',
    '{"hello": "you"}',
    "[" * 5000,
    b"\xff\xfe",
]


@pytest.mark.parametrize("text", BAD)
async def test_a_bad_message_is_answered(people: People, live: Live, text: str | bytes) -> None:
    socket = await live.program(await people.new("ana"))

    await socket.connection.send(text)

    answer = await socket.next()
    assert (answer["type"], answer["error"]) == ("error", "invalid")
    assert answer["message"]
    await socket.say(subscribe=["post:1"])
    assert (await socket.next())["error"] == "not_found"


async def test_after_twenty_of_them_the_socket_is_closed(people: People, live: Live) -> None:
    socket = await live.program(await people.new("ana"))

    for _ in range(20):
        await socket.connection.send("{")

    assert await socket.closed() == 1008
    assert len(socket.of_type("error")) == 20


async def test_a_message_of_more_than_64_kb_closes_the_socket(people: People, live: Live) -> None:
    socket = await live.program(await people.new("ana"))

    await socket.connection.send("x" * 70_000)

    assert await socket.closed() == 1009
