"""The one subscription of a process: every event once, in order, and what was missed while Redis was away."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, TypeAlias

import structlog
from redis.exceptions import TimeoutError as RedisTimeoutError

from app.live.channel import Channel
from app.live.events import Event, Gap, Seq, parse_event
from app.live.stream import NotKept
from app.redis_client import REDIS_AWAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.live.stream import Stream
    from app.settings import Settings

log = structlog.get_logger()

# After this long without a message the stream is asked: a dead connection looks like silence.
SILENCE_SECONDS = 10.0
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
WAITING_EVENTS = 2_000
# A server that is there, or a process that is short of time itself: the next try may well succeed.
SLOW = (TimeoutError, RedisTimeoutError)

# Given each event of all processes; None says that some may have been missed.
Listener: TypeAlias = "Callable[[Event | None], None]"


class Subscription:
    """Puts events into `events`, and a `Gap` where it begins and wherever one cannot be filled.

    `listeners` are told as soon as one comes, and need not wait until those before it were handed to sockets.
    """

    def __init__(self, settings: Settings, stream: Stream) -> None:
        self._settings = settings
        self._stream = stream
        self._last: Seq | None = None
        self.listeners: list[Listener] = []
        self.events: asyncio.Queue[Event | Gap] = asyncio.Queue(WAITING_EVENTS)
        self.is_connected = False
        # Set once a try has succeeded, or failed otherwise than by being slow.
        self.tried = asyncio.Event()

    async def run(self) -> None:
        """Listen for ever."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                await self._listen()
            except REDIS_AWAY as error:
                if self.is_connected:
                    pause = FIRST_PAUSE_SECONDS
                    log.warning("the live subscription was lost", reason=repr(error))
                if not isinstance(error, SLOW):
                    self.tried.set()
            self.is_connected = False
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311  jitter
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _listen(self) -> None:
        async with Channel(self._settings) as channel:
            # Events since now are in the channel, earlier ones in the stream: none is missed.
            await self._catch_up()
            self.is_connected = True
            self.tried.set()
            while True:
                text = await channel.next(SILENCE_SECONDS)
                if text is None:
                    await self._catch_up()
                else:
                    await self._take(parse_event(text))

    async def _catch_up(self) -> None:
        try:
            if self._last is None:
                raise NotKept
            async for events in self._stream.pages_after(self._last):
                for event in events:
                    await self._take(event)
        except NotKept:
            self._last = await self._stream.newest()
            await self._pass_on(Gap(self._last))

    async def _take(self, event: Event) -> None:
        if self._last is None or event.seq > self._last:
            self._last = event.seq
            await self._pass_on(event)

    async def _pass_on(self, entry: Event | Gap) -> None:
        for listener in self.listeners:
            listener(entry if isinstance(entry, Event) else None)
        await self.events.put(entry)
