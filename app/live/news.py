"""A notification as a live message: the only place of this room that knows how notifications are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.store import live

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class News:
    """What the message says, and how its HTML is made."""

    fields: dict[str, Any]
    make_html: Callable[[], dict[str, str]] | None


async def load_news(
    db: Executor,
    *,
    viewer_id: int,
    notification_id: int,
    base_url: str,  # noqa: ARG001
) -> News | None:
    """The group that a new notification is in; None when it was taken back or is not to be shown."""
    row = await live.select_notification(db, viewer_id=viewer_id, notification_id=notification_id)
    if row is None:
        return None
    return News({"notification": {"id": str(row.id), "kind": row.kind}, "unread_count": row.unread_count}, None)
