"""What the trainer reads, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from app.query import Query
from app.store.binary_copy import HEADER, TRAILER, IntegerRows, packed_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from app.db import Connection, Executor

# Any number; it only has to be the same for every trainer of a database.
LOCK_KEY = 7_242_001
# A transaction that is still open may commit smaller ids than those that a training saw: acts of its last seconds
# fold in once more at reading.
OVERLAP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class EventRow:
    """An act; `kind` is a place in `app.feeds.acts.WEIGHTS`."""

    user_id: int
    post_id: int
    kind: int
    id: int


@dataclass(frozen=True, slots=True)
class TrainedPostRow:
    """A post that a model knows."""

    post_id: int
    author_id: int
    topic: str | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody."""

    user_id: int


@dataclass(frozen=True, slots=True)
class StateRow:
    """How old the newest model is (None: there is none) and how long it took, and the acts since."""

    age_seconds: float | None
    trained_seconds: float | None
    new_acts: int


@dataclass(frozen=True, slots=True, eq=False)
class RecommendedLists:
    """Equally long arrays, one entry for each post of each list; `reason_post_ids` is 0 where it is several posts."""

    user_ids: NDArray[np.int64]
    ranks: NDArray[np.int16]
    post_ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    reason_post_ids: NDArray[np.int64]


_LIST_EVENTS = Query("training/list_events", EventRow)
_LIST_POSTS = Query("training/list_posts", TrainedPostRow)
_LIST_ACTIVE_PEOPLE = Query("training/list_active_people", PersonRow)
_SELECT_STATE = Query("training/select_state", StateRow)
_SELECT_NOW = Query[None]("training/select_now")
_LOCK = Query[None]("training/lock")
_INSERT_MODEL = Query[None]("training/insert_model")
_CLEAR_CURRENT = Query[None]("training/clear_current")
_SET_CURRENT = Query[None]("training/set_current")
_DELETE_MODEL = Query[None]("training/delete_model")
_DELETE_RECOMMENDATIONS = Query[None]("training/delete_recommendations")
_INSERT_SCORE = Query[None]("training/insert_score")
_SELECT_LAST_MEASURED = Query[None]("training/select_last_measured")


async def copy_events(db: Connection, *, after_id: int, take: Callable[[NDArray[np.int64]], None]) -> None:
    """Acts since an id: `take` gets arrays of (user_id, post_id, kind, id), some thousand rows each, in no order."""
    rows = IntegerRows(4, take)
    await db.copy_from_query(_LIST_EVENTS.sql.text, after_id, output=rows.add, format="binary")
    rows.finish()


async def list_posts(db: Executor, *, post_ids: Sequence[int]) -> list[TrainedPostRow]:
    """Author and topic of the public ones of these posts."""
    return await _LIST_POSTS.many(db, post_ids=list(post_ids))


async def list_active_people(db: Executor, *, days: int) -> list[int]:
    """Who was here in the last days."""
    return [row.user_id for row in await _LIST_ACTIVE_PEOPLE.many(db, days=days)]


async def select_state(db: Executor, *, most: int) -> StateRow:
    """What decides whether it is time to train; acts are counted up to `most` of each kind."""
    return await _SELECT_STATE.one(db, most=most, overlap_ms=int(OVERLAP_SECONDS * 1000))


async def select_now(db: Executor, *, seconds: float) -> int:
    """The id that an act of some seconds ago has."""
    return int(await _SELECT_NOW.value(db, seconds=seconds))


async def lock(db: Connection) -> bool:
    """Become the one trainer until the connection closes; False: there is one."""
    return bool(await _LOCK.value(db, key=LOCK_KEY))


async def insert_model(
    db: Executor,
    *,
    version: str,
    trained_seconds: float,
    people: int,
    posts: int,
    events: int,
    trained_until: int,
    checksum: str,
) -> None:
    """Note a trained model; it is not in use yet."""
    await _INSERT_MODEL.none(
        db,
        version=version,
        trained_seconds=trained_seconds,
        people=people,
        posts=posts,
        events=events,
        trained_until=trained_until,
        checksum=checksum,
    )


async def switch_model(db: Connection, *, version: str) -> bool:
    """Make a model the current one, within the caller's transaction; False: there is no such model."""
    await _CLEAR_CURRENT.none(db)
    return await _SET_CURRENT.none(db, version=version) == 1


async def delete_model(db: Executor, *, version: str) -> None:
    """Forget a model that is not in use."""
    await _DELETE_MODEL.none(db, version=version)


async def insert_recommendations(db: Connection, *, model_version: str, lists: RecommendedLists) -> None:
    """Write lists down, as one COPY."""
    one = lists.reason_post_ids > 0
    several = ~one
    parts = (
        packed_rows(
            lists.user_ids[rows],
            model_version,
            lists.ranks[rows],
            lists.post_ids[rows],
            lists.scores[rows],
            kind,
            reason,
        )
        for rows, kind, reason in ((one, "post", lists.reason_post_ids[one]), (several, "people", None))
    )
    await db.copy_to_table(
        "user_recommendations",
        source=BytesIO(b"".join((HEADER, *parts, TRAILER))),
        format="binary",
        columns=["user_id", "model_version", "rank", "post_id", "score", "reason_kind", "reason_post_id"],
    )


async def delete_recommendations(db: Executor, *, kept_versions: Sequence[str]) -> int:
    """Throw away what other models recommended; gives how many rows."""
    return await _DELETE_RECOMMENDATIONS.none(db, kept_versions=list(kept_versions))


async def insert_score(db: Executor, *, model_version: str | None, name: str, value: float) -> None:
    """Note a measured figure."""
    await _INSERT_SCORE.none(db, model_version=model_version, name=name, value=value)


async def select_last_measured(db: Executor) -> float | None:
    """Seconds since a figure was last measured; None: never."""
    found: float | None = await _SELECT_LAST_MEASURED.value(db)
    return found
