"""From the outbox to the stream: at least once, and each batch in the order in which its rows were written.

Of two processes that publish at the same moment, either may be first.
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import structlog

from app.errors import Unavailable
from app.live.events import event_text
from app.pool import AWAY
from app.redis_client import REDIS_AWAY
from app.store import live

if TYPE_CHECKING:
    from app.db import Database
    from app.live.stream import Stream
    from app.store.live import OutboxRow

log = structlog.get_logger()

# What a publisher may run into while one of its two servers is away, or going.
SERVER_AWAY: tuple[type[BaseException], ...] = (Unavailable, *AWAY, *REDIS_AWAY)

BATCH_SIZE = 500
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0


class Publisher:
    """Publishes what the outbox holds, whenever it is woken; while Redis is away, the rows wait."""

    def __init__(self, database: Database, stream: Stream) -> None:
        self._database = database
        self._stream = stream
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be new rows."""
        self._woken.set()

    async def run(self) -> None:
        """Publish for ever."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self.publish_all()
                pause = FIRST_PAUSE_SECONDS
            except SERVER_AWAY as error:
                log.warning("events wait in the outbox", reason=repr(error))
                self._woken.set()
                await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311  jitter
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            except Exception:
                # The hub runs this again: the rows must not wait for the next commit.
                self._woken.set()
                raise

    async def publish_all(self, min_age_seconds: float = 0) -> int:
        """Publish all rows of at least this age; gives their number.

        Raises:
            SERVER_AWAY: one of the servers is away; the rows stay.
        """
        published = 0
        while True:
            taken = await self._publish_batch(min_age_seconds)
            published += taken
            if taken < BATCH_SIZE:
                return published

    async def _publish_batch(self, min_age_seconds: float) -> int:
        # Not Database.transaction(), whose commit would wake this publisher again.
        async with self._database.pool.acquire() as db, db.transaction():
            rows = await live.delete_outbox(db, min_age_seconds=min_age_seconds, batch_size=BATCH_SIZE)
            if rows:
                await self._stream.publish([event_text(row.type, row.data) for row in without_repeats(rows)])
        return len(rows)


def without_repeats(rows: list[OutboxRow]) -> list[OutboxRow]:
    """Counters are read when they are shown: of one post's changes only the last is worth sending."""
    last = {row.data: row.id for row in rows if row.type == "post.counts"}
    return [row for row in rows if row.type != "post.counts" or last[row.data] == row.id]
