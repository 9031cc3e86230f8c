"""A notification as a live message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.present.notifications import notification_lines, notifications_json
from app.present.templates import render
from app.store import notifications

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.notifications import Details, Group


@dataclass(frozen=True, slots=True)
class News:
    """A group of notifications that has something new, for the person whose it is."""

    group: Group
    details: Details
    unread_count: int
    viewer_id: int

    def fields(self, base_url: str) -> dict[str, Any]:
        """What programs are told that came to this address."""
        return {
            "notification": notifications_json(self.details, viewer_id=self.viewer_id, base_url=base_url)[0],
            "unread_count": self.unread_count,
        }

    def make_html(self) -> dict[str, str]:
        """The line of the list."""
        lines = notification_lines([self.group])
        return {"html": render("notifications/_list.html", lines=lines, next_url=None).strip()}


async def load_news(db: Executor, *, viewer_id: int, notification_id: int) -> News | None:
    """The group that a new notification leads; None when it was taken back or is not to be shown."""
    found = await notifications.load_one(db, viewer_id=viewer_id, notification_id=notification_id)
    if found is None:
        return None
    group, unread_count = found
    details = await notifications.load_details(db, viewer_id=viewer_id, groups=[group])
    return News(group, details, unread_count, viewer_id) if details.groups else None
