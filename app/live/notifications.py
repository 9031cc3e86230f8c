"""A new notification as the live layer sends it: JSON for programs, a line for pages, the number at the bell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from app.present.notifications import notification_json, notification_lines
from app.store import notifications

if TYPE_CHECKING:
    from app.db import Executor
    from app.present.pages import NotificationLine


class LiveNotification(NamedTuple):
    """What is sent of one group."""

    json: dict[str, Any]
    line: NotificationLine
    unread_count: int


async def notification_for_live(
    db: Executor, *, user_id: int, notification_id: int, base_url: str = ""
) -> LiveNotification | None:
    """The group that this row leads, in at most three queries.

    None when nothing is to be sent: the act was taken back, the reader may not see it, or a newer row leads the
    group by now and has an event of its own.
    """
    loaded = await notifications.load_one(db, viewer_id=user_id, notification_id=notification_id)
    if loaded is None:
        return None
    group, unread_count = loaded
    return LiveNotification(
        notification_json(group, viewer_id=user_id, base_url=base_url),
        notification_lines([group], viewer_id=user_id)[0],
        unread_count,
    )
