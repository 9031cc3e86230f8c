"""A notification as a live message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.present.notifications import notification_json, notification_lines
from app.present.templates import render
from app.store import notifications

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.notifications import DetailedGroup


@dataclass(frozen=True, slots=True)
class News:
    """A group of notifications that has something new, for the person whose it is."""

    detailed: DetailedGroup
    unread_count: int
    viewer_id: int

    def fields(self, base_url: str) -> dict[str, Any]:
        """What programs are told that came to this address."""
        return {
            "notification": notification_json(self.detailed, viewer_id=self.viewer_id, base_url=base_url),
            "unread_count": self.unread_count,
        }

    def make_html(self) -> dict[str, str]:
        """The line of the list."""
        lines = notification_lines([self.detailed.group])
        return {"html": render("notifications/_list.html", lines=lines, next_url=None).strip()}


async def load_news(db: Executor, *, viewer_id: int, notification_id: int) -> News | None:
    """The group that a new notification leads; None when it was taken back or is not to be shown."""
    found = await notifications.load_one(db, viewer_id=viewer_id, notification_id=notification_id)
    if found is None:
        return None
    group, unread_count = found
    detailed = await notifications.load_details(db, viewer_id=viewer_id, groups=[group])
    return News(detailed[0], unread_count, viewer_id) if detailed else None
