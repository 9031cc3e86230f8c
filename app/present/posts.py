"""Posts as pages and JSON show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.present.media import MediaItem, media_items, media_json
from app.present.pages import PostVersion
from app.present.people import Avatar, avatar_of, avatar_url
from app.present.times import full_time, rfc3339, short_count, short_time
from app.text.rich import stored_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.store.posts import PostRow, PostVersionRow

EDIT_SECONDS = 15 * 60


@dataclass(slots=True)
class PostCard:
    """A post as `_post.html` shows it. For a repost, everything but `reposted_by` is the original's."""

    # Id of the entry in its list: the repost's own id where it is one.
    entry_id: int
    id: int
    url: str
    author_id: int
    username: str
    name: str
    author_url: str
    avatar: Avatar
    is_author_private: bool
    body: str
    body_html: str
    time_short: str
    time_full: str
    time_iso: str
    is_edited: bool
    is_reply: bool
    reply_to_username: str | None
    reply_to_url: str | None
    reply_audience: str
    likes_count: int
    comments_count: int
    reposts_count: int
    quotes_count: int
    shares_count: int
    likes: str
    comments: str
    reposts: str
    quotes: str
    shares: str
    is_liked: bool
    is_reposted: bool
    is_saved: bool
    is_own: bool
    can_reply: bool
    can_edit: bool
    media: tuple[MediaItem, ...] = ()
    # Name and address of the person who reposted; None: not a repost.
    reposted_by: str | None = None
    reposted_by_url: str | None = None
    reposted_by_viewer: bool = False
    # The quoted post; None with `quote_unavailable` where it is gone or hidden.
    quote: PostCard | None = None
    quote_unavailable: bool = False
    # A repost whose original is gone or hidden.
    is_unavailable: bool = False
    # Why it is in For you; empty: no reason line.
    reason: str = ""
    # Shows the tag "Author" in a thread.
    is_thread_author: bool = False


def post_url(username: str, post_id: int) -> str:
    """The address of a post's page."""
    return f"/@{username}/post/{post_id}"


def post_cards(
    rows: Iterable[PostRow], post_ids: Sequence[int], *, viewer_id: int | None, now: datetime
) -> list[PostCard]:
    """Cards in the order of `post_ids`; ids without a row (gone, hidden) are left out."""
    by_id = {row.id: row for row in rows}
    return [_entry(by_id[post_id], by_id, viewer_id, now) for post_id in post_ids if post_id in by_id]


def _entry(row: PostRow, by_id: dict[int, PostRow], viewer_id: int | None, now: datetime) -> PostCard:
    if row.repost_of_id is None:
        return _with_quote(row, by_id, viewer_id, now)
    original = by_id.get(row.repost_of_id)
    card = _card(row, viewer_id, now) if original is None else _with_quote(original, by_id, viewer_id, now)
    card.entry_id = row.id
    card.is_unavailable = original is None
    card.reposted_by = row.display_name or row.username
    card.reposted_by_url = f"/@{row.username}"
    card.reposted_by_viewer = row.author_id == viewer_id
    return card


def _with_quote(row: PostRow, by_id: dict[int, PostRow], viewer_id: int | None, now: datetime) -> PostCard:
    card = _card(row, viewer_id, now)
    if row.is_quote:
        quoted = None if row.quote_of_id is None else by_id.get(row.quote_of_id)
        if quoted is None or quoted.repost_of_id is not None:
            card.quote_unavailable = True
        else:
            card.quote = _card(quoted, viewer_id, now)
    return card


def _card(row: PostRow, viewer_id: int | None, now: datetime) -> PostCard:
    is_own = row.author_id == viewer_id
    return PostCard(
        entry_id=row.id,
        id=row.id,
        url=post_url(row.username, row.id),
        author_id=row.author_id,
        username=row.username,
        name=row.display_name or row.username,
        author_url=f"/@{row.username}",
        avatar=avatar_of(row.username, row.display_name, row.avatar_key),
        is_author_private=row.is_private,
        body=row.body,
        body_html=stored_html(row.body_html),
        time_short=short_time(row.created_at, now),
        time_full=full_time(row.created_at),
        time_iso=rfc3339(row.created_at),
        is_edited=row.edited_at is not None,
        is_reply=row.is_reply,
        reply_to_username=row.reply_to_username,
        reply_to_url=None
        if row.reply_to_username is None or row.reply_to_id is None
        else post_url(row.reply_to_username, row.reply_to_id),
        reply_audience=row.reply_audience,
        likes_count=row.likes_count,
        comments_count=row.comments_count,
        reposts_count=row.reposts_count,
        quotes_count=row.quotes_count,
        shares_count=row.shares_count,
        likes=short_count(row.likes_count),
        comments=short_count(row.comments_count),
        reposts=short_count(row.reposts_count),
        quotes=short_count(row.quotes_count),
        shares=short_count(row.shares_count),
        is_liked=row.viewer_liked,
        is_reposted=row.viewer_reposted,
        is_saved=row.viewer_saved,
        is_own=is_own,
        can_reply=row.viewer_can_reply,
        media=media_items(row.media),
        can_edit=is_own and row.repost_of_id is None and (now - row.created_at).total_seconds() < EDIT_SECONDS,
    )


def post_json_list(rows: Iterable[PostRow], post_ids: Sequence[int], *, base_url: str) -> list[dict[str, Any]]:
    """The `post`s of the API in the order of `post_ids`; ids without a row are left out."""
    by_id = {row.id: row for row in rows}
    return [post_json(by_id[post_id], by_id, base_url=base_url) for post_id in post_ids if post_id in by_id]


def post_json(row: PostRow, by_id: dict[int, PostRow], *, base_url: str, depth: int = 0) -> dict[str, Any]:
    """The `post` of the API; what it reposts or quotes is looked up in `by_id`."""
    repost_of = by_id.get(row.repost_of_id) if row.repost_of_id is not None else None
    quote_of = by_id.get(row.quote_of_id) if row.quote_of_id is not None else None
    post: dict[str, Any] = {
        "id": str(row.id),
        "url": base_url + post_url(row.username, row.id),
        "author": _author_json(row),
        "body": row.body,
        "body_html": row.body_html,
        "created_at": rfc3339(row.created_at),
        "edited_at": None if row.edited_at is None else rfc3339(row.edited_at),
        "reply_to_id": None if row.reply_to_id is None else str(row.reply_to_id),
        "root_id": str(row.root_id),
        "reply_audience": row.reply_audience,
        "repost_of": None,
        "quote_of": None,
        "unavailable": (row.repost_of_id is not None and repost_of is None) or (row.is_quote and quote_of is None),
        "media": [media_json(item) for item in media_items(row.media)],
        "likes_count": row.likes_count,
        "comments_count": row.comments_count,
        "reposts_count": row.reposts_count,
        "quotes_count": row.quotes_count,
        "shares_count": row.shares_count,
        "viewer": {"liked": row.viewer_liked, "reposted": row.viewer_reposted, "saved": row.viewer_saved},
    }
    # A repost shows its original, and that its quote: no deeper.
    if depth < 2:
        if repost_of is not None:
            post["repost_of"] = post_json(repost_of, by_id, base_url=base_url, depth=depth + 1)
        if quote_of is not None:
            post["quote_of"] = post_json(quote_of, by_id, base_url=base_url, depth=2)
    return post


def version_json(row: PostVersionRow) -> dict[str, Any]:
    """One text of a post, in the API."""
    return {"body": row.body, "body_html": row.body_html, "written_at": rfc3339(row.written_at)}


def post_version(row: PostVersionRow) -> PostVersion:
    """One text of a post, for a page."""
    return PostVersion(stored_html(row.body_html), full_time(row.written_at), rfc3339(row.written_at))


def closed_reason(post: PostCard, ancestors: Sequence[PostCard]) -> str:
    """Why this person cannot answer a post: its own audience, or that of the conversation's first post."""
    for card in (post, *ancestors[:1]):
        if card.reply_audience == "following":
            return f"Only people @{card.username} follows can reply."
        if card.reply_audience == "mentioned":
            return f"Only people @{card.username} mentions can reply."
    return "Not everyone can reply to this."


def _author_json(row: PostRow) -> dict[str, Any]:
    return {
        "id": str(row.author_id),
        "username": row.username,
        "display_name": row.display_name,
        "bio": row.bio,
        "link": row.link,
        "avatar_url": avatar_url(row.avatar_key),
        "is_private": row.is_private,
        "created_at": rfc3339(row.author_created_at),
        "viewer": {
            "following": row.viewer_following,
            "requested": row.viewer_requested,
            "followed_by": row.viewer_followed_by,
            "blocking": False,
            "muting": row.viewer_muting,
        },
    }
