"""Search: people and topics by their beginning, posts by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.feeds.lists import cards_in_order
from app.store import people, search, topics
from app.store.paging import NEWEST, Page, before_id, decode_cursor, page_of

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.feeds import FeedEntry
    from app.store.topics import TopicRow
    from app.store.users import UserRow


async def find_people(
    db: Executor, *, viewer_id: int | None, query: str, cursor: str | None, page_size: int
) -> Page[UserRow]:
    """People whose username or name begins so.

    Raises:
        Invalid: not a cursor of this list.
    """
    prefix = query.removeprefix("@")
    rank, last_id = decode_cursor(cursor, 2) or (NEWEST, NEWEST)
    if not prefix:
        return Page([], None)
    rows = await people.search_prefix(
        db, viewer_id=viewer_id, prefix=prefix, before_rank=rank, before_id=last_id, page_size=page_size
    )
    page = page_of(rows, page_size, key=lambda row: (row.rank, row.user_id))
    ids = [row.user_id for row in page.items]
    return Page(await cards_in_order(db, viewer_id=viewer_id, user_ids=ids), page.next_cursor)


async def find_posts(
    db: Executor, *, viewer_id: int | None, query: str, cursor: str | None, page_size: int
) -> Page[FeedEntry]:
    """Posts with all of these words, newest first.

    Raises:
        Invalid: not a cursor of this list.
    """
    last_id = before_id(cursor)
    if not query:
        return Page([], None)
    rows = await search.list_posts(db, viewer_id=viewer_id, words=query, before_id=last_id, page_size=page_size)
    return page_of(rows, page_size, key=lambda row: row.id)


async def find_mentions(db: Executor, *, viewer_id: int, query: str, page_size: int) -> list[UserRow]:
    """People to mention: those the viewer follows first, then others; never blocked ones."""
    prefix = query.removeprefix("@")
    if not prefix:
        return []
    ids = await people.search_mentions(db, viewer_id=viewer_id, prefix=prefix, page_size=page_size)
    return await cards_in_order(db, viewer_id=viewer_id, user_ids=ids)


async def find_topics(db: Executor, *, viewer_id: int | None, prefix: str | None, page_size: int) -> list[TopicRow]:
    """Topics that begin so (None: no topic can)."""
    if prefix is None:
        return []
    return await topics.search_prefix(db, viewer_id=viewer_id, prefix=prefix, page_size=page_size)


async def topic_page(
    db: Executor, *, viewer_id: int | None, topic: str, cursor: str | None, page_size: int
) -> Page[FeedEntry]:
    """Posts with a topic, newest first.

    Raises:
        Invalid: not a cursor of this list.
    """
    rows = await topics.list_posts(
        db, viewer_id=viewer_id, topic=topic, before_id=before_id(cursor), page_size=page_size
    )
    return page_of(rows, page_size, key=lambda row: row.id)
