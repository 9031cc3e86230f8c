"""Posts as JSON; and as JSON text, kept in the process under the stamps of all the rows that it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from app.kept import Kept
from app.present.media import media_items, media_json
from app.present.people import picture_url
from app.present.post_parts import link_card_json, poll_json
from app.present.posts import post_url
from app.present.times import rfc3339
from app.store.post_rows import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.store.post_rows import PostRow
    from app.store.posts import PostVersionRow

# About 3 KB each.
KEPT_POSTS = 4_000

_kept: Kept[bytes] = Kept(KEPT_POSTS)


def post_json_list(rows: Iterable[PostRow], post_ids: Sequence[int], *, base_url: str) -> list[dict[str, Any]]:
    """The `post`s of the API in the order of `post_ids`; ids without a row are left out."""
    by_id = {row.id: row for row in rows}
    return [post_json(by_id[post_id], by_id, base_url=base_url) for post_id in post_ids if post_id in by_id]


def post_json(row: PostRow, by_id: dict[int, PostRow], *, base_url: str, depth: int = 0) -> dict[str, Any]:
    """The `post` of the API; what it reposts or quotes is looked up in `by_id`."""
    stamp, content = row
    repost_of = by_id.get(row.repost_of_id) if row.repost_of_id is not None else None
    quote_of = by_id.get(row.quote_of_id) if row.quote_of_id is not None else None
    post: dict[str, Any] = {
        "id": str(row.id),
        "url": base_url + post_url(content.username, row.id),
        "author": _author_json(row),
        "body": content.body,
        "body_html": content.body_html,
        "created_at": rfc3339(content.created_at),
        "edited_at": None if content.edited_at is None else rfc3339(content.edited_at),
        "reply_to_id": None if content.reply_to_id is None else str(content.reply_to_id),
        "root_id": str(content.root_id),
        "reply_audience": content.reply_audience,
        "repost_of": None,
        "quote_of": None,
        "unavailable": False,
        "media": [media_json(item) for item in media_items(stamp.media)],
        "content_note": content.content_note,
        "link_card": link_card_json(stamp.link_card),
        "poll": poll_json(stamp.poll, stamp.viewer_choices),
        "likes_count": content.likes_count,
        "comments_count": content.comments_count,
        "reposts_count": content.reposts_count,
        "quotes_count": content.quotes_count,
        "shares_count": content.shares_count,
        "is_held": content.held_for_id is not None,
        "viewer": {"liked": row.has(Mark.LIKED), "reposted": row.has(Mark.REPOSTED), "saved": row.has(Mark.SAVED)},
    }
    # A repost shows its original, and that its quote. What that one quotes is not read: nothing is told of it.
    if depth < 2:
        has_reposted, has_quoted = row.repost_of_id is not None, content.is_quote
        post["unavailable"] = (has_reposted and repost_of is None) or (has_quoted and quote_of is None)
        if repost_of is not None:
            post["repost_of"] = post_json(repost_of, by_id, base_url=base_url, depth=depth + 1)
        if quote_of is not None:
            post["quote_of"] = post_json(quote_of, by_id, base_url=base_url, depth=2)
    return post


def version_json(row: PostVersionRow) -> dict[str, Any]:
    """One text of a post, in the API."""
    return {"body": row.body, "body_html": row.body_html, "written_at": rfc3339(row.written_at)}


def post_fragments(
    rows: Iterable[PostRow], post_ids: Sequence[int], *, base_url: str, more: dict[int, dict[str, Any]] | None = None
) -> list[orjson.Fragment]:
    """The `post`s of the API in the order of `post_ids`; ids without a row are left out.

    Args:
        more: further fields of single posts, as the reason in For you.
    """
    by_id = {row.id: row for row in rows}
    texts = [(post_id, _text(by_id[post_id], by_id, base_url)) for post_id in post_ids if post_id in by_id]
    if more is None:
        return [orjson.Fragment(text) for _, text in texts]
    return [orjson.Fragment(_with_fields(text, more[post_id])) for post_id, text in texts]


def _text(row: PostRow, by_id: dict[int, PostRow], base_url: str) -> bytes:
    original = by_id.get(row.repost_of_id) if row.repost_of_id is not None else None
    quoting = original or row
    quoted = by_id.get(quoting.quote_of_id) if quoting.quote_of_id is not None else None
    stamps = (row.stamp, original and original.stamp, quoted and quoted.stamp)
    return _kept.get((stamps, base_url), lambda: orjson.dumps(post_json(row, by_id, base_url=base_url)))


def _with_fields(text: bytes, fields: dict[str, Any]) -> bytes:
    return text[:-1] + b"," + orjson.dumps(fields)[1:]


def _author_json(row: PostRow) -> dict[str, Any]:
    author = row.content
    return {
        "id": str(author.author_id),
        "username": author.username,
        "display_name": author.display_name,
        "bio": author.bio,
        "link": author.link,
        "avatar_url": picture_url(author.avatar_key),
        "is_private": author.is_private,
        "created_at": rfc3339(author.author_created_at),
        "viewer": {
            "following": row.has(Mark.FOLLOWING),
            "requested": row.has(Mark.REQUESTED),
            "followed_by": row.has(Mark.FOLLOWED_BY),
            "blocking": False,
            "muting": row.has(Mark.MUTING),
        },
    }
