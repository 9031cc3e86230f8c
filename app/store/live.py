"""What the live layer asks the database: waiting events, and who of the listeners may hear of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A committed event; `data` is JSON text."""

    id: int
    type: str
    data: str


@dataclass(frozen=True, slots=True)
class ListenersRow:
    """A new post, its author's face, and the listeners in whose Following it is."""

    post_id: int
    author_id: int
    repost_of_id: int | None
    username: str
    display_name: str
    avatar_key: str | None
    viewer_ids: list[int]


@dataclass(frozen=True, slots=True)
class CountsRow:
    """A post's counters and the subscribers who may see them."""

    post_id: int
    likes_count: int
    comments_count: int
    reposts_count: int
    quotes_count: int
    shares_count: int
    viewer_ids: list[int]


@dataclass(frozen=True, slots=True)
class ReplyListenersRow:
    """A new reply and who may see it; `quote_hidden_ids` are those who may not see what it quotes."""

    reply_id: int
    post_id: int
    author_id: int
    viewer_ids: list[int]
    quote_hidden_ids: list[int]


@dataclass(frozen=True, slots=True)
class UpdateListenersRow:
    """An edited post's text and who is to see it."""

    post_id: int
    body_html: str
    edited_at: datetime | None
    viewer_ids: list[int]


@dataclass(frozen=True, slots=True)
class DeletionListenersRow:
    """A deleted post and who is to be told."""

    post_id: int
    viewer_ids: list[int]


@dataclass(frozen=True, slots=True)
class IdRow:
    """An id."""

    id: int


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A person who listens to a post."""

    post_id: int
    viewer_id: int


@dataclass(frozen=True, slots=True)
class ModeratorRow:
    """A listener who is told of reports, and how many are open."""

    id: int
    open_count: int


_DELETE_OUTBOX = Query("live/delete_outbox", OutboxRow)
_LIST_LISTENERS = Query("live/list_listeners", ListenersRow)
_LIST_COUNTS = Query("live/list_counts", CountsRow)
_LIST_REPLY_LISTENERS = Query("live/list_reply_listeners", ReplyListenersRow)
_LIST_UPDATE_LISTENERS = Query("live/list_update_listeners", UpdateListenersRow)
_LIST_DELETION_LISTENERS = Query("live/list_deletion_listeners", DeletionListenersRow)
_LIST_VISIBLE_IDS = Query("live/list_visible_ids", IdRow)
_LIST_LOST_SUBSCRIPTIONS = Query("live/list_lost_subscriptions", SubscriptionRow)
_LIST_MODERATORS = Query("live/list_moderators", ModeratorRow)
_LIST_ENDED_SESSIONS = Query("live/list_ended_sessions", IdRow)


async def delete_outbox(db: Executor, *, min_age_seconds: float, batch_size: int) -> list[OutboxRow]:
    """Take waiting events, in the order in which they were written."""
    rows = await _DELETE_OUTBOX.many(db, min_age_seconds=min_age_seconds, batch_size=batch_size)
    return sorted(rows, key=lambda row: row.id)


async def list_listeners(
    db: Executor, *, post_ids: Sequence[int], author_ids: Sequence[int], viewer_ids: Sequence[int]
) -> list[ListenersRow]:
    """Who of the viewers has these new posts in Following."""
    return await _LIST_LISTENERS.many(
        db, post_ids=list(post_ids), author_ids=list(author_ids), viewer_ids=list(viewer_ids)
    )


async def list_counts(db: Executor, *, post_ids: Sequence[int], viewer_ids: Sequence[int]) -> list[CountsRow]:
    """Counters for pairs of post and subscriber, as far as the subscriber may see the post."""
    return await _LIST_COUNTS.many(db, post_ids=list(post_ids), viewer_ids=list(viewer_ids))


async def list_reply_listeners(
    db: Executor, *, reply_ids: Sequence[int], viewer_ids: Sequence[int]
) -> list[ReplyListenersRow]:
    """Who may see a new reply, of pairs of reply and listener."""
    return await _LIST_REPLY_LISTENERS.many(db, reply_ids=list(reply_ids), viewer_ids=list(viewer_ids))


async def list_update_listeners(
    db: Executor,
    *,
    post_ids: Sequence[int],
    author_ids: Sequence[int],
    subscribed_post_ids: Sequence[int],
    subscriber_ids: Sequence[int],
    viewer_ids: Sequence[int],
) -> list[UpdateListenersRow]:
    """Who is to see these edits."""
    return await _LIST_UPDATE_LISTENERS.many(
        db,
        post_ids=list(post_ids),
        author_ids=list(author_ids),
        subscribed_post_ids=list(subscribed_post_ids),
        subscriber_ids=list(subscriber_ids),
        viewer_ids=list(viewer_ids),
    )


async def list_deletion_listeners(
    db: Executor,
    *,
    post_ids: Sequence[int],
    author_ids: Sequence[int],
    subscribed_post_ids: Sequence[int],
    subscriber_ids: Sequence[int],
    viewer_ids: Sequence[int],
) -> list[DeletionListenersRow]:
    """Who is to be told that these posts are gone."""
    return await _LIST_DELETION_LISTENERS.many(
        db,
        post_ids=list(post_ids),
        author_ids=list(author_ids),
        subscribed_post_ids=list(subscribed_post_ids),
        subscriber_ids=list(subscriber_ids),
        viewer_ids=list(viewer_ids),
    )


async def list_visible_ids(db: Executor, *, viewer_id: int, post_ids: Sequence[int]) -> set[int]:
    """The posts among these that the viewer may see."""
    return {row.id for row in await _LIST_VISIBLE_IDS.many(db, viewer_id=viewer_id, post_ids=list(post_ids))}


async def list_ended_sessions(db: Executor, *, session_ids: Sequence[int], max_days: int) -> list[int]:
    """The sessions among these that are over."""
    rows = await _LIST_ENDED_SESSIONS.many(db, session_ids=list(session_ids), max_days=max_days)
    return [row.id for row in rows]


async def list_lost_subscriptions(
    db: Executor, *, author_ids: Sequence[int], post_ids: Sequence[int], viewer_ids: Sequence[int]
) -> list[SubscriptionRow]:
    """Pairs of post and listener, among these, that have to end."""
    return await _LIST_LOST_SUBSCRIPTIONS.many(
        db, author_ids=list(author_ids), post_ids=list(post_ids), viewer_ids=list(viewer_ids)
    )


async def list_moderators(db: Executor, *, viewer_ids: Sequence[int]) -> list[ModeratorRow]:
    """The moderators and operators among these people."""
    return await _LIST_MODERATORS.many(db, viewer_ids=list(viewer_ids))
