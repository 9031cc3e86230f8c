"""Demo data: rows with a time of their own, so that a first look is alive."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor

_INSERT_USER: Query[None] = Query("demo/insert_user")
_INSERT_POST: Query[None] = Query("demo/insert_post")
_INSERT_FOLLOWS: Query[None] = Query("demo/insert_follows")
_INSERT_LIKES: Query[None] = Query("demo/insert_likes")
_INSERT_TOPICS: Query[None] = Query("demo/insert_topics")
_INSERT_MENTIONS: Query[None] = Query("demo/insert_mentions")


async def insert_user(
    db: Executor,
    *,
    username: str,
    email: str,
    password_hash: str | None,
    display_name: str,
    bio: str,
    bio_html: str,
    link: str,
) -> int | None:
    """The new person's id; None when the name is taken already."""
    return cast(
        "int | None",
        await _INSERT_USER.value(
            db,
            username=username,
            email=email,
            password_hash=password_hash,
            display_name=display_name,
            bio=bio,
            bio_html=bio_html,
            link=link,
        ),
    )


async def insert_post(
    db: Executor,
    *,
    author_id: int,
    body: str,
    body_html: str,
    minutes_ago: int,
    reply_to_id: int | None,
    repost_of_id: int | None,
    quote_of_id: int | None,
) -> int:
    """The new post's id."""
    return cast(
        "int",
        await _INSERT_POST.value(
            db,
            author_id=author_id,
            body=body,
            body_html=body_html,
            minutes_ago=minutes_ago,
            reply_to_id=reply_to_id,
            repost_of_id=repost_of_id,
            quote_of_id=quote_of_id,
        ),
    )


async def insert_follows(db: Executor, *, follower_id: int, followee_ids: Sequence[int]) -> None:
    """One person follows several."""
    await _INSERT_FOLLOWS.none(db, follower_id=follower_id, followee_ids=list(followee_ids))


async def insert_likes(db: Executor, *, post_id: int, user_ids: Sequence[int]) -> None:
    """Several people like one post."""
    await _INSERT_LIKES.none(db, post_id=post_id, user_ids=list(user_ids))


async def insert_topics(db: Executor, *, post_id: int, topics: Sequence[str]) -> None:
    """The topics of one post."""
    await _INSERT_TOPICS.none(db, post_id=post_id, topics=list(topics))


async def insert_mentions(db: Executor, *, post_id: int, usernames: Sequence[str]) -> None:
    """The people whom one post mentions."""
    await _INSERT_MENTIONS.none(db, post_id=post_id, usernames=list(usernames))
