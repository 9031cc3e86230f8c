"""Conversations as rows: what a post answers, and what answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor

# Above every number of likes: the key of "from the start" in a list by likes.
MOST_LIKES = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A post on the way from the one that is read up to the root."""

    id: int
    author_id: int
    is_cut_off: bool
    is_visible: bool
    # The rest is false for all but the post that is read.
    is_followed: bool
    is_hidden_reply: bool
    has_hidden_replies: bool
    is_closed_to_quotes: bool


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply and where it stands: its group, or its likes."""

    position: int
    id: int


@dataclass(frozen=True, slots=True)
class HideableRow:
    """A visible post, and whether the viewer may hide it from a conversation of theirs."""

    id: int
    can_hide: bool


_DELETE_FOLLOW: Query[None] = Query("threads/delete_follow")
_DELETE_HIDDEN: Query[None] = Query("threads/delete_hidden")
_DELETE_MUTE: Query[None] = Query("threads/delete_mute")
_INSERT_FOLLOW: Query[None] = Query("threads/insert_follow")
_INSERT_HIDDEN: Query[None] = Query("threads/insert_hidden")
_INSERT_MUTE: Query[None] = Query("threads/insert_mute")
_LIST_CHAIN = Query("threads/list_chain", ChainRow)
_LIST_REPLIES = Query("threads/list_replies", ReplyRow)
_LIST_TOP_REPLIES = Query("threads/list_top_replies", ReplyRow)
_SELECT_REPLY = Query("threads/select_reply", HideableRow)


async def list_chain(db: Executor, *, viewer_id: int | None, post_id: int) -> list[ChainRow]:
    """The post (for a repost its original) and what it answers, upwards; empty when unknown or not visible."""
    return await _LIST_CHAIN.many(db, viewer_id=viewer_id, post_id=post_id)


async def list_replies(
    db: Executor,
    *,
    viewer_id: int | None,
    post_id: int,
    author_id: int,
    after_position: int,
    after_id: int,
    page_size: int,
    is_hidden: bool,
) -> list[ReplyRow]:
    """Visible direct replies: the author's own (position 0), then the others (1), each oldest first.

    Args:
        is_hidden: whether those are wanted that the author hides, or the others.
    """
    return await _LIST_REPLIES.many(
        db,
        viewer_id=viewer_id,
        post_id=post_id,
        author_id=author_id,
        after_position=after_position,
        after_id=after_id,
        page_size=page_size,
        is_hidden=is_hidden,
    )


async def list_top_replies(
    db: Executor,
    *,
    viewer_id: int | None,
    post_id: int,
    after_position: int,
    after_id: int,
    page_size: int,
    is_hidden: bool,
) -> list[ReplyRow]:
    """Visible direct replies by likes; `position` is the number of likes, `is_hidden` as above."""
    return await _LIST_TOP_REPLIES.many(
        db,
        viewer_id=viewer_id,
        post_id=post_id,
        after_position=after_position,
        after_id=after_id,
        page_size=page_size,
        is_hidden=is_hidden,
    )


async def insert_mute(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Mute the conversation of a post, as far as the post is visible; twice changes nothing."""
    await _INSERT_MUTE.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_mute(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Hear of the conversation of a post again."""
    await _DELETE_MUTE.none(db, viewer_id=viewer_id, post_id=post_id)


async def insert_follow(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Follow the conversation of a post, as far as the post is visible; twice changes nothing."""
    await _INSERT_FOLLOW.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_follow(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Follow the conversation of a post no longer."""
    await _DELETE_FOLLOW.none(db, viewer_id=viewer_id, post_id=post_id)


async def can_hide(db: Executor, *, viewer_id: int, post_id: int) -> bool:
    """Whether a post is somebody else's reply in a conversation, or to a post, of the viewer."""
    row = await _SELECT_REPLY.maybe(db, viewer_id=viewer_id, post_id=post_id)
    return row is not None and row.can_hide


async def insert_hidden(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Hide a reply from its conversation; twice changes nothing."""
    await _INSERT_HIDDEN.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_hidden(db: Executor, *, post_id: int) -> None:
    """Show a hidden reply in its conversation again."""
    await _DELETE_HIDDEN.none(db, post_id=post_id)
