"""What For you is made of: the trainer's candidates, a person's newest acts, and the models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from app.query import Query
from app.store.post_rows import STAMP_COLUMNS, PostStamp
from app.store.sessions import NO_SESSION, SessionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.db import Executor
    from app.store.sessions import SessionKey


@dataclass(frozen=True, slots=True)
class InputsRow:
    """One person's inputs; lists of one prefix are equally long."""

    # As long as it stays the same, so do the inputs.
    stamp: int | None
    is_on: bool | None
    # Acts with smaller ids do not count.
    since_id: int | None
    recommended_ids: list[int]
    recommended_scores: list[float]
    # The post that made each score; 0: several together.
    recommended_reasons: list[int]
    act_post_ids: list[int]
    act_kinds: list[int]
    act_ids: list[int]
    hidden_author_ids: list[int]
    # Seen, hidden, or "less like this".
    left_out_ids: list[int]
    followed_ids: list[int]
    followed_authors: list[int]
    fresh_ids: list[int]
    fresh_authors: list[int]


@dataclass(frozen=True, slots=True)
class LikedPostRow:
    """A post and some of the people who liked it."""

    post_id: int
    author_id: int
    topic: str | None
    liker_ids: list[int]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A post that may be shown."""

    id: int


class ForYouColumns(NamedTuple):
    """A row of a page of For you, as it comes: the first is about the page, the others are posts."""

    viewer: tuple[Any, ...] | None
    is_filtered: bool | None
    stamp: PostStamp
    is_followed: bool | None


class ForYouRow(NamedTuple):
    """A post of a page of For you, what one reposts or quotes, or the post that is the reason of another."""

    stamp: PostStamp
    # Whether its author is; false where that was not asked.
    is_followed: bool


class ForYouRead(NamedTuple):
    """Posts of For you, and who asks for them."""

    # Whose session the token names; None: it was not asked for, or is over.
    session: SessionRow | None
    # The viewer hides words: `list_shown` says which of the posts may be shown.
    is_filtered: bool
    # As they came, which is all that it takes to know that nothing has changed.
    rows: tuple[ForYouColumns, ...]

    @property
    def posts(self) -> list[ForYouRow]:
        """The visible ones of the posts that were asked for, in no order."""
        first, last = _PAGE_COLUMNS, _PAGE_COLUMNS + STAMP_COLUMNS
        return [ForYouRow(PostStamp._make(row[first:last]), bool(row[last])) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Stamped:
    """The stamp of a person's inputs, and the parameter that it was made with."""

    stamp: int
    after_id: int


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A trained model."""

    version: str
    created_at: datetime
    trained_seconds: float
    people: int
    posts: int
    events: int
    trained_until: int
    checksum: str
    is_current: bool


# How much is read of one person: newest likes (of other acts a part of that), seen posts, posts of followed people.
ACTS_SIZE = 30
SEEN_SIZE = 3_000
FOLLOWED_SIZE = 20

_SELECT_INPUTS = Query("recommendations/select_inputs", InputsRow)
_LIST_CARDS = Query("recommendations/list_cards", ForYouColumns)
# Before those of the stamp.
_PAGE_COLUMNS = 2
_LIST_SHOWN = Query("recommendations/list_shown", ShownRow)
_LIST_LIKERS = Query("recommendations/list_likers", LikedPostRow)
_LIST_MODELS = Query("recommendations/list_models", ModelRow)


async def select_inputs(
    db: Executor, *, viewer_id: int, model_version: str | None, after_id: int, fresh_size: int
) -> InputsRow:
    """All that For you has to know of one person; `after_id` is the newest of the shared candidates."""
    return await _SELECT_INPUTS.one(
        db,
        viewer_id=viewer_id,
        model_version=model_version,
        after_id=after_id,
        acts_size=ACTS_SIZE,
        seen_size=SEEN_SIZE,
        followed_size=FOLLOWED_SIZE,
        fresh_size=fresh_size,
    )


async def list_cards(
    db: Executor,
    *,
    viewer_id: int | None,
    post_ids: Sequence[int],
    reason_ids: Iterable[int],
    followed_ids: Sequence[int],
    with_follows: bool,
    stamped: Stamped | None,
    session: SessionKey = NO_SESSION,
) -> ForYouRead:
    """The visible ones of these posts, and of their reasons, and who asks for them.

    Args:
        post_ids: what is shown.
        reason_ids: posts that are reasons.
        followed_ids: posts of which to tell whether their author is followed.
        with_follows: whether the rows say how the viewer stands to the authors.
        stamped: of the inputs that the list was made of: no posts when they are others now. None: in any case.
    """
    first, *others = await _LIST_CARDS.records(
        db,
        viewer_id=viewer_id,
        post_ids=list(post_ids),
        reason_ids=list(reason_ids),
        followed_ids=list(followed_ids),
        with_follows=with_follows,
        stamp=None if stamped is None else stamped.stamp,
        after_id=0 if stamped is None else stamped.after_id,
        acts_size=ACTS_SIZE,
        seen_size=SEEN_SIZE,
        followed_size=FOLLOWED_SIZE,
        **session._asdict(),
    )
    viewer, is_filtered = first[:_PAGE_COLUMNS]
    found = None if viewer is None else SessionRow._make(viewer)
    return ForYouRead(found, is_filtered, tuple(others))


async def list_shown(db: Executor, *, viewer_id: int | None, post_ids: Sequence[int]) -> set[int]:
    """Those of these posts that may stand in the viewer's For you at this moment."""
    return {row.id for row in await _LIST_SHOWN.many(db, viewer_id=viewer_id, post_ids=list(post_ids))}


async def list_likers(db: Executor, *, after_id: int, page_size: int, likers: int) -> list[LikedPostRow]:
    """Liked public posts since an id, newest first, with at most so many likers each."""
    return await _LIST_LIKERS.many(db, after_id=after_id, page_size=page_size, likers=likers)


async def list_models(db: Executor) -> list[ModelRow]:
    """The models: the one in use first, then the newest first."""
    return await _LIST_MODELS.many(db)
