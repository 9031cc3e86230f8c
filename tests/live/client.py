"""A client of the live stream for tests: waits for messages of a kind, and keeps all that came."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

if TYPE_CHECKING:
    from types import TracebackType

    from tests.people import People, Person

WAIT_SECONDS = 30


class LiveClient:
    """One open socket. `messages` are all that came, in their order."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.messages: list[dict[str, Any]] = []

    async def next(self, *types: str, **fields: Any) -> dict[str, Any]:
        """The next message of one of these types that has these values; where no type is named, any but `resync`.

        Where a test waits for the event of its last act, the values tell it from an earlier one: a message may come
        twice, and those of two web processes in either order.
        """
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                message: dict[str, Any] = json.loads(await self.connection.recv())
                self.messages.append(message)
                is_wanted = message["type"] in types if types else message["type"] != "resync"
                if is_wanted and fields.items() <= message.items():
                    return message

    async def say(self, **message: Any) -> None:
        """Send a message."""
        await self.connection.send(json.dumps(message))

    async def subscribe(self, *posts: dict[str, Any]) -> None:
        """Listen to posts; returns when each is confirmed."""
        await self.say(subscribe=[f"post:{post['id']}" for post in posts])
        for _ in posts:
            answer = await self.next("subscribed", "error")
            assert answer["type"] == "subscribed", answer

    async def closed(self) -> int | None:
        """Read until the socket is closed; gives the code."""
        async with asyncio.timeout(WAIT_SECONDS):
            try:
                while True:
                    self.messages.append(json.loads(await self.connection.recv()))
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd is not None else None

    def of_type(self, message_type: str) -> list[dict[str, Any]]:
        """What came of this type so far."""
        return [message for message in self.messages if message["type"] == message_type]


class Live:
    """Opens sockets, and closes them after the test."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._stack = AsyncExitStack()
        self.address = people.base_url.replace("http://", "ws://", 1)
        self.origin = people.base_url

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def program(self, person: Person) -> LiveClient:
        """A program's socket, greeted."""
        return await self.greeted("/api/live", {"Authorization": f"Bearer {person.token}"})

    async def page(self, person: Person) -> LiveClient:
        """A page's socket, greeted."""
        return await self.greeted("/live", {"Cookie": await self.cookie_of(person), "Origin": self.origin})

    async def cookie_of(self, person: Person) -> str:
        """A new browser session of the person, as the Cookie header."""
        browser = await self._people.browser_client(person)
        return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())

    async def greeted(self, path: str, headers: dict[str, str]) -> LiveClient:
        """A socket after its hello."""
        client = await self.open(path, headers)
        assert (await client.next())["type"] == "hello"
        return client

    async def open(self, path: str, headers: dict[str, str]) -> LiveClient:
        """A socket; raises websockets' InvalidStatus when it is refused."""
        connection = await self._stack.enter_async_context(
            connect(self.address + path, additional_headers=headers, open_timeout=WAIT_SECONDS, proxy=None)
        )
        return LiveClient(connection)
