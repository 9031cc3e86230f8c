"""Erasing accounts whose days of grace are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from app.actions.deletion import GRACE_DAYS, erase_account
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
    erased = 0
    for account in await deletion.list_to_erase(database.pool, grace_days=GRACE_DAYS):
        if await erase_account(database, account):
            erased += 1
            await _delete_files(settings, [account.avatar_key, *account.storage_keys])
    if erased:
        log.info("accounts erased", count=erased)
    return erased
