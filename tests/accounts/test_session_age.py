"""How long a session lasts, and when its use is noted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People

SECONDS_TO_WAIT = 30


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ("last_used_at = now() - interval '29 days'", 200),
        ("last_used_at = now() - interval '31 days'", 401),
        ("created_at = now() - interval '179 days'", 200),
        ("created_at = now() - interval '181 days'", 401),
    ],
)
async def test_30_days_idle_or_180_in_all_end_it(
    people: People, db: asyncpg.Connection[asyncpg.Record], change: str, status: int
) -> None:
    ana = await people.new("ana")

    await db.execute(f"UPDATE sessions SET {change} WHERE user_id = $1", int(ana.id))  # noqa: S608  of the list above

    assert (await ana.api.get("/api/me")).status_code == status


async def test_its_use_is_noted_after_ten_minutes(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    await db.execute("UPDATE sessions SET last_used_at = now() - interval '1 hour' WHERE user_id = $1", int(ana.id))

    checked(await ana.api.get("/api/me"))

    async with asyncio.timeout(SECONDS_TO_WAIT):
        is_noted = False
        while not is_noted:
            is_noted = await db.fetchval(
                "SELECT last_used_at > now() - interval '1 minute' FROM sessions WHERE user_id = $1", int(ana.id)
            )


async def test_it_is_not_written_with_every_call(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    await db.execute("UPDATE sessions SET last_used_at = now() - interval '9 minutes' WHERE user_id = $1", int(ana.id))
    before = await db.fetchval("SELECT xmin::text FROM sessions WHERE user_id = $1", int(ana.id))

    for _ in range(5):
        checked(await ana.api.get("/api/me"))

    assert await db.fetchval("SELECT xmin::text FROM sessions WHERE user_id = $1", int(ana.id)) == before
