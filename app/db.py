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
from app.pool import AWAY, Pool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from app.settings import Settings

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"
Executor: TypeAlias = "Connection | asyncpg.Pool[asyncpg.Record] | Reader"

CONNECT_SECONDS = 3
COMMAND_SECONDS = 20
CLOSE_SECONDS = 3
IDLE_SECONDS = 300


def is_held(db: Executor) -> bool:
    """Whether this is one connection, as in a transaction, and not a pool."""
    return isinstance(db, asyncpg.Connection | asyncpg.pool.PoolConnectionProxy)


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
            init=self.on_connect,
            command_timeout=COMMAND_SECONDS,
            # Tracing tells each request's queries apart.
            is_batching=self.on_connect is None,
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
