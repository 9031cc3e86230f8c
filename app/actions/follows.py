"""Following, asking to follow, and what the followed person does about it.

Every act locks both people first, in one order: acts about the same two wait for each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import Invalid, NotFound
from app.store import accounts, follows

if TYPE_CHECKING:
    from app.db import Connection, Database, Executor
    from app.store.follows import ChoicesRow, TargetRow


@dataclass(frozen=True, slots=True)
class FollowState:
    """How the viewer stands to a person after the act; the count is None where it is hidden."""

    following: bool
    requested: bool
    followers_count: int | None


async def follow_user(database: Database, *, viewer_id: int, user_id: int) -> FollowState:
    """Follow somebody, or ask to where the account is private. Twice is harmless.

    Raises:
        Invalid: oneself.
        NotFound: unknown or not visible.
    """
    if user_id == viewer_id:
        raise Invalid("You can't follow yourself.")
    async with database.transaction() as db:
        target = await _lock_target(db, viewer_id, user_id)
        if not target.is_following:
            if target.is_private:
                await follows.insert_request(db, requester_id=viewer_id, target_id=user_id)
            else:
                # First the request: an open one would make the follow look like an accepted request.
                await follows.delete_request(db, requester_id=viewer_id, target_id=user_id)
                await follows.insert_follow(db, follower_id=viewer_id, followee_id=user_id)
        return await _state(db, viewer_id, user_id)


async def unfollow_user(database: Database, *, viewer_id: int, user_id: int) -> FollowState:
    """Follow no longer, and take an open request back. Twice is harmless.

    Raises:
        Invalid: oneself.
        NotFound: unknown or not visible.
    """
    if user_id == viewer_id:
        raise Invalid("You can't unfollow yourself.")
    async with database.transaction() as db:
        await _lock_target(db, viewer_id, user_id)
        await follows.delete_request(db, requester_id=viewer_id, target_id=user_id)
        await follows.delete_follow(db, follower_id=viewer_id, followee_id=user_id)
        return await _state(db, viewer_id, user_id)


async def load_choices(db: Executor, *, viewer_id: int, user_id: int) -> ChoicesRow:
    """What the viewer wants of somebody they follow.

    Raises:
        NotFound: the viewer follows nobody with this id.
    """
    choices = await follows.select_choices(db, viewer_id=viewer_id, user_id=user_id)
    if choices is None:
        raise NotFound
    return choices


async def choose_of_followed(
    database: Database,
    *,
    viewer_id: int,
    user_id: int,
    hides_reposts: bool | None = None,
    hides_quotes: bool | None = None,
    wants_posts: bool | None = None,
) -> ChoicesRow:
    """Set what the viewer wants of somebody they follow; None leaves a choice as it is. Gives all of them.

    Unfollowing forgets them.

    Raises:
        NotFound: the viewer follows nobody with this id.
    """
    async with database.transaction() as db:
        choices = await follows.update_choices(
            db,
            viewer_id=viewer_id,
            user_id=user_id,
            hides_reposts=hides_reposts,
            hides_quotes=hides_quotes,
            wants_posts=wants_posts,
        )
    if choices is None:
        raise NotFound
    return choices


async def remove_follower(database: Database, *, viewer_id: int, user_id: int) -> None:
    """End somebody's following of the viewer.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await _lock_target(db, viewer_id, user_id)
        await follows.delete_follow(db, follower_id=user_id, followee_id=viewer_id)


async def accept_request(database: Database, *, viewer_id: int, user_id: int) -> None:
    """Let somebody follow who asked to; the trigger tells them.

    Raises:
        NotFound: they did not ask, or are not visible.
    """
    async with database.transaction() as db:
        await _lock_target(db, viewer_id, user_id)
        if not await follows.has_request(db, requester_id=user_id, target_id=viewer_id):
            raise NotFound("There is no such request.")
        await follows.insert_follow(db, follower_id=user_id, followee_id=viewer_id)
        await follows.delete_request(db, requester_id=user_id, target_id=viewer_id)


async def decline_request(database: Database, *, viewer_id: int, user_id: int) -> None:
    """Turn a request down, without a word to the one who asked. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await _lock_target(db, viewer_id, user_id)
        await follows.delete_request(db, requester_id=user_id, target_id=viewer_id)


async def accept_all_requests(database: Database, *, viewer_id: int) -> None:
    """Let everybody follow who asked to; the triggers tell them."""
    async with database.transaction() as db:
        await accounts.lock_with_requesters(db, user_id=viewer_id)
        await accounts.accept_all_requests(db, user_id=viewer_id)
        await accounts.delete_all_requests(db, user_id=viewer_id)


async def _lock_target(db: Connection, viewer_id: int, user_id: int) -> TargetRow:
    await follows.lock_pair(db, one_id=viewer_id, other_id=user_id)
    return await follows.require_target(db, viewer_id=viewer_id, user_id=user_id)


async def _state(db: Connection, viewer_id: int, user_id: int) -> FollowState:
    target = await follows.require_target(db, viewer_id=viewer_id, user_id=user_id)
    is_readable = target.is_following or not target.is_private
    return FollowState(target.is_following, target.is_requested, target.followers_count if is_readable else None)
