"""Following: what the followed people and oneself post, newest first."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from app.store import feeds, posts
from app.store.feeds import FeedEntry
from app.store.paging import NEWEST, Page, before_id, encode_cursor, page_of

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.posts import PostRow

# As many new posts as the knot puts in at once.
NEW_POSTS = 50


async def following_page(
    db: Executor, *, viewer_id: int, cursor: str | None, page_size: int, with_follows: bool
) -> tuple[Page[FeedEntry], list[PostRow]]:
    """Entries of one page and the posts in them; the cursor is the id of the last one, so new posts neither shift
    nor repeat anything.

    Nearly always everything that was written into the feed may be shown still. So the entries are read without asking
    about each, with the posts in them, which are asked about; where one is left out, or the viewer hides more than
    that query knows of (words), the page is made again by the query that asks about each entry.

    Raises:
        Invalid: not a cursor of this list.
    """
    before = before_id(cursor)
    found = await feeds.list_following_cards(
        db, viewer_id=viewer_id, before_id=before, page_size=page_size, with_follows=with_follows
    )
    if not found or found[0].is_filtered:
        return await _asked_page(db, viewer_id, before, page_size, with_follows=with_follows)
    rows = [row.post for row in found]
    by_id = {row.id: row for row in rows}
    entries = [
        FeedEntry(row.post.id, row.post.repost_of_id)
        for row in found
        if row.is_entry and not _is_unwanted(row.post, by_id)
    ]
    if len(entries) < min(found[0].entries_count, page_size):
        return await _asked_page(db, viewer_id, before, page_size, with_follows=with_follows)
    entries.sort(key=attrgetter("id"), reverse=True)
    is_more = found[0].entries_count > page_size
    return Page(entries, encode_cursor(entries[-1].id) if is_more else None), rows


async def _asked_page(
    db: Executor, viewer_id: int, before: int, page_size: int, *, with_follows: bool
) -> tuple[Page[FeedEntry], list[PostRow]]:
    """The page by the query that asks about each entry."""
    found = await feeds.list_following(db, viewer_id=viewer_id, before_id=before, after_id=0, page_size=page_size)
    page = page_of(found, page_size, key=lambda entry: entry.id)
    ids = [entry.id for entry in page.items]
    return page, await posts.list_by_ids(db, viewer_id=viewer_id, post_ids=ids, with_follows=with_follows)


def _is_unwanted(row: PostRow, by_id: dict[int, PostRow]) -> bool:
    original = None if row.repost_of_id is None else by_id.get(row.repost_of_id)
    quoted = None if row.quote_of_id is None else by_id.get(row.quote_of_id)
    return (
        row.is_unwanted
        or (original is not None and original.is_unwanted)
        or (quoted is not None and quoted.viewer_thread_muted)
    )


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
