"""Queries of Skein on bare asyncpg, and what a like costs: without web server, routes and templates."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, Any

import asyncpg

from bench.server import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

APP_SQL = PROJECT / "app" / "sql"
_PARAMETER = re.compile(r"(?<!:):([a-z_]+)")


def load_query(name: str) -> tuple[str, list[str]]:
    """The text of app/sql/NAME.sql with `$n`, and the parameters' names in that order."""
    lines = (APP_SQL / f"{name}.sql").read_text().splitlines()
    text = "\n".join(line.partition("--")[0] for line in lines)
    names = list(dict.fromkeys(_PARAMETER.findall(text)))
    return _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", text), names


async def time_query(url: str, name: str, *, count: int, **values: Any) -> list[float]:
    """Milliseconds of each of `count` runs of a query, one after the other, prepared."""
    text, names = load_query(name)
    connection = await asyncpg.connect(url)
    try:
        statement = await connection.prepare(text)
        given = [values[key] for key in names]
        return await _times(count, lambda: statement.fetch(*given))
    finally:
        await connection.close()


async def _times(count: int, act: Callable[[], Any], warm_up: int = 20) -> list[float]:
    times: list[float] = []
    for number in range(count + warm_up):
        started = time.perf_counter()
        await act()
        if number >= warm_up:
            times.append((time.perf_counter() - started) * 1000)
    return times


async def query_rate(url: str, name: str, values: Sequence[dict[str, Any]], *, seconds: float = 5) -> float:
    """Queries per second by eight connections of one process, each run with the next values."""
    text, names = load_query(name)
    ends_at = time.perf_counter() + seconds
    count = 0

    async def run(offset: int) -> None:
        nonlocal count
        connection = await asyncpg.connect(url)
        statement = await connection.prepare(text)
        turn = offset
        while time.perf_counter() < ends_at:
            turn += 1
            chosen = values[turn % len(values)]
            await statement.fetch(*[chosen[key] for key in names])
            count += 1
        await connection.close()

    started = time.perf_counter()
    await asyncio.gather(*(run(offset * 20) for offset in range(8)))
    return count / (time.perf_counter() - started)


async def time_likes(url: str, count: int = 2000) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of likes with all that they cause, of likes that make no notification because the author switched
    them off, and of bare INSERTs; by turns, so that noise hits all.

    The bare ones go into a copy of the table with the same rows, indexes and foreign keys, but no triggers of ours.
    Both times go from the INSERT to the end of the COMMIT.
    """
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "DROP TABLE IF EXISTS bare_likes; CREATE TABLE bare_likes (LIKE likes INCLUDING ALL, "
            "FOREIGN KEY (post_id) REFERENCES posts, FOREIGN KEY (user_id) REFERENCES users); "
            "INSERT INTO bare_likes SELECT * FROM likes; ANALYZE bare_likes; "
            "INSERT INTO notification_preferences SELECT u.id, 'like', 'off' FROM users AS u WHERE u.id % 2 = 0 "
            "ON CONFLICT DO NOTHING"
        )
        pairs = await connection.fetch(
            "SELECT p.id AS post_id, u.id AS user_id, p.author_id % 2 = 0 AS is_quiet "
            "FROM (SELECT id, author_id, row_number() OVER () AS n FROM posts WHERE repost_of_id IS NULL LIMIT $1) p "
            "JOIN (SELECT id, row_number() OVER (ORDER BY id DESC) AS n FROM users LIMIT $1) AS u ON u.n = p.n "
            "WHERE NOT EXISTS (SELECT 1 FROM likes AS l WHERE l.post_id = p.id AND l.user_id = u.id)",
            count,
        )
        inserts = [
            await connection.prepare(f"INSERT INTO {table} (post_id, user_id) VALUES ($1, $2)")  # noqa: S608
            for table in ("likes", "bare_likes")
        ]
        loud: list[float] = []
        quiet: list[float] = []
        bare: list[float] = []
        for number, pair in enumerate(pairs):
            for insert, kept in zip(inserts, (quiet if pair["is_quiet"] else loud, bare), strict=True):
                async with connection.transaction():
                    started = time.perf_counter()
                    await insert.fetch(pair["post_id"], pair["user_id"])
                if number >= 20:
                    kept.append((time.perf_counter() - started) * 1000)
        return loud, quiet, bare
    finally:
        await connection.close()
