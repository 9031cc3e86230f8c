"""Reads that many requests need at once go out together, and nobody gets another's answer, error or wait."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
import pytest_asyncio

from app.db import Database
from app.pool import BATCH_SIZE, BATCHES_AT_ONCE, Batches, Pool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.settings import Settings

# So many rows as are asked for, in the name of whoever asks.
ROWS = "SELECT $1::integer AS place, $2::text AS who, i FROM generate_series(1, $3::integer) AS i"
QUOTIENT = "SELECT $1::integer AS place, 12 / $2::integer AS quotient"
# The statement's process, once a lock is free.
LOCKED = "SELECT $1::integer AS place, pg_advisory_xact_lock_shared(11)::text, pg_backend_pid()"
END_WAITING = """
    SELECT count(pg_terminate_backend(l.pid)) FROM pg_locks AS l WHERE l.locktype = 'advisory' AND NOT l.granted
"""
PEOPLE = 100


@pytest_asyncio.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """One that has more connections than there are batches at once."""
    opened = Database(replace(settings, database_pool_size=BATCHES_AT_ONCE + 3))
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def pool(database: Database) -> Pool:
    """Its pool."""
    assert isinstance(database.pool, Pool)
    return database.pool


async def ask(pool: Pool, query: str, *arguments: Any) -> list[asyncpg.Record]:
    return await pool.fetch_batched(query, [0, *arguments], 0)


async def test_everybody_gets_their_own_rows_and_none_where_there_are_none(pool: Pool) -> None:
    answers = await asyncio.gather(*(ask(pool, ROWS, f"person {n}", n % 4) for n in range(PEOPLE)))

    for n, rows in enumerate(answers):
        assert [tuple(row)[1:] for row in rows] == [(f"person {n}", i) for i in range(1, n % 4 + 1)]


async def test_many_readers_need_few_connections(pool: Pool, database: Database) -> None:
    async with pool.acquire() as holder, holder.transaction():
        await holder.execute("SELECT pg_advisory_xact_lock(11)")
        readers = [asyncio.create_task(ask(pool, LOCKED)) for _ in range(PEOPLE)]
        async with asyncio.timeout(30):
            while database.pool_use().used < 1 + BATCHES_AT_ONCE:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        # What is no batch finds its connection.
        assert await pool.fetchval("SELECT 1", timeout=30) == 1

    answers = await asyncio.gather(*readers)

    assert len({row[2] for rows in answers for row in rows}) <= BATCHES_AT_ONCE


async def test_one_that_fails_fails_alone(pool: Pool) -> None:
    divisors = [0 if n % 5 == 3 else n + 1 for n in range(2 * BATCH_SIZE)]

    answers = await asyncio.gather(*(ask(pool, QUOTIENT, n) for n in divisors), return_exceptions=True)

    for divisor, answer in zip(divisors, answers, strict=True):
        if divisor:
            assert not isinstance(answer, BaseException)
            assert answer[0][1] == 12 // divisor
        else:
            assert isinstance(answer, asyncpg.DivisionByZeroError)


async def test_a_reader_who_goes_away_takes_nobody_along(pool: Pool) -> None:
    readers = [asyncio.create_task(ask(pool, ROWS, f"person {n}", 1)) for n in range(BATCH_SIZE)]
    await asyncio.sleep(0)
    readers[0].cancel()
    readers[5].cancel()

    answers = await asyncio.gather(*readers, return_exceptions=True)

    for n, answer in enumerate(answers):
        if n in {0, 5}:
            assert isinstance(answer, asyncio.CancelledError)
        else:
            assert not isinstance(answer, BaseException)
            assert answer[0][1] == f"person {n}"


async def test_a_read_that_comes_as_the_last_batches_end_is_sent() -> None:
    gate = asyncio.Event()

    class Gated:
        """A pool whose answers all come at one moment."""

        async def fetch(self, _query: str, *_arguments: Any) -> list[Any]:
            await gate.wait()
            return []

    batches = Batches(Gated(), ROWS, 0)  # type: ignore[arg-type]
    readers = []
    for _ in range(BATCHES_AT_ONCE):
        readers.append(asyncio.create_task(batches.fetch([0])))
        # Each is alone in its batch.
        for _ in range(3):
            await asyncio.sleep(0)
    gate.set()
    # Its first step is behind the ends of all batches, and before anything that these ends call.
    late = asyncio.create_task(batches.fetch([0]))

    await asyncio.gather(*readers)
    async with asyncio.timeout(30):
        assert await late == []


async def test_when_the_server_ends_a_connection_all_of_its_batch_hear_of_it_and_the_next_one_goes_on(
    pool: Pool, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    await db.execute("SELECT pg_advisory_lock(11)")
    readers = [asyncio.create_task(ask(pool, LOCKED)) for _ in range(BATCHES_AT_ONCE * BATCH_SIZE)]
    async with asyncio.timeout(30):
        ended = 0
        while ended < BATCHES_AT_ONCE:
            ended += await db.fetchval(END_WAITING)
    await db.execute("SELECT pg_advisory_unlock(11)")

    answers = await asyncio.gather(*readers, return_exceptions=True)

    assert any(isinstance(answer, asyncpg.PostgresError | asyncpg.InterfaceError | OSError) for answer in answers)
    assert (await ask(pool, ROWS, "the next one", 1))[0][1] == "the next one"


async def test_each_read_is_its_own_where_queries_are_traced(settings: Settings) -> None:
    async def listen(_connection: Any) -> None:
        """As tracing does."""

    database = Database(replace(settings, database_pool_size=8), listen)
    await database.open()
    try:
        assert isinstance(database.pool, Pool)
        pool = database.pool
        pids = await asyncio.gather(*(pool.fetch_batched(LOCKED, [0], 0) for _ in range(8)))
    finally:
        await database.close()

    assert len({rows[0][2] for rows in pids}) > BATCHES_AT_ONCE
