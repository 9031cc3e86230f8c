"""Following: what the followed people and oneself post, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.store import feeds
from app.store.feeds import FeedEntry, FollowingRead
from app.store.paging import NEWEST, Page, before_id, encode_cursor, page_of
from app.store.post_rows import UNWANTED, Mark, list_by_ids, with_contents

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.post_rows import PostRow
    from app.store.sessions import SessionKey

# As many new posts as the knot puts in at once.
NEW_POSTS = 50


class Ahead(NamedTuple):
    """A page that was read with the session of who asks."""

    before_id: int
    page_size: int
    with_follows: bool
    read: FollowingRead


async def read_ahead(
    db: Executor, *, viewer_id: int, cursor: str | None, page_size: int, with_follows: bool, session: SessionKey
) -> Ahead:
    """Read a page of Following, and the session of who asks with it.

    Raises:
        Invalid: not a cursor of this list.
    """
    before = before_id(cursor)
    read = await feeds.list_following_cards(
        db, viewer_id=viewer_id, before_id=before, page_size=page_size, with_follows=with_follows, session=session
    )
    return Ahead(before, page_size, with_follows, read)


async def following_page(
    db: Executor,
    *,
    viewer_id: int,
    cursor: str | None,
    page_size: int,
    with_follows: bool,
    ahead: Ahead | None = None,
) -> tuple[Page[FeedEntry], list[PostRow]]:
    """Entries of one page and the posts in them; the cursor is the id of the last one, so new posts neither shift
    nor repeat anything.

    Nearly always everything that was written into the feed may be shown still. So the entries are read without asking
    about each, with the posts in them, which are asked about; where one is left out, or the viewer hides more than
    that query knows of (words), the page is made again by the query that asks about each entry.

    Args:
        ahead: what was read already; used where it is this page.

    Raises:
        Invalid: not a cursor of this list.
    """
    before = before_id(cursor)
    if ahead is not None and ahead[:-1] == (before, page_size, with_follows):
        read = ahead.read
    else:
        read = await feeds.list_following_cards(
            db, viewer_id=viewer_id, before_id=before, page_size=page_size, with_follows=with_follows
        )
    rows = await with_contents(db, viewer_id=viewer_id, stamps=read.stamps)
    by_id = {row.stamp.id: row for row in rows}
    shown_ids = read.entry_ids[:page_size]
    shown = [by_id[post_id] for post_id in shown_ids if post_id in by_id]
    if any(stamp.marks & UNWANTED for stamp in read.stamps):
        shown = [row for row in shown if _is_wanted(row, by_id)]
    entries = [FeedEntry(row.stamp.id, row.content.repost_of_id) for row in shown]
    if read.is_filtered or len(entries) < len(shown_ids):
        return await _asked_page(db, viewer_id, before, page_size, with_follows=with_follows)
    is_more = len(read.entry_ids) > page_size
    return Page(entries, encode_cursor(entries[-1].id) if is_more else None), rows


async def _asked_page(
    db: Executor, viewer_id: int, before: int, page_size: int, *, with_follows: bool
) -> tuple[Page[FeedEntry], list[PostRow]]:
    """The page by the query that asks about each entry."""
    found = await feeds.list_following(db, viewer_id=viewer_id, before_id=before, after_id=0, page_size=page_size)
    page = page_of(found, page_size, key=lambda entry: entry.id)
    ids = [entry.id for entry in page.items]
    return page, await list_by_ids(db, viewer_id=viewer_id, post_ids=ids, with_follows=with_follows)


def _is_wanted(row: PostRow, by_id: dict[int, PostRow]) -> bool:
    content = row.content
    original = None if content.repost_of_id is None else by_id.get(content.repost_of_id)
    quoted = None if content.quote_of_id is None else by_id.get(content.quote_of_id)
    return not (
        row.is_unwanted
        or (original is not None and original.is_unwanted)
        or (quoted is not None and quoted.has(Mark.THREAD_MUTED))
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
