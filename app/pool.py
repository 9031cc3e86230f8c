"""asyncpg's pool as Skein uses it: reads of several requests go out together, and giving back costs no task."""

from __future__ import annotations

import asyncio
from contextvars import Context
from typing import TYPE_CHECKING, Any

import asyncpg

if TYPE_CHECKING:
    from collections.abc import Sequence

    Waiting = tuple[list[Any], asyncio.Future[list[asyncpg.Record]]]

# Batches of one query that may be under way at once: a slow reader holds up the others of its batch, not all.
BATCHES_AT_ONCE = 3
BATCH_SIZE = 8

# What asyncpg raises when the server is gone, going or not yet there.
AWAY: tuple[type[BaseException], ...] = (
    OSError,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
    # The server said unasked that it is going, and has not hung up yet: asyncpg takes its words for the answer to
    # an operation that it never began.
    asyncpg.InternalClientError,
)


class Batches:
    """Reads of one query that several requests need at the same moment, sent together.

    While batches are under way, whoever asks for the same query waits for the next one. PostgreSQL is given the
    arguments of all at once and executes them one after another, each with a snapshot of its own, on one connection:
    one round trip instead of many, and one server process that has the plan at hand instead of as many as there are
    connections. Where nobody else asks, a batch is one read, and goes out at once.

    Args:
        query: its rows begin with the parameter `place`, which tells the answers of a batch apart.
        place: the index of that parameter.
    """

    def __init__(self, pool: asyncpg.Pool[asyncpg.Record], query: str, place: int) -> None:
        self._pool = pool
        self._query = query
        self._place = place
        self._waiting: list[Waiting] = []
        # Each leaves by itself when nothing waits any more: nobody may count on one that has ended.
        self._senders: set[asyncio.Task[None]] = set()

    async def fetch(self, arguments: list[Any]) -> list[asyncpg.Record]:
        """All rows for these arguments.

        Raises:
            Exception: whatever asyncpg raises for them.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[asyncpg.Record]] = loop.create_future()
        self._waiting.append((arguments, answer))
        if len(self._senders) < BATCHES_AT_ONCE:
            # In a context of its own: the request that starts it may be gone before it ends.
            self._senders.add(loop.create_task(self._send(), context=Context()))
        return await answer

    async def _send(self) -> None:
        try:
            await self._send_all()
        finally:
            self._senders.remove(asyncio.current_task())  # type: ignore[arg-type]  # this is one

    async def _send_all(self) -> None:
        while self._waiting:
            batch = self._waiting[:BATCH_SIZE]
            del self._waiting[:BATCH_SIZE]
            try:
                answers = await self._ask(batch)
            except Exception as error:  # noqa: BLE001  handed to whoever asked
                if len(batch) > 1 and not isinstance(error, AWAY):
                    # One that fails takes its whole batch with it; the others are asked for again.
                    await self._ask_each(batch)
                else:
                    for _, answer in batch:
                        _fail(answer, error)
            else:
                for (_, answer), rows in zip(batch, answers, strict=True):
                    _answer(answer, rows)

    async def _ask(self, batch: Sequence[Waiting]) -> list[list[asyncpg.Record]]:
        if len(batch) == 1:
            return [await self._pool.fetch(self._query, *batch[0][0])]
        for place, (arguments, _) in enumerate(batch):
            arguments[self._place] = place
        answers: list[list[asyncpg.Record]] = [[] for _ in batch]
        for row in await self._pool.fetchmany(self._query, [arguments for arguments, _ in batch]):
            answers[row[0]].append(row)
        return answers

    async def _ask_each(self, batch: Sequence[Waiting]) -> None:
        for arguments, answer in batch:
            try:
                _answer(answer, await self._pool.fetch(self._query, *arguments))
            except Exception as error:  # noqa: BLE001  handed to whoever asked
                _fail(answer, error)


def _answer(answer: asyncio.Future[list[asyncpg.Record]], rows: list[asyncpg.Record]) -> None:
    # Whoever asked may be gone.
    if not answer.done():
        answer.set_result(rows)


def _fail(answer: asyncio.Future[list[asyncpg.Record]], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)


class Pool(asyncpg.Pool):
    """asyncpg's pool, which batches reads, and gives a connection back on the spot when nothing is left on it.

    asyncpg itself starts a task for that, with a time-out around it, also where there is nothing to wait for; it costs
    a third of what a short query does. Whatever else is to be done (a query that is being cancelled, an open
    transaction, a lost connection) is still its own affair.
    """

    def __init__(self, *arguments: Any, is_batching: bool, **options: Any) -> None:
        self._is_batching = is_batching
        self._batches: dict[str, Batches] = {}
        super().__init__(*arguments, **options)

    async def fetch_batched(self, query: str, arguments: list[Any], place: int) -> list[asyncpg.Record]:
        """All rows of a query, asked together with what other requests ask of it now; see `Batches`."""
        if not self._is_batching:
            return await self.fetch(query, *arguments)
        batches = self._batches.get(query)
        if batches is None:
            batches = self._batches[query] = Batches(self, query, place)
        return await batches.fetch(arguments)

    async def release(self, connection: Any, *, timeout: float | None = None) -> None:  # noqa: ASYNC109  as asyncpg
        """Give a connection of this pool back; twice is harmless."""
        if not self._release_at_once(connection):
            await super().release(connection, timeout=timeout)

    def _release_at_once(self, proxy: Any) -> bool:
        holder, connection = proxy._holder, proxy._con
        if holder._pool is not self or connection is None or connection.is_closed():
            return False
        protocol = connection._protocol
        is_left_clean = not (
            protocol._is_cancelling()
            or protocol.is_in_transaction()
            or connection._top_xact is not None
            or connection._listeners
            or connection._log_listeners
        )
        is_kept = holder._generation == self._generation and protocol.queries_count < holder._max_queries
        if not (is_left_clean and is_kept):
            return False
        connection._on_release()
        holder._release()
        holder._setup_inactive_callback()
        return True
