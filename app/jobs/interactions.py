"""The weeks of events: made ahead, and removed when they are older than is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from app.store import interactions

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Schedule

    from app.db import Database
    from app.settings import Settings

log = structlog.get_logger()

# The worker may be away for so long before events go to the default partition.
WEEKS_AHEAD = 8
# The insights show thirty days.
COUNTS_KEPT_DAYS = 32
PEOPLE_AT_ONCE = 100


def register_interactions(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Put the schedule into the queue; only one worker does it."""

    @queue.schedule("turn_interaction_weeks", "29 * * * *", clean_old=True)
    async def turn(_schedule: Schedule) -> None:
        await turn_weeks(settings, database)


async def turn_weeks(settings: Settings, database: Database) -> None:
    """Make the next weeks and remove what is too old: events, what was seen, and counts."""
    kept_days = settings.interaction_retention_days
    async with database.transaction() as db:
        made = await interactions.make_weeks(db, weeks_ahead=WEEKS_AHEAD)
    async with database.transaction() as db:
        dropped = await interactions.drop_weeks(db, kept_days=kept_days)
    async with database.transaction() as db:
        await interactions.delete_old_minutes(db, kept_days=COUNTS_KEPT_DAYS)
        await interactions.delete_old_hours(db, kept_days=COUNTS_KEPT_DAYS)
    forgotten = await _forget_old_posts(database, kept_days)
    log.info("interaction weeks turned", made=made, dropped=dropped, seen_posts=forgotten)


async def _forget_old_posts(database: Database, kept_days: int) -> int:
    removed, after_id = 0, 0
    while True:
        async with database.transaction() as db:
            user_ids = await interactions.list_onlookers(
                db, after_id=after_id, kept_days=kept_days, page_size=PEOPLE_AT_ONCE
            )
            if not user_ids:
                return removed
            removed += await interactions.delete_old_seen(db, user_ids=user_ids, kept_days=kept_days)
            after_id = user_ids[-1]
