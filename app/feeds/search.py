"""Search: people by the beginning of their names or by likeness, topics by their beginning, posts by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.feeds.lists import cards_in_order
from app.store import people, search, topics
from app.store.paging import NEWEST, Page, before_id, decode_cursor, page_of

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.feeds import FeedEntry
    from app.store.search import PostQuery
    from app.store.topics import TopicRow
    from app.store.users import UserRow


# Two letters resemble too much.
FUZZY_LETTERS = 3


async def find_people(
    db: Executor, *, viewer_id: int | None, query: str, latin_query: str, cursor: str | None, page_size: int
) -> Page[UserRow]:
    """People whose username or name begins so; after them, as far as the page goes, those whose name resembles it.

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
    left, name = page_size - len(ids), latin_query.removeprefix("@")
    if left and len(name) >= FUZZY_LETTERS:
        alike = await people.search_names(db, viewer_id=viewer_id, name=name, prefix=prefix.lower(), page_size=left)
        ids += [row.user_id for row in alike]
    return Page(await cards_in_order(db, viewer_id=viewer_id, user_ids=ids), page.next_cursor)


async def find_posts(
    db: Executor, *, viewer_id: int | None, query: PostQuery, sort: str = "recent", cursor: str | None, page_size: int
) -> Page[int]:
    """Ids of posts that match words and filters: `recent`, newest first, or `top`, most liked first.

    Raises:
        Invalid: not a cursor of this list.
    """
    key = decode_cursor(cursor, 2) or (NEWEST, NEWEST)
    if query.is_empty:
        return Page([], None)
    if sort == "top":
        top = await search.list_top(db, viewer_id=viewer_id, query=query, before=(key[0], key[1]), page_size=page_size)
        return page_of(top, page_size, key=lambda row: (row.score, row.id)).map(lambda row: row.id)
    rows = await search.list_recent(db, viewer_id=viewer_id, query=query, before_id=key[1], page_size=page_size)
    return page_of(rows, page_size, key=lambda row: (0, row.id)).map(lambda row: row.id)


async def find_mentions(db: Executor, *, viewer_id: int, query: str, page_size: int) -> list[UserRow]:
    """People to mention: those the viewer follows first, then others; never blocked ones. An `@` alone asks for all."""
    prefix = query.removeprefix("@")
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
