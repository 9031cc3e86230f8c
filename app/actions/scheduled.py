"""Posts that are published later, by the worker, through the same action as all others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.actions.idempotency import StoredAnswer, make_key
from app.actions.post_requests import PostRequest, restored
from app.actions.posts import check_words, publish_post
from app.errors import Conflict, Forbidden, Invalid, NotFound
from app.store import posts, scheduled

if TYPE_CHECKING:
    from app.db import Connection, Database

MOST_SCHEDULED = 100
SOONEST = timedelta(minutes=5)
# The sender's clock and the way here.
GRACE = timedelta(seconds=30)
LATEST = timedelta(days=365)


def in_utc(moment: datetime) -> datetime:
    """A moment without a zone is meant in UTC."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


async def schedule_post(
    database: Database, *, user_id: int, wanted: PostRequest, publish_at: datetime, scheduled_id: int | None = None
) -> int:
    """Publish something later, or change what waits under this id. Gives its id.

    Raises:
        Invalid: it could not be published as it is, or the time is too near or too far.
        NotFound: what is answered or quoted is unknown or not visible; or nothing waits under this id.
        Conflict: too much waits already.
    """
    ahead = publish_at - datetime.now(UTC)
    if not SOONEST - GRACE <= ahead <= LATEST:
        raise Invalid(publish_at="Pick a time at least 5 minutes ahead, and within a year.")
    check_words(wanted)
    request = wanted.stored()
    async with database.transaction() as db:
        for target_id in (wanted.reply_to_id, wanted.quote_of_id):
            if target_id is not None:
                await posts.require_target(db, viewer_id=user_id, post_id=target_id)
        if scheduled_id is not None:
            if not await scheduled.update_scheduled(
                db, user_id=user_id, scheduled_id=scheduled_id, request=request, publish_at=publish_at
            ):
                raise NotFound
            return scheduled_id
        new_id = await scheduled.insert_scheduled(
            db, user_id=user_id, request=request, publish_at=publish_at, most=MOST_SCHEDULED
        )
        if new_id is None:
            raise Conflict(f"There is room for {MOST_SCHEDULED} scheduled posts. Cancel one first.")
        return new_id


async def cancel_scheduled(database: Database, *, user_id: int, scheduled_id: int) -> None:
    """Never publish it.

    Raises:
        NotFound: nothing waits under this id.
    """
    async with database.transaction() as db:
        if not await scheduled.delete_scheduled(db, user_id=user_id, scheduled_id=scheduled_id):
            raise NotFound


async def publish_due(database: Database, *, scheduled_id: int, has_link_cards: bool) -> list[int]:
    """Publish what is due now; gives the ids of its posts, none when it is not due or cannot be published.

    The row is locked meanwhile, so that two workers do it once. The posts are written in a transaction of their
    own, under a key: after a crash between the two, the next attempt finds them there.
    """
    async with database.transaction() as db:
        due = await scheduled.lock_due(db, scheduled_id=scheduled_id)
        if due is None:
            return []
        try:
            published = await publish_post(
                database,
                viewer_id=due.user_id,
                **restored(due.request).arguments(),
                has_link_cards=has_link_cards,
                idempotency=make_key("scheduled", str(scheduled_id), due.request),
                render=_no_answer,
            )
        except (Invalid, NotFound, Forbidden, Conflict) as error:
            await scheduled.update_problem(db, scheduled_id=scheduled_id, problem=error.message)
            return []
        await scheduled.delete_scheduled(db, user_id=due.user_id, scheduled_id=scheduled_id)
    return published.post_ids


async def _no_answer(_db: Connection, _post_ids: list[int]) -> StoredAnswer:
    """Nobody waits for it."""
    return StoredAnswer(201, "")
