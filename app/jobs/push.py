"""Tells browsers of notifications while no page is open."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson
import structlog

from app.present.notifications import push_message
from app.security.outside import OutsideError
from app.security.push import Browser, push
from app.store import notifications
from app.store.push import delete_endpoint, list_for_notification

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Job

    from app.db import Database
    from app.settings import Settings

log = structlog.get_logger()

GONE = {404, 410}


def register_push(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Let the worker push, a few at a time."""

    @queue.entrypoint("push_notification", concurrency_limit=8)
    async def push_one(job: Job) -> None:
        await push_notification(settings, database, notification_id=int(job.payload or b"0"))


async def push_notification(settings: Settings, database: Database, *, notification_id: int) -> int:
    """Tell each browser of the person; gives how many took it.

    A push that fails is not tried again: it is about now, and the notification waits in the list anyway.
    """
    browsers = await list_for_notification(database.pool, notification_id=notification_id)
    if not browsers:
        return 0
    found = await notifications.load_one(database.pool, viewer_id=browsers[0].user_id, notification_id=notification_id)
    # A newer one of the same group tells of it, or it is hidden, or read already.
    if found is None or found[0].is_read:
        return 0
    message = push_message(found[0], unread_count=found[1])
    topic = hashlib.sha256(message["tag"].encode()).hexdigest()[:32]
    taken = 0
    for browser in browsers:
        target = Browser(browser.endpoint, browser.p256dh, browser.auth)
        try:
            status = await push(settings, target, orjson.dumps(message), topic=topic)
        except OutsideError as error:
            log.info("push service away", notification_id=notification_id, reason=str(error))
            continue
        if status in GONE:
            async with database.transaction() as db:
                await delete_endpoint(db, endpoint=browser.endpoint)
        elif status < 300:
            taken += 1
        else:
            log.warning("push refused", notification_id=notification_id, status=status)
    return taken
