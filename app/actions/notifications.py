"""Marking notifications read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.store import notifications

if TYPE_CHECKING:
    from app.db import Database
    from app.store.notifications import TargetRow


async def read_notification(database: Database, *, viewer_id: int, notification_id: int) -> TargetRow:
    """Read the whole open group that this notification belongs to; gives where it leads. Twice is harmless.

    Raises:
        NotFound: unknown, somebody else's, or about what the viewer may not see.
    """
    async with database.transaction() as db:
        target = await notifications.select_target(db, viewer_id=viewer_id, notification_id=notification_id)
        if target is None:
            raise NotFound
        await notifications.update_group_read(db, viewer_id=viewer_id, notification_id=notification_id)
    return target


async def read_all_notifications(database: Database, *, viewer_id: int) -> None:
    """Read everything there is until now."""
    async with database.transaction() as db:
        await notifications.update_all_read(db, viewer_id=viewer_id)
