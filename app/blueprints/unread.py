"""The number at the bell of a page, kept for some seconds; where it is what was asked for, routes count exactly."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from quart import current_app

from app.kept import Kept
from app.store import notifications

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.sessions import SessionRow

EXTENSION = "skein_unread"
KEPT_COUNTS = 5_000
# So long a count stays when nothing was added or read; only a block, a mute or a deletion changes it then.
KEPT_SECONDS = 5


def shows_unread(connection: Any) -> bool:
    """Whether the answer to a request, or to a WebSocket's handshake, has the bell's number in it."""
    return not connection.path.startswith(("/api/", "/live", "/media/")) and "X-Fragment" not in connection.headers


async def unread_count(db: Executor, row: SessionRow) -> int:
    """The unread groups of a person who has unread rows, for a page."""
    kept: Kept[tuple[int, float]] | None = current_app.extensions.get(EXTENSION)
    if kept is None:
        kept = current_app.extensions[EXTENSION] = Kept(KEPT_COUNTS)
    key = (row.id, row.newest_notification_id, row.unread_rows)
    known = kept.peek(key)
    if known is not None and time.monotonic() < known[1]:
        return known[0]
    count = await notifications.count_unread(db, viewer_id=row.id)
    kept.put(key, (count, time.monotonic() + KEPT_SECONDS))
    return count
