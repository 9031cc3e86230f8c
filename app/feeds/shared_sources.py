"""Candidates that are the same for everybody, kept in the process for some seconds."""

from __future__ import annotations

import asyncio
import contextvars
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from app.feeds.acts import ID_BITS
from app.feeds.diversify import Candidate
from app.feeds.reasons import NEW, POPULAR, Reason
from app.store import feeds, recommendations
from app.store.paging import NEWEST

if TYPE_CHECKING:
    from app.db import Executor
    from app.feeds.model_files import TrainedModel
    from app.store.recommendations import LikedPostRow

# What is newer than the sources is read with every list, so only the ranking can be this old.
SOURCE_SECONDS = 15
# So old at most: until then a page takes what there is, and it is read anew beside it.
OLDEST_SECONDS = 60
TRENDING_DAYS = 7
TRENDING_SCANNED = 5_000
TRENDING_SIZE = 200
NEWEST_SIZE = 300
# Posts that the model does not know yet and that somebody liked already.
NEW_POSTS_SIZE = 200
NEW_POST_LIKERS = 30
NEW_POST_NEIGHBOURS = 50
NEW_POST_DAYS = 2


@dataclass(frozen=True, slots=True, eq=False)
class NewPosts:
    """Posts that came after the training, and CSR (posts, items of the model): which known posts each is like."""

    posts: list[LikedPostRow]
    likeness: sp.csr_matrix


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """`trending` best first with scores up to 1; `newest` newest first; `new_posts` where there is a model."""

    # When, by the monotonic clock.
    read_at: float
    trending: list[Candidate]
    newest: list[Candidate]
    new_posts: NewPosts | None
    model_version: str | None

    @property
    def newest_id(self) -> int:
        """Posts with greater ids are not in here."""
        return self.newest[0].post_id if self.newest else 0

    def is_good(self, trained: TrainedModel | None) -> bool:
        """Whether lists may still be made, or shown again, from it."""
        return self.model_version == _version(trained) and time.monotonic() - self.read_at < OLDEST_SECONDS


class SharedSources:
    """The shared candidates of one process."""

    def __init__(self) -> None:
        self._kept: Shared | None = None
        self._task: asyncio.Task[Shared] | None = None

    async def read(self, db: Executor, trained: TrainedModel | None) -> Shared:
        """What was read some seconds ago; anew where that is too old or fits another model."""
        kept = self._kept
        if kept is None or kept.model_version != _version(trained):
            return await self._read(db, trained)
        if time.monotonic() - kept.read_at < SOURCE_SECONDS:
            return kept
        if self._task is None or self._task.done():
            # No part of the request that happens to come by.
            self._task = asyncio.create_task(self._read(db, trained), context=contextvars.Context())
            self._task.add_done_callback(_take_error)
        return kept if kept.is_good(trained) else await asyncio.shield(self._task)

    async def _read(self, db: Executor, trained: TrainedModel | None) -> Shared:
        self._kept = shared = Shared(
            time.monotonic(),
            await trending_source(db),
            await newest_source(db),
            None if trained is None else await new_posts(db, trained),
            _version(trained),
        )
        return shared


def _version(trained: TrainedModel | None) -> str | None:
    return None if trained is None else trained.version


def _take_error(task: asyncio.Task[Shared]) -> None:
    """An error is met again by whoever has to wait; without one there is nothing to tell."""
    if not task.cancelled():
        task.exception()


async def trending_source(db: Executor) -> list[Candidate]:
    """What is popular among the latest public posts."""
    rows = await feeds.list_trending(db, scanned=TRENDING_SCANNED, days=TRENDING_DAYS, page_size=TRENDING_SIZE)
    best = max((row.score for row in rows), default=1.0)
    return [
        Candidate(
            row.post_id, row.author_id, row.score / best, "trending", Reason(POPULAR, topic=row.topic or ""), row.topic
        )
        for row in rows
    ]


async def newest_source(db: Executor) -> list[Candidate]:
    """The latest public posts."""
    rows = await feeds.list_newest(db, viewer_id=None, before_id=NEWEST, page_size=NEWEST_SIZE)
    return [Candidate(row.post_id, row.author_id, 0.0, "newest", Reason(NEW)) for row in rows]


async def new_posts(db: Executor, trained: TrainedModel) -> NewPosts:
    """Liked posts that the model does not know, folded in by the people who liked them."""
    after_id = trained.trained_until - (NEW_POST_DAYS * 86_400_000 << ID_BITS)
    rows = await recommendations.list_likers(db, after_id=after_id, page_size=NEW_POSTS_SIZE, likers=NEW_POST_LIKERS)
    known = trained.model.items.rows(np.array([row.post_id for row in rows], np.int64))
    rows = [row for row, place in zip(rows, known, strict=True) if place < 0]
    found = [trained.model.new_item(np.array(row.liker_ids, np.int64), NEW_POST_NEIGHBOURS) for row in rows]
    amounts = np.concatenate([part[1] for part in found]) if found else np.empty(0, np.float32)
    if len(amounts) and trained.model.similarity.nnz:
        # The library gives the plain cosine here; the similarity of known posts is on another scale.
        amounts = amounts * (float(trained.model.similarity.data[:100_000].mean()) / float(amounts.mean()))
    columns = np.concatenate([part[0] for part in found]) if found else np.empty(0, np.int64)
    ends = np.cumsum([0, *(len(part[0]) for part in found)])
    likeness = sp.csr_matrix((amounts.astype(np.float32), columns, ends), shape=(len(rows), len(trained.model.items)))
    return NewPosts(rows, likeness)
