"""Closes polls at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import polls

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Job

    from app.db import Database
    from app.settings import Settings


def register_polls(queue: PgQueuer, _settings: Settings, database: Database) -> None:
    """Let the worker tell author and voters how a poll ended."""

    @queue.entrypoint("close_poll")
    async def close(job: Job) -> None:
        await close_poll(database, post_id=int(job.payload or b"0"))


async def close_poll(database: Database, *, post_id: int) -> bool:
    """Tell author and voters, once; False when there is nothing to tell."""
    async with database.transaction() as db:
        return await polls.close_poll(db, post_id=post_id)
