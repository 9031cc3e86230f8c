"""Publishes posts at their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.scheduled import publish_due
from app.store import scheduled

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Job, Schedule

    from app.db import Database
    from app.settings import Settings


def register_scheduled_posts(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Let the worker publish what is due, and look each minute for what was left behind."""

    # Each takes two connections.
    @queue.entrypoint("publish_scheduled", concurrency_limit=2)
    async def publish(job: Job) -> None:
        await publish_due(database, scheduled_id=int(job.payload or b"0"), has_link_cards=settings.link_cards)

    @queue.schedule("publish_overdue", "* * * * *", clean_old=True)
    async def publish_left_behind(_schedule: Schedule) -> None:
        await publish_overdue(settings, database)


async def publish_overdue(settings: Settings, database: Database) -> int:
    """Publish everything whose time has come; gives how much that was."""
    rows = await scheduled.list_overdue(database.pool)
    for row in rows:
        await publish_due(database, scheduled_id=row.id, has_link_cards=settings.link_cards)
    return len(rows)
