"""What For you is made of: the trainer's candidates, a person's newest acts, and the models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from app.query import Query
from app.store.post_rows import STAMP_COLUMNS, PostStamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class InputsRow:
    """One person's inputs; lists of one prefix are equally long."""

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


class ForYouRow(NamedTuple):
    """A post of a page of For you, or what one reposts or quotes."""

    stamp: PostStamp
    is_shown: bool
    # Whether the author is.
    is_followed: bool
    # Whose post the reason is, and what the viewer did with it: `liked`, `reposted` or `saved`. None: not to be told.
    reason_username: str | None
    reason_act: str | None

    @classmethod
    def of_columns(cls, columns: Sequence[Any]) -> ForYouRow:
        """The columns of the stamp come first."""
        return cls(PostStamp._make(columns[:STAMP_COLUMNS]), *columns[STAMP_COLUMNS:])


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


_SELECT_INPUTS = Query("recommendations/select_inputs", InputsRow)
_LIST_CARDS = Query("recommendations/list_cards", ForYouRow, make=ForYouRow.of_columns)
_LIST_SHOWN = Query("recommendations/list_shown", ShownRow)
_LIST_LIKERS = Query("recommendations/list_likers", LikedPostRow)
_LIST_MODELS = Query("recommendations/list_models", ModelRow)


async def select_inputs(
    db: Executor,
    *,
    viewer_id: int,
    model_version: str | None,
    after_id: int,
    acts_size: int,
    seen_size: int,
    followed_size: int,
    fresh_size: int,
) -> InputsRow:
    """All that For you has to know of one person; `after_id` is the newest of the shared candidates."""
    return await _SELECT_INPUTS.one(
        db,
        viewer_id=viewer_id,
        model_version=model_version,
        after_id=after_id,
        acts_size=acts_size,
        seen_size=seen_size,
        followed_size=followed_size,
        fresh_size=fresh_size,
    )


async def list_cards(
    db: Executor, *, viewer_id: int | None, post_ids: Sequence[int], reason_ids: Sequence[int], with_follows: bool
) -> list[ForYouRow]:
    """The visible ones of these posts, in no order; each has a reason's id, which may be 0."""
    return await _LIST_CARDS.many(
        db, viewer_id=viewer_id, post_ids=list(post_ids), reason_ids=list(reason_ids), with_follows=with_follows
    )


async def list_shown(db: Executor, *, viewer_id: int | None, post_ids: Sequence[int]) -> set[int]:
    """Those of these posts that may stand in the viewer's For you at this moment."""
    return {row.id for row in await _LIST_SHOWN.many(db, viewer_id=viewer_id, post_ids=list(post_ids))}


async def list_likers(db: Executor, *, after_id: int, page_size: int, likers: int) -> list[LikedPostRow]:
    """Liked public posts since an id, newest first, with at most so many likers each."""
    return await _LIST_LIKERS.many(db, after_id=after_id, page_size=page_size, likers=likers)


async def list_models(db: Executor) -> list[ModelRow]:
    """The models: the one in use first, then the newest first."""
    return await _LIST_MODELS.many(db)
