"""For you: a list is made once, pinned in Redis for ten minutes under a random key, and paged by position.

Making it takes one query of the person's own inputs (`ranking.py` does the rest in memory); each page asks anew what
its viewer may see, and puts the reasons into words from what it got. Without a model, with the recommender switched
off, and for somebody who is signed out it is what is popular and what is new.
"""

from __future__ import annotations

import asyncio
import random
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
from redis.exceptions import RedisError

from app.feeds.diversify import Candidate, blend, spread
from app.feeds.ranking import HISTORY_SIZE, personal_list, source_of
from app.feeds.reasons import NEW, POST, Reason, Words, words
from app.feeds.shared_sources import SharedSources
from app.present.times import rfc3339
from app.store import feeds, posts, recommendations
from app.store.paging import NEWEST, decode_cursor, encode_cursor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redis.asyncio import Redis

    from app.db import Executor
    from app.feeds.model_source import ModelSource
    from app.store.posts import PostRow

PINNED_SECONDS = 600
FRESH_SIZE = 100
FOLLOWED_SIZE = 20
SEEN_SIZE = 3_000
# Parts of a list that one page may look at, when much of it may not be shown any more.
MOST_PARTS = 3
# Posts that a page may name as reasons; each is read with the page.
MOST_REASON_POSTS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A post in a made list."""

    post_id: int
    score: float
    reason: Reason


@dataclass(slots=True)
class ForYouPage:
    """Visible posts of one page in order, with their reasons, and what the API says about the list."""

    source: str
    model_version: str | None
    generated_at: str
    next_cursor: str | None = None
    post_ids: list[int] = field(default_factory=list)
    # Those of the page and, among them, those that are somebody's reason.
    rows: dict[int, PostRow] = field(default_factory=dict)
    words: dict[int, Words] = field(default_factory=dict)
    scores: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PinnedList:
    """A made list, as it lies in Redis."""

    places: list[Place]
    source: str
    model_version: str | None
    generated_at: str

    def page(self) -> ForYouPage:
        """A page of it without posts."""
        return ForYouPage(self.source, self.model_version, self.generated_at)


class ForYou:
    """For you of one process."""

    def __init__(self, redis: Redis, models: ModelSource) -> None:
        self._redis = redis
        self._models = models
        self._shared = SharedSources()

    async def page(self, db: Executor, *, viewer_id: int | None, cursor: str | None, page_size: int) -> ForYouPage:
        """One page; the cursor pins the list.

        Raises:
            Invalid: not a cursor of this list.
        """
        key = decode_cursor(cursor, 3)
        if key is None:
            return await self._first(db, viewer_id, await self._make(db, viewer_id), page_size)
        list_id, offset, before_id = key
        pinned = await self._read(list_id) if list_id else None
        if pinned is None:
            return await self._newest(db, viewer_id, before_id, page_size)
        return await _show(db, viewer_id, pinned, list_id, max(offset, 0), page_size)

    async def best(self, db: Executor, *, viewer_id: int, page_size: int) -> ForYouPage:
        """The head of a new list, which is not kept."""
        return await _show(db, viewer_id, await self._make(db, viewer_id), 0, 0, page_size)

    async def _first(self, db: Executor, viewer_id: int | None, made: PinnedList, page_size: int) -> ForYouPage:
        if len(made.places) <= page_size:
            return await _show(db, viewer_id, made, 0, 0, page_size)
        list_id = secrets.randbits(62) | 1
        try:
            await self._redis.set(_list_key(list_id), _packed(made), ex=PINNED_SECONDS)
        except (RedisError, OSError):
            return await self._newest(db, viewer_id, NEWEST, page_size)
        return await _show(db, viewer_id, made, list_id, 0, page_size)

    async def _read(self, list_id: int) -> PinnedList | None:
        try:
            text = await self._redis.get(_list_key(list_id))
        except (RedisError, OSError):
            return None
        return None if text is None else _unpacked(orjson.loads(text))

    async def _newest(self, db: Executor, viewer_id: int | None, before_id: int, page_size: int) -> ForYouPage:
        """The newest by id: nothing has to be remembered, so it works while Redis is away."""
        rows = await feeds.list_newest(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)
        places = [Place(row.post_id, 0.0, Reason(NEW)) for row in rows[:page_size]]
        page = await _show(db, viewer_id, PinnedList(places, "newest", None, _now()), 0, 0, page_size)
        page.next_cursor = encode_cursor(0, 0, places[-1].post_id) if len(rows) > page_size else None
        return page

    async def _make(self, db: Executor, viewer_id: int | None) -> PinnedList:
        trained = self._models.current
        shared = await self._shared.read(db, trained)
        dice = random.Random()  # noqa: S311  not a secret
        version = None
        if viewer_id is None:
            rows = await feeds.list_fresh(db, viewer_id=None, after_id=shared.newest_id, page_size=FRESH_SIZE)
            new = [
                Candidate(row.post_id, row.author_id, 0.0, "newest", Reason(NEW))
                for row in rows
                if row.post_id is not None
            ]
            shown = spread(blend(shared.trending, [*new, *shared.newest], dice))
            source = source_of(shown)
        else:
            inputs = await recommendations.select_inputs(
                db,
                viewer_id=viewer_id,
                model_version=None if trained is None else trained.version,
                after_id=shared.newest_id,
                acts_size=HISTORY_SIZE,
                seen_size=SEEN_SIZE,
                followed_size=FOLLOWED_SIZE,
                fresh_size=FRESH_SIZE,
            )
            shown, source = personal_list(viewer_id, inputs, trained, shared, dice)
            if source == "model" and trained is not None:
                version = trained.version
        places = [Place(item.post_id, round(item.score, 6), item.reason) for item in shown]
        return PinnedList(places, source, version, _now())


async def _show(
    db: Executor, viewer_id: int | None, pinned: PinnedList, list_id: int, offset: int, page_size: int
) -> ForYouPage:
    page = pinned.page()
    end = offset
    # Posts may have gone since the list was made: then a page looks further down, but not for ever.
    for _ in range(MOST_PARTS):
        part = pinned.places[end : end + page_size - len(page.post_ids)]
        if not part:
            break
        end += len(part)
        await _add(db, viewer_id, page, part)
        if len(page.post_ids) >= page_size:
            break
    if 0 < end < len(pinned.places) and list_id:
        page.next_cursor = encode_cursor(list_id, end, pinned.places[end - 1].post_id)
    return page


async def _add(db: Executor, viewer_id: int | None, page: ForYouPage, part: Sequence[Place]) -> None:
    ids = [place.post_id for place in part]
    sources = list(dict.fromkeys(place.reason.post_id for place in part if place.reason.kind == POST))
    wanted = [*ids, *sources[:MOST_REASON_POSTS]]
    if viewer_id is None:
        rows, allowed = await posts.list_by_ids(db, viewer_id=None, post_ids=wanted), set(ids)
    else:
        rows, allowed = await asyncio.gather(
            posts.list_by_ids(db, viewer_id=viewer_id, post_ids=wanted),
            recommendations.list_shown(db, viewer_id=viewer_id, post_ids=ids),
        )
    page.rows.update((row.id, row) for row in rows)
    for place in part:
        row = page.rows.get(place.post_id)
        if row is None or place.post_id not in allowed or row.viewer_wants_less:
            continue
        page.post_ids.append(place.post_id)
        page.scores[place.post_id] = place.score
        page.words[place.post_id] = words(place.reason, row, page.rows, viewer_id)


def _packed(made: PinnedList) -> bytes:
    places = [
        (place.post_id, place.score, place.reason.kind, place.reason.post_id, place.reason.topic)
        for place in made.places
    ]
    return orjson.dumps(
        {
            "places": places,
            "source": made.source,
            "model_version": made.model_version,
            "generated_at": made.generated_at,
        }
    )


def _unpacked(stored: dict[str, Any]) -> PinnedList | None:
    # An older version pinned lists of another shape.
    if "places" not in stored:
        return None
    places = [
        Place(post_id, score, Reason(kind, source, topic)) for post_id, score, kind, source, topic in stored["places"]
    ]
    return PinnedList(places, stored["source"], stored["model_version"], stored["generated_at"])


def _now() -> str:
    return rfc3339(datetime.now(UTC))


def _list_key(list_id: int) -> str:
    return f"skein:for-you:{list_id}"
