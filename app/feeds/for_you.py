"""For you while there is no model: what is popular, with a random share of what is new, then the newest.

A list is made once, pinned in Redis for ten minutes under a random key, and paged by position. Candidates come
from small sources that are shared by all viewers of the process; each page asks anew what its viewer may see.
"""

from __future__ import annotations

import random
import secrets
import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson
from redis.exceptions import RedisError

from app.present.times import rfc3339
from app.store import feeds, posts
from app.store.paging import NEWEST, decode_cursor, encode_cursor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from redis.asyncio import Redis

    from app.db import Executor
    from app.store.feeds import CandidateRow
    from app.store.posts import PostRow

PINNED_SECONDS = 600
# What is newer than the sources is read with every list, so only the ranking can be this old.
SOURCE_SECONDS = 15
TRENDING_DAYS = 7
TRENDING_SCANNED = 5_000
TRENDING_SIZE = 200
NEWEST_SIZE = 300
FRESH_SIZE = 100
# One of so many places goes to a new post, so that not only what is popular already becomes popular.
RANDOM_SHARE = 0.1
MAX_IN_A_ROW = 2

POPULAR = "Popular right now"
NEW = "New on Skein"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that may be shown, how good it is, and why, in words."""

    post_id: int
    author_id: int
    score: float
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class ForYouPage:
    """Visible posts of one page in order, with their reasons, and what the API says about the list."""

    post_ids: list[int]
    rows: list[PostRow]
    reasons: dict[int, str]
    scores: dict[int, float]
    next_cursor: str | None
    source: str
    model_version: str | None
    generated_at: str


@dataclass(frozen=True, slots=True)
class PinnedList:
    """A made list, as it lies in Redis."""

    candidates: list[tuple[int, float, str]]
    source: str
    generated_at: str


class ForYou:
    """For you of one process."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._shared: tuple[float, list[Candidate], list[Candidate]] | None = None

    async def page(self, db: Executor, *, viewer_id: int | None, cursor: str | None, page_size: int) -> ForYouPage:
        """One page; the cursor pins the list.

        Raises:
            Invalid: not a cursor of this list.
        """
        key = decode_cursor(cursor, 3)
        if key is None:
            made = await self._make(db, viewer_id)
            return await self._first(db, viewer_id, made, page_size)
        list_id, offset, before_id = key
        pinned = await self._read(list_id) if list_id else None
        if pinned is None:
            return await self._newest(db, viewer_id, before_id, page_size)
        return await self._show(db, viewer_id, pinned, list_id, max(offset, 0), page_size)

    async def _first(self, db: Executor, viewer_id: int | None, made: PinnedList, page_size: int) -> ForYouPage:
        if len(made.candidates) <= page_size:
            return await self._show(db, viewer_id, made, 0, 0, page_size)
        list_id = secrets.randbits(62) | 1
        try:
            await self._redis.set(_list_key(list_id), orjson.dumps(made), ex=PINNED_SECONDS)
        except (RedisError, OSError):
            return await self._newest(db, viewer_id, NEWEST, page_size)
        return await self._show(db, viewer_id, made, list_id, 0, page_size)

    async def _read(self, list_id: int) -> PinnedList | None:
        try:
            text = await self._redis.get(_list_key(list_id))
        except (RedisError, OSError):
            return None
        if text is None:
            return None
        stored = orjson.loads(text)
        candidates = [(post_id, score, reason) for post_id, score, reason in stored["candidates"]]
        return PinnedList(candidates, stored["source"], stored["generated_at"])

    async def _show(
        self, db: Executor, viewer_id: int | None, pinned: PinnedList, list_id: int, offset: int, page_size: int
    ) -> ForYouPage:
        part = pinned.candidates[offset : offset + page_size]
        end = offset + len(part)
        next_cursor = None
        if part and end < len(pinned.candidates):
            next_cursor = encode_cursor(list_id, end, part[-1][0])
        return await _shown(db, viewer_id, part, next_cursor, pinned.source, pinned.generated_at)

    async def _newest(self, db: Executor, viewer_id: int | None, before_id: int, page_size: int) -> ForYouPage:
        """The newest by id: nothing has to be remembered, so it works while Redis is away."""
        rows = await feeds.list_newest(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)
        part = [(row.post_id, 0.0, NEW) for row in rows[:page_size]]
        next_cursor = encode_cursor(0, 0, part[-1][0]) if len(rows) > page_size else None
        return await _shown(db, viewer_id, part, next_cursor, "newest", _now())

    async def _make(self, db: Executor, viewer_id: int | None) -> PinnedList:
        trending, newest = await self._sources(db)
        top = newest[0].post_id if newest else 0
        fresh = await feeds.list_fresh(db, viewer_id=viewer_id, after_id=top, page_size=FRESH_SIZE)
        hidden = {row.author_id for row in fresh if row.post_id is None}
        new = [Candidate(row.post_id, row.author_id, 0.0, "newest", NEW) for row in fresh if row.post_id is not None]
        ordered = blend(trending, new + newest, random.Random())  # noqa: S311  not a secret
        # One's own posts are no discovery.
        hidden.add(viewer_id or 0)
        shown = spread_authors(item for item in ordered if item.author_id not in hidden)
        source = "trending" if any(item.source == "trending" for item in shown) else "newest"
        return PinnedList([(item.post_id, item.score, item.reason) for item in shown], source, _now())

    async def _sources(self, db: Executor) -> tuple[list[Candidate], list[Candidate]]:
        kept = self._shared
        if kept is None or time.monotonic() - kept[0] >= SOURCE_SECONDS:
            if kept is not None:
                # While one request reads, the others go on with what there was.
                self._shared = (time.monotonic(), kept[1], kept[2])
            self._shared = kept = (time.monotonic(), await trending_source(db), await newest_source(db))
        return kept[1], kept[2]


async def trending_source(db: Executor) -> list[Candidate]:
    """What is popular among the latest public posts."""
    rows = await feeds.list_trending(db, scanned=TRENDING_SCANNED, days=TRENDING_DAYS, page_size=TRENDING_SIZE)
    return [Candidate(row.post_id, row.author_id, row.score, "trending", _popular(row)) for row in rows]


async def newest_source(db: Executor) -> list[Candidate]:
    """The latest public posts."""
    rows = await feeds.list_newest(db, viewer_id=None, before_id=NEWEST, page_size=NEWEST_SIZE)
    return [Candidate(row.post_id, row.author_id, 0.0, "newest", NEW) for row in rows]


def blend(best: Sequence[Candidate], newest: Sequence[Candidate], dice: random.Random) -> list[Candidate]:
    """The best in order, here and there a random new one between them, then the rest of the new ones; each once."""
    known = {item.post_id for item in best}
    rest = [item for item in newest if item.post_id not in known]
    lucky = dice.sample(rest, min(len(rest), int(len(best) * RANDOM_SHARE)))
    blended: list[Candidate] = []
    for item in best:
        if lucky and dice.random() < RANDOM_SHARE:
            blended.append(lucky.pop())
        blended.append(item)
    chosen = {item.post_id for item in blended}
    blended.extend(item for item in rest if item.post_id not in chosen)
    return blended


def spread_authors(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The same posts, at most two in a row by one author as long as there are posts by others."""
    # All by one author: whoever else comes lets them go on.
    waiting: deque[Candidate] = deque()
    spread: list[Candidate] = []

    def fits(item: Candidate) -> bool:
        last = spread[-MAX_IN_A_ROW:]
        return len(last) < MAX_IN_A_ROW or any(other.author_id != item.author_id for other in last)

    for candidate in candidates:
        if not fits(candidate):
            waiting.append(candidate)
            continue
        spread.append(candidate)
        while waiting and fits(waiting[0]):
            spread.append(waiting.popleft())
    return [*spread, *waiting]


async def _shown(
    db: Executor,
    viewer_id: int | None,
    part: Sequence[tuple[int, float, str]],
    next_cursor: str | None,
    source: str,
    generated_at: str,
) -> ForYouPage:
    ids = [post_id for post_id, _, _ in part]
    rows = await posts.list_by_ids(db, viewer_id=viewer_id, post_ids=ids) if ids else []
    # Muted, hidden or unwanted, maybe since the list was made: readable, but not for this feed.
    unwanted = {row.id for row in rows if row.is_unwanted or row.viewer_wants_less}
    return ForYouPage(
        post_ids=[post_id for post_id in ids if post_id not in unwanted],
        rows=rows,
        reasons={post_id: reason for post_id, _, reason in part},
        scores={post_id: score for post_id, score, _ in part},
        next_cursor=next_cursor,
        source=source,
        model_version=None,
        generated_at=generated_at,
    )


def _popular(row: CandidateRow) -> str:
    return POPULAR if row.topic is None else f"Popular in #{row.topic}"


def _now() -> str:
    return rfc3339(datetime.now(UTC))


def _list_key(list_id: int) -> str:
    return f"skein:for-you:{list_id}"
