"""A connection goes back to the pool clean, whatever its last user did and however that ended."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import asyncpg
import pytest
import pytest_asyncio

from app.db import Database, PoolUse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from app.settings import Settings

SLOW = "SELECT pg_sleep(30)"


@pytest_asyncio.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """One with a single connection: what is not given back keeps all others waiting."""
    opened = Database(replace(settings, database_pool_size=1))
    await opened.open()
    yield opened
    await opened.close()


async def fail(database: Database) -> None:
    with pytest.raises(asyncpg.DivisionByZeroError):
        await database.pool.fetchval("SELECT 1 / 0")


async def run_out_of_time(database: Database) -> None:
    with pytest.raises(TimeoutError):
        await database.pool.execute(SLOW, timeout=0.1)


async def be_cancelled(database: Database) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await database.pool.execute(SLOW)


async def leave_a_transaction_open(database: Database) -> None:
    async with database.pool.acquire() as connection:
        await connection.execute("BEGIN")
        await connection.execute("SET LOCAL statement_timeout = 1234")


async def lose_the_connection(database: Database) -> None:
    async with database.pool.acquire() as connection:
        connection.terminate()


async def give_back_twice(database: Database) -> None:
    connection = await database.pool.acquire()
    await database.pool.release(connection)
    await database.pool.release(connection)


@pytest.mark.parametrize(
    "use", [fail, run_out_of_time, be_cancelled, leave_a_transaction_open, lose_the_connection, give_back_twice]
)
async def test_the_next_one_finds_the_connection_clean(
    database: Database, use: Callable[[Database], Awaitable[None]]
) -> None:
    await use(database)

    async with asyncio.timeout(30), database.pool.acquire() as connection:
        assert not connection.is_in_transaction()
        assert await connection.fetchval("SHOW statement_timeout") != "1234ms"
        assert database.pool_use() == PoolUse(most=1, open=1, used=1, waiting=0)
    assert database.pool_use() == PoolUse(most=1, open=1, used=0, waiting=0)


async def test_a_connection_is_kept_from_one_use_to_the_next(database: Database) -> None:
    async with database.transaction() as connection:
        first = connection.get_server_pid()

    async with database.pool.acquire() as connection:
        assert connection.get_server_pid() == first
