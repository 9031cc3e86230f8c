"""Erasing accounts whose days of grace are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from app.actions.deletion import GRACE_DAYS, erase_account
from app.storage.choose import opened_storage
from app.store import deletion

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Schedule

    from app.db import Database
    from app.settings import Settings

log = structlog.get_logger()


def register_erasing(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Put the schedule into the queue."""

    @queue.schedule("erase_accounts", "41 * * * *", clean_old=True)
    async def erase(_schedule: Schedule) -> None:
        await erase_due(settings, database)


async def erase_due(settings: Settings, database: Database) -> int:
    """Erase what is due, rows and files; gives the number of accounts."""
    due = await deletion.list_to_erase(database.pool, grace_days=GRACE_DAYS)
    if not due:
        return 0
    async with opened_storage(settings) as storage:
        erased = sum([await erase_account(database, storage, account) for account in due])
    if erased:
        log.info("accounts erased", count=erased)
    return erased
