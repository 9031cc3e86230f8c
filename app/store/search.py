"""Finding posts by their words, as ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.query import Query
from app.store.feeds import FeedEntry

if TYPE_CHECKING:
    from app.db import Executor

_LIST_POSTS = Query("search/list_posts", FeedEntry)


async def list_posts(
    db: Executor, *, viewer_id: int | None, words: str, before_id: int, page_size: int
) -> list[FeedEntry]:
    """Posts with these words, newest first, one more than the page."""
    return await _LIST_POSTS.many(db, viewer_id=viewer_id, words=words, before_id=before_id, page_size=page_size)
