"""What has to be thrown away regularly: ended sessions, idempotency keys, tails of feeds, old notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from app.store import jobs, mails, notifications

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Schedule

    from app.db import Database
    from app.settings import Settings

log = structlog.get_logger()

KEPT_FEED_ROWS = 2_000
READERS_AT_ONCE = 100
NOTIFICATIONS_AT_ONCE = 2_000


def register_housekeeping(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Put the schedules into the queue; only one worker does each."""

    @queue.schedule("purge_expired", "*/10 * * * *", clean_old=True)
    async def purge(_schedule: Schedule) -> None:
        await purge_expired(settings, database)

    @queue.schedule("trim_feeds", "17 * * * *", clean_old=True)
    async def trim(_schedule: Schedule) -> None:
        await trim_feeds(database)

    @queue.schedule("prune_notifications", "37 3 * * *", clean_old=True)
    async def prune(_schedule: Schedule) -> None:
        await prune_notifications(settings, database)


async def purge_expired(settings: Settings, database: Database) -> None:
    """Remove sessions that are over and keys of requests that may no longer be repeated."""
    async with database.transaction() as db:
        sessions = await jobs.delete_expired_sessions(
            db, idle_days=settings.session_idle_days, max_days=settings.session_max_days
        )
    async with database.transaction() as db:
        keys = await jobs.delete_old_idempotency_keys(db)
    async with database.transaction() as db:
        await jobs.delete_expired_tokens(db)
        old_mails = await mails.delete_old(db, max_days=settings.mail_max_days)
    log.info("purged", sessions=sessions, idempotency_keys=keys, mails=old_mails)


async def trim_feeds(database: Database) -> None:
    """Cut every long feed to its newest rows, some readers at a time."""
    removed, after_id = 0, 0
    while True:
        async with database.transaction() as db:
            reader_ids = await jobs.list_feed_readers(
                db, after_id=after_id, kept_rows=KEPT_FEED_ROWS, page_size=READERS_AT_ONCE
            )
            if not reader_ids:
                break
            removed += await jobs.delete_feed_tail(db, user_ids=reader_ids, kept_rows=KEPT_FEED_ROWS)
            after_id = reader_ids[-1]
    log.info("feeds trimmed", rows=removed)


async def prune_notifications(settings: Settings, database: Database) -> None:
    """Remove old notifications, read or not, some at a time."""
    removed = 0
    while True:
        async with database.transaction() as db:
            pruned = await notifications.delete_old(
                db, days=settings.notification_retention_days, batch_size=NOTIFICATIONS_AT_ONCE
            )
        removed += pruned
        if pruned < NOTIFICATIONS_AT_ONCE:
            break
    log.info("notifications pruned", rows=removed)
