"""Feeds as lists of ids; `app/feeds` turns them into what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from app.query import Query
from app.store.post_rows import PostStamp
from app.store.sessions import NO_SESSION, SessionKey, SessionRow

if TYPE_CHECKING:
    from app.db import Executor


class FeedEntry(NamedTuple):
    """An entry of a feed; for a repost also what it reposts."""

    id: int
    repost_of_id: int | None


class FollowingRow(NamedTuple):
    """A row of a page of Following, as it comes: the first is about the page, the others are stamps."""

    viewer: tuple[Any, ...] | None
    entry_ids: list[int] | None
    is_filtered: bool | None
    stamp: PostStamp


class FollowingRead(NamedTuple):
    """A page of Following, before it is known which of its posts may be shown."""

    # Whose session the token names; None: it was not asked for, or is over.
    session: SessionRow | None
    # Newest first, one more than the page where something follows.
    entry_ids: tuple[int, ...]
    # The viewer hides more than muted people and conversations.
    is_filtered: bool
    # The stamps as they came, which is all that it takes to know that nothing has changed.
    rows: tuple[FollowingRow, ...]

    @property
    def stamps(self) -> list[PostStamp]:
        """Of the entries of the page, and of what they repost or quote: those that the viewer may see, in no order."""
        return [PostStamp._make(row[_PAGE_COLUMNS:]) for row in self.rows]


@dataclass(frozen=True, slots=True)
class CaughtUpRow:
    """A post that mattered."""

    id: int


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """A post that somebody saved or liked, and the key by which the list is paged."""

    key: int
    post_id: int


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A public post that For you may show; `topic` is one of its topics."""

    post_id: int
    author_id: int
    score: float
    topic: str | None


@dataclass(frozen=True, slots=True)
class FreshRow:
    """A post that is newer than the cached candidates; without a post: an author to leave out."""

    post_id: int | None
    author_id: int


_LIST_FOLLOWING = Query("feeds/list_following", FeedEntry)
_LIST_FOLLOWING_CARDS = Query("feeds/list_following_cards", FollowingRow)
# Before those of the stamp.
_PAGE_COLUMNS = 3
_COUNT_FOLLOWING_NEW = Query[None]("feeds/count_following_new")
_LIST_CATCH_UP: Query[CaughtUpRow] = Query("feeds/list_catch_up", CaughtUpRow)
_LIST_TRENDING = Query("feeds/list_trending", CandidateRow)
_LIST_NEWEST = Query("feeds/list_newest", CandidateRow)
_LIST_FRESH = Query("feeds/list_fresh", FreshRow)
_LIST_TAB_POSTS = Query("feeds/list_tab_posts", FeedEntry)
_LIST_TAB_REPLIES = Query("feeds/list_tab_replies", FeedEntry)
_LIST_TAB_MEDIA = Query("feeds/list_tab_media", FeedEntry)
_LIST_TAB_REPOSTS = Query("feeds/list_tab_reposts", FeedEntry)
_LIST_SAVED = Query("feeds/list_saved", KeptEntry)
_LIST_LIKED = Query("feeds/list_liked", KeptEntry)

_TABS = {
    "posts": _LIST_TAB_POSTS,
    "replies": _LIST_TAB_REPLIES,
    "media": _LIST_TAB_MEDIA,
    "reposts": _LIST_TAB_REPOSTS,
}


async def list_following(
    db: Executor, *, viewer_id: int, before_id: int, after_id: int, page_size: int
) -> list[FeedEntry]:
    """Entries of Following between the two ids, newest first, one more than the page."""
    return await _LIST_FOLLOWING.many(
        db, viewer_id=viewer_id, before_id=before_id, after_id=after_id, page_size=page_size
    )


async def list_following_cards(
    db: Executor,
    *,
    viewer_id: int,
    before_id: int,
    page_size: int,
    with_follows: bool,
    session: SessionKey = NO_SESSION,
) -> FollowingRead:
    """What Following may hold below an id, and who asks for it."""
    first, *others = await _LIST_FOLLOWING_CARDS.records(
        db,
        viewer_id=viewer_id,
        before_id=before_id,
        page_size=page_size,
        with_follows=with_follows,
        **session._asdict(),
    )
    viewer, entry_ids, is_filtered = first[:_PAGE_COLUMNS]
    found = None if viewer is None else SessionRow._make(viewer)
    return FollowingRead(found, tuple(entry_ids), is_filtered, tuple(others))


async def count_following_new(db: Executor, *, viewer_id: int, after_id: int) -> int:
    """How many entries of others came since; 100 is as far as it counts."""
    return int(await _COUNT_FOLLOWING_NEW.value(db, viewer_id=viewer_id, after_id=after_id) or 0)


async def list_catch_up(db: Executor, *, viewer_id: int, after_id: int, days: int, page_size: int) -> list[int]:
    """What mattered in Following after an entry and in these days, the most important first."""
    rows = await _LIST_CATCH_UP.many(db, viewer_id=viewer_id, after_id=after_id, days=days, page_size=page_size)
    return [row.id for row in rows]


async def list_trending(db: Executor, *, scanned: int, days: int, page_size: int) -> list[CandidateRow]:
    """What is popular among the latest public posts."""
    return await _LIST_TRENDING.many(db, scanned=scanned, days=days, page_size=page_size)


async def list_newest(db: Executor, *, viewer_id: int | None, before_id: int, page_size: int) -> list[CandidateRow]:
    """The newest posts that answer nothing, one more than the page."""
    return await _LIST_NEWEST.many(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)


async def list_fresh(db: Executor, *, viewer_id: int | None, after_id: int, page_size: int) -> list[FreshRow]:
    """Posts since the candidates were read, newest first, and the authors whom the viewer is not to see."""
    return await _LIST_FRESH.many(db, viewer_id=viewer_id, after_id=after_id, page_size=page_size)


async def list_tab(
    db: Executor, *, tab: str, viewer_id: int | None, author_id: int, before_id: int, page_size: int
) -> list[FeedEntry]:
    """A profile's tab (posts, replies, media or reposts), newest first, one more than the page."""
    return await _TABS[tab].many(db, viewer_id=viewer_id, author_id=author_id, before_id=before_id, page_size=page_size)


async def list_saved(
    db: Executor, *, viewer_id: int, folder_id: int | None, typed: str | None, before_id: int, page_size: int
) -> list[KeptEntry]:
    """What the viewer saved (in a folder, with words), the last saved first, one more than the page."""
    return await _LIST_SAVED.many(
        db, viewer_id=viewer_id, folder_id=folder_id, typed=typed, before_id=before_id, page_size=page_size
    )


async def list_liked(db: Executor, *, viewer_id: int, before_id: int, page_size: int) -> list[KeptEntry]:
    """What the viewer liked, the last liked first, one more than the page."""
    return await _LIST_LIKED.many(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)
