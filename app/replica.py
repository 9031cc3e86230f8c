"""Reads from a replica of PostgreSQL, which never miss what the reader wrote (decision 13).

A session's row, which each request reads from the primary anyway, holds how far the write-ahead log had come when that
session last wrote. Each process asks the replica twice a second how far it has come; comparing the two costs nothing.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import asyncpg
import structlog

from app.db import Database
from app.errors import Unavailable
from app.pool import AWAY
from app.store import replication
from app.tasks import end_tasks

if TYPE_CHECKING:
    from app.db import Executor
    from app.settings import Settings

log = structlog.get_logger()

POLL_SECONDS = 0.5
# A replica that lacks what the primary had so long ago is left alone until it has caught up.
LONGEST_LAG_SECONDS = 5.0
ANSWER_SECONDS = 2
# A read that takes longer there is asked of the primary.
READ_SECONDS = 5
# Also a query that stood in the way of the replay. What is the query's own fault, the primary says too.
_FAILED: tuple[type[BaseException], ...] = (asyncpg.PostgresError, *AWAY)


class Replica:
    """The replica of one process: whether it may be read, and the reading."""

    def __init__(self, settings: Settings, primary: Database) -> None:
        self._primary = primary
        self._replica = Database(replace(settings, database_url=settings.database_replica_url), primary.on_connect)
        self._polling: asyncio.Task[None] | None = None
        # Bytes of log that the replica has replayed at least; None while it may not be read.
        self._replayed: int | None = None
        # Where the primary was at the last polls, the oldest first.
        self._written: deque[int] = deque(maxlen=round(LONGEST_LAG_SECONDS / POLL_SECONDS))

    @property
    def is_used(self) -> bool:
        """Whether it answers and is not far behind."""
        return self._replayed is not None

    async def open(self) -> None:
        """Make the pool and look at the replica from now on; it may be away."""
        await self._replica.open()
        self._polling = asyncio.create_task(self._poll())

    async def close(self) -> None:
        """Close the pool."""
        if self._polling is not None:
            await end_tasks([self._polling])
        await self._replica.close()

    def reader(self, written: int | None) -> Executor:
        """For reads of somebody who last wrote at this position of the log (None: that is not known)."""
        if self._replayed is None or written is None or written > self._replayed:
            return self._primary.pool
        return _ReplicaReads(self, self._replica.pool, self._primary.pool)

    def note_away(self, error: BaseException) -> None:
        """A read failed: leave the replica alone until it answers again."""
        if self._replayed is not None:
            log.warning("reads go to the primary: the replica is away", reason=repr(error))
        self._replayed = None

    async def _poll(self) -> None:
        while True:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._look()
            except (Unavailable, TimeoutError) as error:
                self.note_away(error.__cause__ or error)
            await asyncio.sleep(POLL_SECONDS)

    async def _look(self) -> None:
        written = await replication.select_written(self._primary.pool)
        replayed = await replication.select_replayed(self._replica.pool)
        if written is None or replayed is None:
            self.note_away(LookupError("one of the two addresses is not what it should be, primary or replica"))
            return
        self._written.append(written)
        if replayed < self._written[0]:
            self.note_away(TimeoutError(f"it is {written - replayed} bytes of log behind"))
        else:
            if self._replayed is None:
                log.info("reads go to the replica")
            self._replayed = replayed


class _ReplicaReads:
    """Queries on the replica; one that fails there is asked of the primary."""

    def __init__(
        self, replica: Replica, pool: asyncpg.Pool[asyncpg.Record], primary: asyncpg.Pool[asyncpg.Record]
    ) -> None:
        self._replica = replica
        self._pool = pool
        self._primary = primary

    async def fetch(self, query: str, *arguments: Any) -> list[asyncpg.Record]:
        rows: list[asyncpg.Record] = await self._read("fetch", query, arguments)
        return rows

    async def fetchrow(self, query: str, *arguments: Any) -> asyncpg.Record | None:
        row: asyncpg.Record | None = await self._read("fetchrow", query, arguments)
        return row

    async def fetchval(self, query: str, *arguments: Any) -> Any:
        return await self._read("fetchval", query, arguments)

    async def execute(self, query: str, *arguments: Any) -> str:
        # A write, where a read turns out to need one.
        return await self._primary.execute(query, *arguments)

    async def _read(self, method: str, query: str, arguments: tuple[Any, ...]) -> Any:
        try:
            return await getattr(self._pool, method)(query, *arguments, timeout=READ_SECONDS)
        except _FAILED as error:
            self._replica.note_away(error)
            return await getattr(self._primary, method)(query, *arguments)
