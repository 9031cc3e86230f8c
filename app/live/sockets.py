"""One open socket: its person, its topics, a bounded queue, and how it ends."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Protocol

from app.live.events import NO_SEQ

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from app.live.events import Seq
    from app.live.messages import Message

# Close codes of RFC 6455 and its registry.
POLICY_VIOLATION = 1008
INTERNAL_ERROR = 1011
SERVICE_RESTART = 1012
TRY_AGAIN_LATER = 1013
# What is subscribed to so soon after resuming belongs to it.
RIGHT_AFTER_SECONDS = 30.0


class Connection(Protocol):
    """What the web framework gives."""

    async def receive(self) -> str | bytes:
        """The next message of the client."""

    async def send(self, data: str) -> None:
        """Send a message; waits while the client reads too slowly."""

    async def close(self, code: int, reason: str = "") -> None:
        """Close with a code."""


class LiveSocket:
    """A socket of one person. Events are offered to it and never wait for it."""

    __slots__ = (
        "_held",
        "_queue",
        "_resumed_at",
        "_resumed_from",
        "_seen",
        "_task",
        "_the_end",
        "bad_messages",
        "base_url",
        "is_html",
        "post_ids",
        "replay_count",
        "session_id",
        "viewer_id",
    )

    def __init__(self, *, viewer_id: int, session_id: int, is_html: bool, base_url: str, queue_size: int) -> None:
        self.viewer_id = viewer_id
        self.session_id = session_id
        # Scheme and host of links, as the API gives them to this client.
        self.base_url = base_url
        self.is_html = is_html
        self.post_ids: set[int] = set()
        self.bad_messages = 0
        self.replay_count = 0
        self._resumed_from: Seq | None = None
        self._resumed_at = 0.0
        self._queue: asyncio.Queue[str | None] = asyncio.Queue(queue_size)
        self._held: list[Message] | None = None
        # Events up to here came by a replay.
        self._seen: Seq = NO_SEQ
        self._task: asyncio.Task[None] | None = None
        self._the_end: tuple[int, str] | None = None

    @property
    def close_code(self) -> int | None:
        """The code by which we ended it; None: it goes on, or the client went away."""
        return None if self._the_end is None else self._the_end[0]

    @property
    def resumed_from(self) -> Seq | None:
        """Where the client resumed just now: a topic that it subscribes to right after is replayed from there too."""
        return self._resumed_from if time.monotonic() - self._resumed_at < RIGHT_AFTER_SECONDS else None

    def note_resumed(self, since: Seq) -> None:
        """The client has heard what it missed since an event."""
        self._resumed_from, self._resumed_at = since, time.monotonic()

    def offer(self, message: Message) -> None:
        """Queue an event; a socket whose queue is full is dropped."""
        if self._held is not None:
            if len(self._held) < self._queue.maxsize:
                self._held.append(message)
            else:
                self.close(TRY_AGAIN_LATER, "too slow")
        elif message.seq > self._seen:
            self.offer_text(message.text(is_html=self.is_html))

    def offer_text(self, text: str) -> None:
        """Queue a message that is no event."""
        if self._the_end is not None:
            return
        try:
            self._queue.put_nowait(text)
        except asyncio.QueueFull:
            self.close(TRY_AGAIN_LATER, "too slow")

    async def answer(self, text: str) -> None:
        """Queue an answer to the client; waits for room, as only this client's next message waits with it."""
        if self._the_end is None:
            await self._queue.put(text)

    def hold(self) -> None:
        """Keep events back while older ones are replayed."""
        self._held = []

    def release(self, seen: Seq) -> None:
        """Let the kept events go, save those that the replay had."""
        self._seen = max(self._seen, seen)
        held, self._held = self._held or [], None
        for message in held:
            self.offer(message)

    async def replay(self, message: Message) -> None:
        """Queue an event of the past; waits for room."""
        await self.answer(message.text(is_html=self.is_html))

    def close(self, code: int, reason: str) -> None:
        """End the socket: after what is queued, or at once when it does not read."""
        if self._the_end is not None:
            return
        self._the_end = code, reason
        if not self._queue.full():
            self._queue.put_nowait(None)
        elif self._task is not None:
            self._task.cancel()

    async def serve(self, connection: Connection, read: Callable[[], Awaitable[None]]) -> None:
        """Send what is queued until the socket ends; `read` takes the client's messages meanwhile."""
        self._task = asyncio.current_task()
        reader = asyncio.ensure_future(read())
        try:
            while (text := await self._queue.get()) is not None:
                await connection.send(text)
        except asyncio.CancelledError:
            # Cancelled by close(): the client is still there and is told. Otherwise it has gone.
            if self._the_end is None or self._task is None:
                raise
            self._task.uncancel()
        finally:
            reader.cancel()
        code, reason = self._the_end or (INTERNAL_ERROR, "")
        await connection.close(code, reason)
