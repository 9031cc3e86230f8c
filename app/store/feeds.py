"""Feeds as lists of ids; `app/feeds` turns them into what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from app.query import Query
from app.store.posts import POST_COLUMNS, PostRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed; for a repost also what it reposts."""

    id: int
    repost_of_id: int | None


class FollowingRow(NamedTuple):
    """A post of a page of Following: an entry, or what one reposts or quotes."""

    post: PostRow
    is_entry: bool
    # Of all that may be shown, one more than the page where something follows; the same in every row.
    entries_count: int
    # The viewer hides more than muted people and conversations; the same in every row.
    is_filtered: bool

    @classmethod
    def of_columns(cls, columns: Sequence[Any]) -> FollowingRow:
        """The columns of a post come first."""
        return cls(PostRow._make(columns[:POST_COLUMNS]), *columns[POST_COLUMNS:])


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
_LIST_FOLLOWING_CARDS = Query("feeds/list_following_cards", FollowingRow, make=FollowingRow.of_columns)
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
    db: Executor, *, viewer_id: int, before_id: int, page_size: int, with_follows: bool
) -> list[FollowingRow]:
    """What Following may hold below an id, in no order."""
    return await _LIST_FOLLOWING_CARDS.many(
        db, viewer_id=viewer_id, before_id=before_id, page_size=page_size, with_follows=with_follows
    )


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
