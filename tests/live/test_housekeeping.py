"""What the worker throws away on its schedules."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest_asyncio

from app.db import Database
from app.jobs import housekeeping
from app.jobs.housekeeping import prune_notifications, purge_expired, trim_feeds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

    from app.db import Connection
    from app.settings import Settings
    from tests.people import People


@pytest_asyncio.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The worker's pool."""
    pool = Database(settings)
    await pool.open()
    yield pool
    await pool.close()


async def test_sessions_that_are_over_go(
    people: People, db: Connection, database: Database, settings: Settings
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await db.execute("UPDATE sessions SET last_used_at = now() - interval '31 days' WHERE user_id = $1", int(ana.id))

    await purge_expired(settings, database)

    count = "SELECT count(*) FROM sessions WHERE user_id = $1"
    assert await db.fetchval(count, int(ana.id)) == 0
    assert await db.fetchval(count, int(ben.id)) == 1


async def test_idempotency_keys_are_kept_for_a_day(
    people: People, db: Connection, database: Database, settings: Settings
) -> None:
    ana = await people.new("ana")
    for key in ("old", "new"):
        await ana.api.post("/api/posts", json={"body": key}, headers={"Idempotency-Key": key})
    await db.execute(
        "UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE user_id = $1 AND key = 'old'",
        int(ana.id),
    )

    await purge_expired(settings, database)

    kept = await db.fetch("SELECT key FROM idempotency_keys WHERE user_id = $1", int(ana.id))
    assert [row["key"] for row in kept] == ["new"]


async def test_long_feeds_are_cut_to_their_newest_rows(
    people: People, db: Connection, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await people.new("ana")
    posts = [await ana.post(f"Number {number}") for number in range(5)]
    monkeypatch.setattr(housekeeping, "KEPT_FEED_ROWS", 3)

    await trim_feeds(database)

    rows = await db.fetch("SELECT post_id FROM home_feed WHERE user_id = $1 ORDER BY post_id", int(ana.id))
    assert [str(row["post_id"]) for row in rows] == [post["id"] for post in posts[2:]]


async def test_old_notifications_go(
    people: People, db: Connection, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await ben.like(post)
    await ben.reply(post, "Nice")
    await ben.repost(post)
    days = settings.notification_retention_days
    await db.execute(
        "UPDATE notifications SET id = id - (($2 * 86400000::bigint) << 22) WHERE user_id = $1 AND kind <> 'reply'",
        int(ana.id),
        days + 1,
    )
    monkeypatch.setattr(housekeeping, "NOTIFICATIONS_AT_ONCE", 1)

    await prune_notifications(settings, database)

    kept = await db.fetch("SELECT kind FROM notifications WHERE user_id = $1", int(ana.id))
    assert [row["kind"] for row in kept] == ["reply"]


async def test_the_worker_has_its_schedules_in_the_database(people: People, db: Connection) -> None:
    await people.new("ana")
    names: set[str] = set()

    # The web processes answer before the worker has started.
    async with asyncio.timeout(30):
        while not {"prune_notifications", "purge_expired", "trim_feeds"} <= names:
            await asyncio.sleep(0.05)
            names = {row["entrypoint"] for row in await db.fetch("SELECT entrypoint FROM jobs.pgqueuer_schedules")}
