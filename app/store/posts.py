"""Posts: acts on them, and writing. What cards show is read by app/store/post_rows.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.errors import NotFound
from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The post that an act means: the original where the id in the address is a repost's."""

    id: int
    author_id: int
    username: str
    entry_author_id: int
    likes_count: int
    reposts_count: int
    shares_count: int
    is_repost: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Whose a post or repost is."""

    author_id: int
    is_repost: bool


@dataclass(frozen=True, slots=True)
class ReplyTargetRow:
    """The post that a reply answers."""

    id: int
    can_reply: bool


@dataclass(frozen=True, slots=True)
class MentionableRow:
    """Somebody whom a text mentions."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class OwnPostRow:
    """One's own post under edit."""

    body: str
    is_repost: bool
    is_more_than_text: bool
    is_editable: bool


@dataclass(frozen=True, slots=True)
class PostVersionRow:
    """A text of a post: the present one (with the highest of all ids), or one that it had until an edit."""

    id: int
    body: str
    body_html: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class PostIdRow:
    """A post in a list."""

    id: int


_SELECT_TARGET = Query("posts/select_target", TargetRow)
_SELECT_ENTRY = Query("posts/select_entry", EntryRow)
_SELECT_REPLY_TARGET = Query("posts/select_reply_target", ReplyTargetRow)
_LIST_MENTIONABLE = Query("posts/list_mentionable", MentionableRow)
_INSERT_POST: Query[None] = Query("posts/insert_post")
_LOCK_OWN = Query("posts/lock_own", OwnPostRow)
_UPDATE_BODY: Query[None] = Query("posts/update_body")
_DELETE_OWN: Query[None] = Query("posts/delete_own")
_LIST_VERSIONS = Query("posts/list_versions", PostVersionRow)
_LIST_QUOTES = Query("posts/list_quotes", PostIdRow)


async def select_target(db: Executor, *, viewer_id: int | None, post_id: int) -> TargetRow | None:
    """The visible post that an act on this id means; None when unknown or not visible."""
    return await _SELECT_TARGET.maybe(db, viewer_id=viewer_id, post_id=post_id)


async def require_target(db: Executor, *, viewer_id: int | None, post_id: int, message: str | None = None) -> TargetRow:
    """The visible post that an act on this id means: the original of a repost (SPEC, Decided 3).

    Raises:
        NotFound: unknown or not visible; it says the `message`.
    """
    target = await select_target(db, viewer_id=viewer_id, post_id=post_id)
    if target is None:
        raise NotFound(message)
    return target


async def select_entry(db: Executor, *, viewer_id: int | None, post_id: int) -> EntryRow | None:
    """Whose this visible post or repost is; None when unknown or not visible."""
    return await _SELECT_ENTRY.maybe(db, viewer_id=viewer_id, post_id=post_id)


async def select_reply_target(db: Executor, *, viewer_id: int, post_id: int) -> ReplyTargetRow | None:
    """The visible post that a reply to this id answers; None when unknown or not visible."""
    return await _SELECT_REPLY_TARGET.maybe(db, viewer_id=viewer_id, post_id=post_id)


async def list_mentionable(db: Executor, *, viewer_id: int, usernames: Sequence[str]) -> list[MentionableRow]:
    """The visible people among these (lower-case) names."""
    return await _LIST_MENTIONABLE.many(db, viewer_id=viewer_id, usernames=list(usernames))


async def insert_post(
    db: Executor,
    *,
    author_id: int,
    body: str,
    body_html: str,
    reply_to_id: int | None,
    quote_of_id: int | None,
    reply_audience: str,
    content_note: str,
    mentioned_ids: Sequence[int],
    topics: Sequence[str],
) -> int:
    """Write a post with its mentions and topics; gives its id."""
    post_id: int = await _INSERT_POST.value(
        db,
        author_id=author_id,
        body=body,
        body_html=body_html,
        reply_to_id=reply_to_id,
        quote_of_id=quote_of_id,
        reply_audience=reply_audience,
        content_note=content_note,
        mentioned_ids=list(mentioned_ids),
        topics=list(topics),
    )
    return post_id


async def lock_own(db: Executor, *, author_id: int, post_id: int, edit_window_minutes: int) -> OwnPostRow | None:
    """One's own post, locked until the transaction ends; None when it is not one's own or deleted."""
    return await _LOCK_OWN.maybe(db, author_id=author_id, post_id=post_id, edit_window_minutes=edit_window_minutes)


async def update_body(
    db: Executor, *, post_id: int, body: str, body_html: str, mentioned_ids: Sequence[int], topics: Sequence[str]
) -> None:
    """Give a post another text, with the mentions and topics of that text."""
    await _UPDATE_BODY.none(
        db, post_id=post_id, body=body, body_html=body_html, mentioned_ids=list(mentioned_ids), topics=list(topics)
    )


async def delete_own(db: Executor, *, author_id: int, post_id: int) -> bool:
    """Delete one's own post or repost; False when there is no such one."""
    return await _DELETE_OWN.none(db, author_id=author_id, post_id=post_id) > 0


async def list_versions(
    db: Executor, *, viewer_id: int | None, post_id: int, before_id: int, page_size: int
) -> list[PostVersionRow]:
    """The texts of a visible post, newest first, below the id of an edit."""
    return await _LIST_VERSIONS.many(db, viewer_id=viewer_id, post_id=post_id, before_id=before_id, page_size=page_size)


async def list_quotes(
    db: Executor, *, viewer_id: int | None, post_id: int, before_id: int, page_size: int
) -> list[PostIdRow]:
    """Visible posts that quote this one, newest first."""
    return await _LIST_QUOTES.many(db, viewer_id=viewer_id, post_id=post_id, before_id=before_id, page_size=page_size)
