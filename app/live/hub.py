"""The live hub of one process: publishes its events, listens to everybody's, and hands them to its sockets."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import orjson
import structlog

from app.errors import Unavailable
from app.live.conversation import Conversation
from app.live.delivery import Delivery
from app.live.events import NO_SEQ, Event, Gap, event_text
from app.live.index import Index
from app.live.messages import NOT_FOUND, RESYNC, error, hello
from app.live.publisher import Publisher
from app.live.sockets import POLICY_VIOLATION, SERVICE_RESTART, LiveSocket
from app.live.stream import NotKept, Stream
from app.live.subscription import Subscription
from app.observe.metrics import DELIVERY_LAG, MESSAGES, SOCKETS_CLOSED, SOCKETS_OPENED
from app.redis_client import REDIS_AWAY
from app.store import live
from app.tasks import end_tasks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from app.db import Database
    from app.live.events import Seq
    from app.live.sockets import Connection
    from app.live.subscription import Listener
    from app.settings import Settings

log = structlog.get_logger()

BATCH_SIZE = 200
SESSION_CHECK_SECONDS = 30.0
RESTART_SECONDS = 1.0
FIRST_TRY_SECONDS = 3.0
SESSION_OVER = "signed out"
# So many deliveries back it is known which event was the newest.
KNOWN_MOMENTS = 1_000


class Hub:
    """Joins publisher, subscription, delivery and the open sockets."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._stream = Stream(settings)
        self._publisher = Publisher(database, self._stream)
        self._subscription = Subscription(settings, self._stream)
        self._delivery = Delivery(database)
        self._index = Index()
        self._delivered: Seq = NO_SEQ
        self._delivered_at: deque[tuple[float, Seq]] = deque(maxlen=KNOWN_MOMENTS)
        self._is_stopping = False
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def last_seq(self) -> Seq:
        """The newest event that the sockets of this process have been told of."""
        return self._delivered

    def seq_at(self, moment: float) -> Seq | None:
        """The newest event that the sockets of this process had been told of; what was read then may lack later ones.

        Args:
            moment: of `time.perf_counter`, in seconds.

        Returns:
            None where this process does not hear the others, or it was too long ago.
        """
        if not self.is_listening:
            return None
        return next((seq for delivered_at, seq in reversed(self._delivered_at) if delivered_at <= moment), None)

    @property
    def socket_count(self) -> int:
        """The sockets that are open in this process."""
        return len(self._index)

    @property
    def is_listening(self) -> bool:
        """Whether this process hears at once of what the others publish."""
        return self._subscription.is_connected

    def listen(self, listener: Listener) -> None:
        """Call `listener` with each event from now on, as soon as it comes."""
        self._subscription.listeners.append(listener)

    async def tell(self, event_type: str, data: dict[str, Any]) -> None:
        """Tell every process of something that no table holds; while Redis is away, nobody hears it."""
        with suppress(*REDIS_AWAY):
            await self._stream.publish([event_text(event_type, orjson.dumps(data).decode())])

    async def start(self) -> None:
        """Start the tasks of the hub; returns when it hears the others, or Redis turned out to be away."""
        # What an earlier process left in the outbox goes out first.
        self._publisher.wake()
        for work in (
            self._publisher.run,
            self._subscription.run,
            self._deliver_events,
            self._check_sessions,
        ):
            self._tasks.append(asyncio.create_task(_for_ever(work)))
        # A socket that is taken before would be told to read again as soon as the subscription stands.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._subscription.tried.wait(), FIRST_TRY_SECONDS)

    async def stop(self) -> None:
        """Close the sockets with 1012 and end the tasks."""
        self.close_sockets()
        await end_tasks(self._tasks)
        self._tasks.clear()
        await self._stream.close()

    def wake(self) -> None:
        """A transaction was committed: publish its events now."""
        self._publisher.wake()

    def close_sockets(self) -> None:
        """Tell every client to come back to another process; new ones are told at once."""
        self._is_stopping = True
        for socket in self._index.all():
            socket.close(SERVICE_RESTART, "restarting")

    async def serve(
        self, connection: Connection, *, viewer_id: int, session_id: int, is_html: bool, base_url: str
    ) -> None:
        """Keep one accepted socket until it ends."""
        socket = LiveSocket(
            viewer_id=viewer_id,
            session_id=session_id,
            is_html=is_html,
            base_url=base_url,
            queue_size=self._settings.socket_queue_size,
        )
        self._index.add(socket)
        SOCKETS_OPENED.inc()
        try:
            socket.offer_text(hello(self.last_seq))
            if self._is_stopping:
                socket.close(SERVICE_RESTART, "restarting")
            await socket.serve(connection, Conversation(self, socket, connection).run)
        finally:
            self._index.remove(socket)
            SOCKETS_CLOSED.labels(socket.close_code or "client").inc()

    async def subscribe(self, socket: LiveSocket, post_ids: list[int]) -> set[int]:
        """Subscribe a socket to those of the posts that its person may see; gives these.

        Raises:
            Unavailable: PostgreSQL is away.
        """
        visible = await live.list_visible_ids(self._database.pool, viewer_id=socket.viewer_id, post_ids=post_ids)
        socket.post_ids |= visible
        self._index.subscribe(socket, visible)
        return visible

    def unsubscribe(self, socket: LiveSocket, post_id: int) -> None:
        """The socket no longer listens to this post."""
        socket.post_ids.discard(post_id)
        self._index.unsubscribe(socket, post_id)

    async def resume(self, socket: LiveSocket, since: Seq) -> None:
        """Replay what the socket missed since an event, or say that it has to read again."""
        socket.hold()
        seen = NO_SEQ
        try:
            async for events in self._stream.pages_after(since):
                for out in await self._delivery.prepare(events, Index(socket)):
                    await socket.replay(out.message)
                seen = events[-1].seq
        except (NotKept, Unavailable, *REDIS_AWAY):
            await socket.answer(RESYNC)
        finally:
            socket.release(seen)

    async def replay_topics(self, socket: LiveSocket, since: Seq, post_ids: set[int]) -> None:
        """Replay what concerns these posts alone; the rest of a resumed socket was replayed before."""
        listener = LiveSocket(
            viewer_id=socket.viewer_id,
            session_id=socket.session_id,
            is_html=socket.is_html,
            base_url=socket.base_url,
            queue_size=1,
        )
        listener.post_ids = post_ids
        kinds = {"post.counts", "reply.created", "reply.hidden"}
        try:
            async for events in self._stream.pages_after(since):
                wanted = [event for event in events if event.type in kinds]
                for out in await self._delivery.prepare(wanted, Index(listener)):
                    await socket.replay(out.message)
        except (NotKept, Unavailable, *REDIS_AWAY):
            await socket.answer(RESYNC)

    async def _deliver_events(self) -> None:
        events = self._subscription.events
        while True:
            batch: list[Event | Gap] = [await events.get()]
            while len(batch) < BATCH_SIZE and not events.empty():
                batch.append(events.get_nowait())
            await self._deliver(batch)

    async def _deliver(self, batch: list[Event | Gap]) -> None:
        events = [event for event in batch if isinstance(event, Event)]
        has_gap = len(events) < len(batch)
        self._end_sessions([event.id("session_id") for event in events if event.type == "session.ended"])
        try:
            await self._end_subscriptions([event.id("author_id") for event in events if event.type == "sight.lost"])
            for out in await self._delivery.prepare(events, self._index):
                for socket in out.sockets:
                    socket.offer(out.message)
                MESSAGES.inc(len(out.sockets))
                # Between two messages everybody who reads has room again: only slow readers have full queues.
                await asyncio.sleep(0)
        except Unavailable:
            has_gap = True
        except Exception:
            log.exception("events could not be delivered")
            has_gap = True
        self._delivered = batch[-1].seq
        self._delivered_at.append((time.perf_counter(), self._delivered))
        if events:
            # The first half of a seq is Redis's clock in milliseconds.
            DELIVERY_LAG.observe(max(0.0, time.time() - events[0].seq[0] / 1000))
        if has_gap:
            for socket in self._index.all():
                socket.offer_text(RESYNC)

    def _end_sessions(self, session_ids: list[int]) -> None:
        for session_id in session_ids:
            for socket in self._index.of_session(session_id):
                socket.close(POLICY_VIOLATION, SESSION_OVER)

    async def _end_subscriptions(self, author_ids: list[int]) -> None:
        """These authors closed their account, or blocked or removed somebody: whoever lost sight hears no more."""
        pairs = self._index.subscriptions if author_ids else []
        if not pairs:
            return
        lost = await live.list_lost_subscriptions(
            self._database.pool,
            author_ids=author_ids,
            post_ids=[post_id for post_id, _ in pairs],
            viewer_ids=[viewer_id for _, viewer_id in pairs],
        )
        for row in lost:
            for socket in self._index.subscribers(row.post_id, [row.viewer_id]):
                self.unsubscribe(socket, row.post_id)
                socket.offer_text(error("not_found", NOT_FOUND, f"post:{row.post_id}"))

    async def _check_sessions(self) -> None:
        """What ends without an event: accounts that were suspended, and sessions that became too old."""
        while True:
            await asyncio.sleep(SESSION_CHECK_SECONDS)
            session_ids = self._index.session_ids
            if not session_ids:
                continue
            try:
                ended = await live.list_ended_sessions(
                    self._database.pool, session_ids=session_ids, max_days=self._settings.session_max_days
                )
            except Unavailable:
                continue
            self._end_sessions(ended)


async def _for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """Run a task of the hub, again and again should it end by an error that nobody thought of."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("a live task failed")
        await asyncio.sleep(RESTART_SECONDS)
