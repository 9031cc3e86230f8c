"""Topics as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query
from app.store.feeds import FeedEntry

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic and how many posts carry it."""

    topic: str
    posts_count: int


_LIST_TODAY = Query("topics/list_today", TopicRow)
_LIST_POSTS = Query("topics/list_posts", FeedEntry)
_SEARCH_PREFIX = Query("topics/search_prefix", TopicRow)


async def list_today(db: Executor, *, page_size: int) -> list[TopicRow]:
    """The topics of the last day's public posts, those of the most people first."""
    return await _LIST_TODAY.many(db, page_size=page_size)


async def list_posts(
    db: Executor, *, viewer_id: int | None, topic: str, before_id: int, page_size: int
) -> list[FeedEntry]:
    """Posts with a topic, newest first, one more than the page."""
    return await _LIST_POSTS.many(db, viewer_id=viewer_id, topic=topic, before_id=before_id, page_size=page_size)


async def search_prefix(db: Executor, *, viewer_id: int | None, prefix: str, page_size: int) -> list[TopicRow]:
    """Topics that begin so and have a post that the viewer may see."""
    return await _SEARCH_PREFIX.many(db, viewer_id=viewer_id, prefix=prefix, page_size=page_size)
