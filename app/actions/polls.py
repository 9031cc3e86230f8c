"""Polls: what one may ask, and voting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.errors import Conflict, Invalid, NotFound
from app.store import polls, posts
from app.text.normalise import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Database

MIN_OPTIONS, MAX_OPTIONS = 2, 4
MAX_OPTION_CHARACTERS = 80
MIN_MINUTES, MAX_MINUTES = 5, 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class NewPoll:
    """A poll to publish with a post."""

    options: tuple[str, ...]
    duration_minutes: int = 24 * 60
    is_multiple: bool = False


def clean_poll(poll: NewPoll) -> NewPoll:
    """The poll as it is stored.

    Raises:
        Invalid: too few or too many options, an empty, too long or repeated one, or a duration out of range.
    """
    options = tuple(clean_line(option, "poll", MAX_OPTION_CHARACTERS) for option in poll.options)
    if not MIN_OPTIONS <= len(options) <= MAX_OPTIONS or not all(options):
        raise Invalid(poll=f"A poll has {MIN_OPTIONS} to {MAX_OPTIONS} choices.")
    if len({option.casefold() for option in options}) < len(options):
        raise Invalid(poll="Two choices are the same.")
    if not MIN_MINUTES <= poll.duration_minutes <= MAX_MINUTES:
        raise Invalid(poll="A poll is open for 5 minutes to 7 days.")
    return replace(poll, options=options)


async def vote(database: Database, *, viewer_id: int, post_id: int, choices: Sequence[int]) -> int:
    """Vote in the poll of a visible post; gives the id of the post (the original of a repost).

    Raises:
        NotFound: the post is unknown or not visible, or has no poll.
        Invalid: no choice, or one that there is not, or several where one is allowed.
        Conflict: the poll is over, or this person voted before.
    """
    async with database.transaction() as db:
        target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
        poll = await polls.select_poll(db, viewer_id=viewer_id, post_id=target.id)
        if poll is None:
            raise NotFound("This post has no poll.")
        chosen = sorted(set(choices))
        if not chosen or len(chosen) < len(choices) or not all(0 <= number < poll.options_count for number in chosen):
            raise Invalid(choices="Pick one of the choices.")
        if len(chosen) > 1 and not poll.is_multiple:
            raise Invalid(choices="Pick one choice only.")
        if poll.is_ended:
            raise Conflict("This poll has ended.")
        if not await polls.insert_vote(db, viewer_id=viewer_id, post_id=target.id, choices=chosen):
            raise Conflict("You have voted in this poll already.")
    return target.id
