"""The live hub of one process: one Redis subscription, local fan-out to sockets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from app.db import Database
    from app.settings import Settings


class Hub:
    """Publishes what the outbox holds, and hands events to the sockets of this process."""

    def __init__(self, settings: Settings, database: Database, redis: Redis) -> None:
        self._settings = settings
        self._database = database
        self._redis = redis

    async def start(self) -> None:
        """Start the tasks of the hub."""

    async def stop(self) -> None:
        """Close sockets with 1012 and end the tasks."""

    def wake(self) -> None:
        """A transaction was committed: publish its events now."""
