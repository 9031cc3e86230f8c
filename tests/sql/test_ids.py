"""Ids are unique, in the order in which they were drawn, and tell their moment."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

import asyncpg

if TYPE_CHECKING:
    from app.settings import Settings


async def test_ids_are_in_the_order_in_which_they_were_drawn(db: asyncpg.Connection[asyncpg.Record]) -> None:
    # The twelve bits of the sequence begin anew five times, mostly amid a millisecond.
    rows = await db.fetch("SELECT next_id() AS id FROM generate_series(1, 20000)")

    assert all(first["id"] < second["id"] for first, second in pairwise(rows))


async def test_an_id_tells_its_moment_to_the_millisecond(db: asyncpg.Connection[asyncpg.Record]) -> None:
    row = await db.fetchrow(
        "SELECT id_at(clock_timestamp()) AS before, next_id() AS id, id_at(clock_timestamp()) AS after"
    )

    assert row is not None
    assert (row["before"] >> 22) - 1 <= row["id"] >> 22 <= (row["after"] >> 22) + 1


async def test_sessions_that_draw_at_once_never_get_the_same(settings: Settings) -> None:
    async def draw() -> list[int]:
        connection = await asyncpg.connect(settings.database_url)
        try:
            return [await connection.fetchval("SELECT next_id()") for _ in range(200)]
        finally:
            await connection.close()

    drawn = [number for numbers in await asyncio.gather(*(draw() for _ in range(4))) for number in numbers]

    assert len(set(drawn)) == 800
