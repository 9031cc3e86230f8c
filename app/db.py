"""PostgreSQL: one pool per process, transactions, and one error for "the database is away".

Nothing here keeps state on a connection (no session locks, no LISTEN, no SET but SET LOCAL), so that a
pooler in transaction mode may stand in between.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import asyncpg

from app.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from app.settings import Settings

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"
Executor: TypeAlias = "Connection | asyncpg.Pool[asyncpg.Record] | Reader"

CONNECT_SECONDS = 3
COMMAND_SECONDS = 20
CLOSE_SECONDS = 3
IDLE_SECONDS = 300

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


@dataclass(frozen=True, slots=True)
class PoolUse:
    """Connections that there may be, are open, and are at work; and how many tasks wait for one."""

    most: int
    open: int
    used: int
    waiting: int


class Reader(Protocol):
    """What runs queries as a pool does, elsewhere: the reads of `app/replica.py`."""

    async def fetch(self, query: str, *arguments: Any) -> list[asyncpg.Record]:
        """All rows."""

    async def fetchrow(self, query: str, *arguments: Any) -> asyncpg.Record | None:
        """The first row."""

    async def fetchval(self, query: str, *arguments: Any) -> Any:
        """The first column of the first row."""

    async def execute(self, query: str, *arguments: Any) -> str:
        """Its command tag."""


class Pool(asyncpg.Pool):
    """asyncpg's pool, which gives a connection back on the spot when nothing of its last use is left on it.

    asyncpg itself starts a task for that, with a time-out around it, also where there is nothing to wait for; it costs
    a third of what a short query does. Whatever else is to be done (a query that is being cancelled, an open
    transaction, a lost connection) is still its own affair.
    """

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


class Database:
    """The pool of a process. Reads go to `pool` directly, writes through `transaction()`."""

    def __init__(self, settings: Settings, on_connect: Callable[[Any], Awaitable[None]] | None = None) -> None:
        self._settings = settings
        # Given each new connection; tracing, where it is on, listens to queries there.
        self.on_connect = on_connect
        self._pool: Pool | None = None
        # Called after each commit; the live layer hangs its outbox publisher in here.
        self.after_commit: Callable[[], None] = lambda: None

    @property
    def pool(self) -> asyncpg.Pool[asyncpg.Record]:
        """The open pool; every store function takes it, or a connection, as its first argument."""
        if self._pool is None:
            raise Unavailable
        return self._pool

    async def open(self) -> None:
        """Make the pool. PostgreSQL may still be away: connections are made when they are needed."""
        self._pool = await Pool(
            self._settings.database_url,
            min_size=0,
            max_size=self._settings.database_pool_size,
            max_queries=1_000_000,
            max_inactive_connection_lifetime=IDLE_SECONDS,
            loop=asyncio.get_running_loop(),
            connection_class=asyncpg.Connection,
            record_class=asyncpg.Record,
            statement_cache_size=self._settings.database_statement_cache,
            timeout=CONNECT_SECONDS,
            init=self.on_connect,  # type: ignore[arg-type]
            command_timeout=COMMAND_SECONDS,
            # asyncpg's own reset is a round trip after each use; nothing is ever left to reset.
            reset=_nothing_to_reset,
        )

    async def close(self) -> None:
        """Close the pool, letting running queries end."""
        if self._pool is not None:
            try:
                await asyncio.wait_for(self._pool.close(), timeout=CLOSE_SECONDS)
            except TimeoutError:
                self._pool.terminate()
            self._pool = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A transaction; live events that it wrote are published after its commit.

        Raises:
            Unavailable: PostgreSQL is away. What was not committed is not stored.
        """
        try:
            async with self.pool.acquire() as connection, connection.transaction():
                yield connection
        except AWAY as error:
            raise Unavailable from error
        self.after_commit()

    def pool_use(self) -> PoolUse:
        """How busy the pool is now."""
        pool = self._pool
        if pool is None:
            return PoolUse(self._settings.database_pool_size, 0, 0, 0)
        size = pool.get_size()
        # asyncpg does not tell who waits: these are the tasks that wait for its queue of free connections.
        waiting = len(pool._queue._getters)  # type: ignore[attr-defined]
        return PoolUse(pool.get_max_size(), size, size - pool.get_idle_size(), waiting)

    async def is_up(self) -> bool:
        """Whether PostgreSQL answers."""
        try:
            return bool(await self.pool.fetchval("SELECT true", timeout=2))
        except Unavailable:
            return False
        except AWAY:
            return False


async def _nothing_to_reset(_connection: Any) -> None:
    return None
