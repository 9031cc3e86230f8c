"""Polls as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class PollRow:
    """What a vote has to know."""

    options_count: int
    is_multiple: bool
    is_ended: bool


_INSERT_POLL: Query[None] = Query("polls/insert_poll")
_SELECT_POLL = Query("polls/select_poll", PollRow)
_INSERT_VOTE: Query[None] = Query("polls/insert_vote")
_CLOSE_POLL: Query[None] = Query("polls/close_poll")


async def insert_poll(
    db: Executor, *, post_id: int, options: Sequence[str], is_multiple: bool, duration_minutes: int
) -> None:
    """Give a post its poll, which the worker closes at its end."""
    await _INSERT_POLL.none(
        db, post_id=post_id, options=list(options), is_multiple=is_multiple, duration_minutes=duration_minutes
    )


async def select_poll(db: Executor, *, viewer_id: int, post_id: int) -> PollRow | None:
    """The poll of a visible post."""
    return await _SELECT_POLL.maybe(db, viewer_id=viewer_id, post_id=post_id)


async def insert_vote(db: Executor, *, viewer_id: int, post_id: int, choices: Sequence[int]) -> bool:
    """Keep a vote; False when this person voted before."""
    return await _INSERT_VOTE.none(db, viewer_id=viewer_id, post_id=post_id, choices=list(choices)) > 0


async def close_poll(db: Executor, *, post_id: int) -> bool:
    """Tell author and voters of the result; False when it is not over, or they were told."""
    closed: bool = await _CLOSE_POLL.value(db, post_id=post_id)
    return closed
