"""Lists of For you, pinned in Redis for as long as somebody pages through them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import TYPE_CHECKING

import orjson

from app.feeds.reasons import Reason
from app.feeds.shared_sources import OLDEST_SECONDS
from app.present.times import rfc3339

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.feeds.diversify import Candidate
    from app.redis_client import AnyRedis

PINNED_SECONDS = 600


@dataclass(frozen=True, slots=True)
class PinnedList:
    """A made list, as it lies in Redis: three equally long lists."""

    post_ids: list[int]
    scores: list[float]
    reasons: list[Reason]
    source: str
    model_version: str | None
    generated_at: str

    @classmethod
    def of(cls, shown: Sequence[Candidate], source: str, version: str | None) -> PinnedList:
        """The list of these candidates, made now."""
        return cls(
            [item.post_id for item in shown],
            _falling(shown),
            [item.reason for item in shown],
            source,
            version,
            rfc3339(datetime.now(UTC)),
        )


async def pin_list(redis: AnyRedis, viewer_id: int | None, list_id: int, made: PinnedList) -> None:
    """Keep a list for whoever pages through it.

    Raises:
        RedisError, OSError: Redis is away.
    """
    packed = orjson.dumps(
        {
            "post_ids": made.post_ids,
            "scores": made.scores,
            "reasons": [(reason.kind, reason.post_id, reason.topic) for reason in made.reasons],
            "source": made.source,
            "model_version": made.model_version,
            "generated_at": made.generated_at,
        }
    )
    await redis.set(_key(viewer_id, list_id), packed, ex=PINNED_SECONDS + OLDEST_SECONDS)


async def pinned_list(redis: AnyRedis, viewer_id: int | None, list_id: int) -> PinnedList | None:
    """A list that is pinned; None: its time is over, or it is somebody else's.

    Raises:
        RedisError, OSError: Redis is away.
    """
    text = await redis.get(_key(viewer_id, list_id))
    stored = None if text is None else orjson.loads(text)
    # An older version pinned lists of another shape.
    if stored is None or "reasons" not in stored:
        return None
    reasons = [Reason(*parts) for parts in stored["reasons"]]
    return PinnedList(
        stored["post_ids"],
        stored["scores"],
        reasons,
        stored["source"],
        stored["model_version"],
        stored["generated_at"],
    )


def _falling(shown: Sequence[Candidate]) -> list[float]:
    """What each place is worth: at least as much as the next, also where a new post stands there, or a mixed author."""
    upwards = accumulate((item.score for item in reversed(shown)), max)
    return [round(score, 6) for score in upwards][::-1]


def _key(viewer_id: int | None, list_id: int) -> str:
    # Its reasons tell what the viewer liked: with somebody else's cursor there is no list.
    return f"skein:for-you:{viewer_id or 0}:{list_id}"
