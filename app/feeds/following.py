"""Following: what the followed people and oneself post, newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import orjson

from app.kept import Kept
from app.present.cards import CardList
from app.present.json_posts import post_fragments
from app.present.posts import post_cards
from app.present.times import minute_of
from app.store import feeds
from app.store.feeds import FeedEntry, FollowingRead
from app.store.paging import NEWEST, Page, before_id, encode_cursor, page_of
from app.store.post_rows import is_wanted, list_by_ids, with_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from app.db import Executor
    from app.store.post_rows import PostRow
    from app.store.sessions import SessionKey

ShownT = TypeVar("ShownT")

# As many new posts as the knot puts in at once.
NEW_POSTS = 50
# Pages that were made lately, for whoever asks again while nothing on them has changed: references to what is kept of
# each post, so about 3 KB.
KEPT_PAGES = 1_000


class Wanted(NamedTuple):
    """Which page of whose Following."""

    viewer_id: int
    before_id: int
    page_size: int
    with_follows: bool

    @classmethod
    def of(cls, viewer_id: int, *, cursor: str | None, page_size: int, with_follows: bool) -> Wanted:
        """The page behind a cursor.

        Raises:
            Invalid: not a cursor of this list.
        """
        return cls(viewer_id, before_id(cursor), page_size, with_follows)


class Ahead(NamedTuple):
    """A page that was read with the session of who asks."""

    wanted: Wanted
    read: FollowingRead


async def read_ahead(db: Executor, wanted: Wanted, session: SessionKey) -> Ahead:
    """Read a page of Following, and the session of who asks with it."""
    return Ahead(wanted, await feeds.list_following_cards(db, **wanted._asdict(), session=session))


async def following_cards(db: Executor, wanted: Wanted, *, ahead: Ahead | None = None) -> tuple[CardList, str | None]:
    """The posts of one page, and the cursor of the next.

    Args:
        ahead: what was read already; used where it is this page.
    """
    now = datetime.now(UTC)

    def draw(page: Page[FeedEntry], rows: list[PostRow]) -> CardList:
        return CardList(post_cards(rows, shown_once(page.items), viewer_id=wanted.viewer_id, now=now))

    return await _page(db, wanted, ahead, _kept_cards, minute_of(now), draw)


async def following_json(
    db: Executor, wanted: Wanted, *, base_url: str, ahead: Ahead | None = None
) -> tuple[list[orjson.Fragment], str | None]:
    """The same for the API."""

    def write(page: Page[FeedEntry], rows: list[PostRow]) -> list[orjson.Fragment]:
        return post_fragments(rows, [entry.id for entry in page.items], base_url=base_url)

    return await _page(db, wanted, ahead, _kept_json, base_url, write)


async def _page(
    db: Executor,
    wanted: Wanted,
    ahead: Ahead | None,
    kept: Kept[tuple[ShownT, str | None]],
    also: Hashable,
    show: Callable[[Page[FeedEntry], list[PostRow]], ShownT],
) -> tuple[ShownT, str | None]:
    """A page as it is shown; out of `kept`, where it was made of the same stamps (and of what is `also` shown).

    Nearly always everything that was written into the feed may be shown still. So the entries are read without asking
    about each, with the posts in them, which are asked about; where one is left out, or the viewer hides more than
    that query knows of (words), the page is made again by the query that asks about each entry.

    The cursor is the id of the last entry, so new posts neither shift nor repeat anything.
    """
    if ahead is not None and ahead.wanted == wanted:
        read = ahead.read
    else:
        read = await feeds.list_following_cards(db, **wanted._asdict())
    if read.is_filtered:
        page, rows = await _asked_page(db, wanted)
        return show(page, rows), page.next_cursor
    key = (wanted, read.entry_ids, read.rows, also)
    known = kept.find(key)
    if known is None:
        made = await _unasked_page(db, wanted, read)
        page, rows = made or await _asked_page(db, wanted)
        known = show(page, rows), page.next_cursor
        if made is not None:
            kept.put(key, known)
    return known


async def _unasked_page(
    db: Executor, wanted: Wanted, read: FollowingRead
) -> tuple[Page[FeedEntry], list[PostRow]] | None:
    """The page of these stamps; None where an entry may not be shown."""
    rows = await with_contents(db, viewer_id=wanted.viewer_id, stamps=read.stamps)
    by_id = {row.stamp.id: row for row in rows}
    shown_ids = read.entry_ids[: wanted.page_size]
    shown = [by_id[post_id] for post_id in shown_ids if post_id in by_id]
    entries = [FeedEntry(row.stamp.id, row.content.repost_of_id) for row in shown if is_wanted(row, by_id)]
    if len(entries) < len(shown_ids):
        return None
    is_more = len(read.entry_ids) > wanted.page_size
    return Page(entries, encode_cursor(entries[-1].id) if is_more else None), rows


async def _asked_page(db: Executor, wanted: Wanted) -> tuple[Page[FeedEntry], list[PostRow]]:
    """The page by the query that asks about each entry."""
    viewer_id, before, page_size, with_follows = wanted
    found = await feeds.list_following(db, viewer_id=viewer_id, before_id=before, after_id=0, page_size=page_size)
    page = page_of(found, page_size, key=lambda entry: entry.id)
    ids = [entry.id for entry in page.items]
    return page, await list_by_ids(db, viewer_id=viewer_id, post_ids=ids, with_follows=with_follows)


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


_kept_cards: Kept[tuple[CardList, str | None]] = Kept(KEPT_PAGES)
_kept_json: Kept[tuple[list[orjson.Fragment], str | None]] = Kept(KEPT_PAGES)
