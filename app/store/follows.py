"""Follows and follow requests as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import NotFound
from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A visible person as somebody to follow."""

    id: int
    is_private: bool
    followers_count: int
    is_following: bool
    is_requested: bool


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person in a list, and the key by which the list is paged."""

    key: int
    user_id: int


@dataclass(frozen=True, slots=True)
class ChoicesRow:
    """What a follower wants of one followed person."""

    hides_reposts: bool
    hides_quotes: bool
    wants_posts: bool


@dataclass(frozen=True, slots=True)
class LockedRow:
    """A person whose row this transaction holds."""

    id: int


_LOCK_PAIR = Query("follows/lock_pair", LockedRow)
_SELECT_TARGET = Query("follows/select_target", TargetRow)
_INSERT_FOLLOW = Query[None]("follows/insert_follow")
_DELETE_FOLLOW = Query[None]("follows/delete_follow")
_INSERT_REQUEST = Query[None]("follows/insert_request")
_DELETE_REQUEST = Query[None]("follows/delete_request")
_HAS_REQUEST = Query[None]("follows/has_request")
_SELECT_CHOICES = Query("follows/select_choices", ChoicesRow)
_UPDATE_CHOICES = Query("follows/update_choices", ChoicesRow)
_LIST_FOLLOWERS = Query("follows/list_followers", ListedPerson)
_LIST_FOLLOWING = Query("follows/list_following", ListedPerson)
_LIST_REQUESTS = Query("follows/list_requests", ListedPerson)


async def lock_pair(db: Executor, *, one_id: int, other_id: int) -> None:
    """Make other writers about these two people wait until the transaction ends."""
    await _LOCK_PAIR.many(db, one_id=one_id, other_id=other_id)


async def select_target(db: Executor, *, viewer_id: int, user_id: int) -> TargetRow | None:
    """A visible person; None when unknown or not visible."""
    return await _SELECT_TARGET.maybe(db, viewer_id=viewer_id, user_id=user_id)


async def require_target(db: Executor, *, viewer_id: int, user_id: int) -> TargetRow:
    """A visible person.

    Raises:
        NotFound: unknown or not visible.
    """
    target = await select_target(db, viewer_id=viewer_id, user_id=user_id)
    if target is None:
        raise NotFound
    return target


async def insert_follow(db: Executor, *, follower_id: int, followee_id: int) -> bool:
    """Whether the follow is new."""
    return await _INSERT_FOLLOW.none(db, follower_id=follower_id, followee_id=followee_id) > 0


async def delete_follow(db: Executor, *, follower_id: int, followee_id: int) -> bool:
    """Whether there was one."""
    return await _DELETE_FOLLOW.none(db, follower_id=follower_id, followee_id=followee_id) > 0


async def insert_request(db: Executor, *, requester_id: int, target_id: int) -> bool:
    """Whether the request is new."""
    return await _INSERT_REQUEST.none(db, requester_id=requester_id, target_id=target_id) > 0


async def delete_request(db: Executor, *, requester_id: int, target_id: int) -> bool:
    """Whether there was one."""
    return await _DELETE_REQUEST.none(db, requester_id=requester_id, target_id=target_id) > 0


async def has_request(db: Executor, *, requester_id: int, target_id: int) -> bool:
    """Whether the one asked to follow the other."""
    return bool(await _HAS_REQUEST.value(db, requester_id=requester_id, target_id=target_id))


async def select_choices(db: Executor, *, viewer_id: int, user_id: int) -> ChoicesRow | None:
    """What the viewer wants of a person; None when there is no follow."""
    return await _SELECT_CHOICES.maybe(db, viewer_id=viewer_id, user_id=user_id)


async def update_choices(
    db: Executor,
    *,
    viewer_id: int,
    user_id: int,
    hides_reposts: bool | None,
    hides_quotes: bool | None,
    wants_posts: bool | None,
) -> ChoicesRow | None:
    """All choices after the change; None leaves one as it is. None is given when there is no follow."""
    return await _UPDATE_CHOICES.maybe(
        db,
        viewer_id=viewer_id,
        user_id=user_id,
        hides_reposts=hides_reposts,
        hides_quotes=hides_quotes,
        wants_posts=wants_posts,
    )


async def list_followers(
    db: Executor, *, viewer_id: int | None, user_id: int, before_id: int, page_size: int
) -> list[ListedPerson]:
    """Followers from the newest on, one more than the page."""
    return await _LIST_FOLLOWERS.many(
        db, viewer_id=viewer_id, user_id=user_id, before_id=before_id, page_size=page_size
    )


async def list_following(
    db: Executor, *, viewer_id: int | None, user_id: int, before_id: int, page_size: int
) -> list[ListedPerson]:
    """Followed people from the newest on, one more than the page."""
    return await _LIST_FOLLOWING.many(
        db, viewer_id=viewer_id, user_id=user_id, before_id=before_id, page_size=page_size
    )


async def list_requests(db: Executor, *, viewer_id: int, before_id: int, page_size: int) -> list[ListedPerson]:
    """Who asks to follow the viewer, one more than the page."""
    return await _LIST_REQUESTS.many(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)
