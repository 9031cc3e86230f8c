"""Posts as rows: what a card shows, lists of ids, and writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class PostRow:
    """One visible post with its author and what the viewer did with it."""

    id: int
    author_id: int
    body: str
    body_html: str
    created_at: datetime
    edited_at: datetime | None
    reply_to_id: int | None
    root_id: int
    repost_of_id: int | None
    quote_of_id: int | None
    is_reply: bool
    is_quote: bool
    reply_audience: str
    likes_count: int
    comments_count: int
    reposts_count: int
    quotes_count: int
    shares_count: int
    username: str
    display_name: str
    bio: str
    link: str
    avatar_key: str | None
    is_private: bool
    author_created_at: datetime
    reply_to_username: str | None
    viewer_liked: bool
    viewer_reposted: bool
    viewer_saved: bool
    viewer_following: bool
    viewer_requested: bool
    viewer_followed_by: bool
    viewer_muting: bool
    viewer_can_reply: bool


_LIST_BY_IDS = Query("posts/list_by_ids", PostRow)


async def list_by_ids(db: Executor, *, viewer_id: int | None, post_ids: Sequence[int]) -> list[PostRow]:
    """The visible ones of these posts, and of what they repost or quote, in no order."""
    return await _LIST_BY_IDS.many(db, viewer_id=viewer_id, post_ids=list(post_ids))
