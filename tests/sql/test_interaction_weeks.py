"""Events lie in one partition per week: made ahead, and dropped when they are older than is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import asyncpg
import pytest_asyncio

from app.db import Database
from app.jobs.interactions import turn_weeks
from tests.conftest import copied_database
from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.settings import Settings
    from tests.people import People


@pytest_asyncio.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    opened = Database(settings)
    await opened.open()
    yield opened
    await opened.close()


def monday(days_ago: int) -> date:
    day = (datetime.now(UTC) - timedelta(days=days_ago)).date()
    return day - timedelta(days=day.weekday())


async def partitions(db: asyncpg.Connection[asyncpg.Record]) -> set[str]:
    rows = await db.fetch(
        "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'interactions'::regclass"
    )
    return {row["name"] for row in rows}


async def insert(db: asyncpg.Connection[asyncpg.Record], week: date) -> None:
    await db.execute(
        "INSERT INTO interactions (user_id, event_id, week, kind, post_id) "
        "VALUES (1, gen_random_uuid(), $1, 'view', 7)", week,
    )  # fmt: skip


async def test_weeks_are_made_ahead_and_old_ones_go(settings: Settings, template_database: str) -> None:
    # Of its own: the worker of the others turns the weeks too.
    address = await copied_database(template_database, "weeks")
    database, db = Database(replace(settings, database_url=address)), await asyncpg.connect(address)
    await database.open()
    old, kept = monday(settings.interaction_retention_days + 21), monday(settings.interaction_retention_days - 14)
    await insert(db, old)
    await insert(db, kept)
    assert await db.fetchval("SELECT count(*) FROM interactions_rest WHERE week = ANY($1)", [old, kept]) == 2

    await turn_weeks(settings, database)
    await turn_weeks(settings, database)

    names = await partitions(db)
    assert {f"interactions_{monday(-7 * ahead):%Y%m%d}" for ahead in range(9)} <= names
    assert f"interactions_{kept:%Y%m%d}" in names
    assert f"interactions_{old:%Y%m%d}" not in names
    assert await db.fetchval("SELECT count(*) FROM interactions_rest") == 0
    assert await db.fetchval("SELECT count(*) FROM interactions WHERE week = ANY($1)", [old, kept]) == 1
    await database.close()
    await db.close()


async def test_what_was_seen_is_forgotten_with_the_age_of_the_post(
    database: Database, settings: Settings, people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    checked(await ana.api.post("/api/track", json={"interaction_type": "view", "post_id": post["id"]}))
    await db.execute("INSERT INTO seen_posts (user_id, post_id, seen_at) VALUES ($1, 7, now())", int(ana.id))

    await turn_weeks(settings, database)

    rows = await db.fetch("SELECT post_id FROM seen_posts WHERE user_id = $1", int(ana.id))
    assert [row["post_id"] for row in rows] == [int(post["id"])]


async def test_events_go_with_the_person(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    checked(await ana.api.post("/api/track", json={"interaction_type": "view", "post_id": post["id"]}))

    await db.execute("DELETE FROM users WHERE id = $1", int(ana.id))

    assert await db.fetchval("SELECT count(*) FROM interactions WHERE user_id = $1", int(ana.id)) == 0
    assert await db.fetchval("SELECT count(*) FROM seen_posts WHERE user_id = $1", int(ana.id)) == 0
