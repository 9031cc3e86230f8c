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
_INSERT_LINK_CARD: Query[None] = Query("demo/insert_link_card")
_INSERT_SEEN_POSTS: Query[None] = Query("demo/insert_seen_posts")
_UPDATE_NOTIFICATION_TIMES: Query[None] = Query("demo/update_notification_times")
_UPDATE_NOTIFICATIONS_READ: Query[None] = Query("demo/update_notifications_read")


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
    content_note: str,
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
            content_note=content_note,
            minutes_ago=minutes_ago,
            reply_to_id=reply_to_id,
            repost_of_id=repost_of_id,
            quote_of_id=quote_of_id,
        ),
    )


async def insert_follows(db: Executor, *, follower_id: int, followee_ids: Sequence[int]) -> None:
    """One person follows several."""
    await _INSERT_FOLLOWS.none(db, follower_id=follower_id, followee_ids=list(followee_ids))


async def insert_likes(db: Executor, *, post_id: int, user_ids: Sequence[int], minutes_ago: Sequence[int]) -> None:
    """Several people like one post, each at a time of their own."""
    await _INSERT_LIKES.none(db, post_id=post_id, user_ids=list(user_ids), minutes_ago=list(minutes_ago))


async def insert_topics(db: Executor, *, post_id: int, topics: Sequence[str]) -> None:
    """The topics of one post."""
    await _INSERT_TOPICS.none(db, post_id=post_id, topics=list(topics))


async def insert_mentions(db: Executor, *, post_id: int, usernames: Sequence[str]) -> None:
    """The people whom one post mentions."""
    await _INSERT_MENTIONS.none(db, post_id=post_id, usernames=list(usernames))


async def insert_link_card(
    db: Executor, *, post_id: int, url: str, site_name: str, title: str, description: str
) -> None:
    """The card of a post's link."""
    await _INSERT_LINK_CARD.none(
        db, post_id=post_id, url=url, site_name=site_name, title=title, description=description
    )


async def insert_seen_posts(db: Executor, *, user_id: int) -> None:
    """What somebody likes has been seen, so that For you shows the rest."""
    await _INSERT_SEEN_POSTS.none(db, user_id=user_id)


async def update_notification_times(db: Executor) -> None:
    """What demo people were told of is as old as the act itself."""
    await _UPDATE_NOTIFICATION_TIMES.none(db)


async def update_notifications_read(db: Executor, *, user_id: int, minutes_ago: int) -> None:
    """What somebody was told of more than some minutes ago is read."""
    await _UPDATE_NOTIFICATIONS_READ.none(db, user_id=user_id, minutes_ago=minutes_ago)
