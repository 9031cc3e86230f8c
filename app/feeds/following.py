"""Following: what the followed people and oneself post, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import feeds
from app.store.paging import NEWEST, Page, before_id, page_of

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.feeds import FeedEntry

# As many new posts as the knot puts in at once.
NEW_POSTS = 50


async def following_page(db: Executor, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[FeedEntry]:
    """Entries of one page; the cursor is the id of its last one, so new posts neither shift nor repeat anything.

    Raises:
        Invalid: not a cursor of this list.
    """
    rows = await feeds.list_following(
        db, viewer_id=viewer_id, before_id=before_id(cursor), after_id=0, page_size=page_size
    )
    return page_of(rows, page_size, key=lambda row: row.id)


async def following_new(db: Executor, *, viewer_id: int, since: int) -> list[FeedEntry]:
    """Entries newer than `since`, newest first."""
    rows = await feeds.list_following(db, viewer_id=viewer_id, before_id=NEWEST, after_id=since, page_size=NEW_POSTS)
    return rows[:NEW_POSTS]


def shown_once(entries: list[FeedEntry]) -> list[int]:
    """Ids to show: a post that stands on the page already is not shown again as somebody's repost.

    The cursor is made from all entries, so nothing is lost between pages.
    """
    originals = {entry.id for entry in entries if entry.repost_of_id is None}
    seen: set[int] = set()
    ids = []
    for entry in entries:
        if entry.repost_of_id is None:
            ids.append(entry.id)
        elif entry.repost_of_id not in originals and entry.repost_of_id not in seen:
            seen.add(entry.repost_of_id)
            ids.append(entry.id)
    return ids
