"""Migrations: numbered SQL files, forward only, and a schema of functions and triggers that is rebuilt.

One run is one transaction under an advisory lock, so that several machines may start at once. A file whose head says
`-- transaction: none`, for an index that is built while others write, runs between two transactions. A file that was
applied is never edited: its hash is kept and compared. docs/scaling.md says what a migration may do.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from app.db import CONNECT_SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.settings import Settings

MIGRATIONS_DIR = Path(__file__).parent.parent / "migrations"
LOCK_KEY = 5_301_776_221  # any constant; nothing else takes this advisory lock
# Give up rather than queue behind a long query with every other query queued behind us.
LOCK_TIMEOUT = "10s"
LOOK_AGAIN_SECONDS = 0.1


class MigrationError(RuntimeError):
    """The history in the database and the files do not fit together."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of `migrations/`."""

    number: int
    name: str
    sql: str

    @property
    def is_transactional(self) -> bool:
        """Whether it runs with others in one transaction."""
        return re.search(r"^-- transaction: none$", self.sql, re.MULTILINE) is None

    @property
    def statements(self) -> list[str]:
        """The statements of a file without a transaction, each of which ends with its line."""
        return [part for part in re.split(r"(?<=;)\s*\n", self.sql) if part.strip()]

    @property
    def sha256(self) -> str:
        """Fingerprint by which an edited file is noticed."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def read_migrations(folder: Path = MIGRATIONS_DIR) -> list[Migration]:
    """The numbered files in order.

    Raises:
        MigrationError: a name that is not `NNNN_what.sql`, a gap or a number used twice.
    """
    migrations = []
    for path in sorted(folder.glob("*.sql")):
        match = re.fullmatch(r"(\d{4})_([a-z0-9_]+)\.sql", path.name)
        if match is None:
            raise MigrationError(f"{path.name}: has to be named NNNN_what.sql")
        migrations.append(Migration(int(match[1]), path.stem, path.read_text(encoding="utf-8")))
    if [m.number for m in migrations] != list(range(1, len(migrations) + 1)):
        raise MigrationError("migrations have to be numbered 0001, 0002 … without gap or repetition")
    return migrations


def read_replaceable(folder: Path = MIGRATIONS_DIR) -> str:
    """All functions and triggers as one script."""
    files = sorted((folder / "replaceable").glob("*.sql"))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


async def migrate(settings: Settings, folder: Path = MIGRATIONS_DIR) -> list[str]:
    """Bring the database up to date; gives the names of what was applied.

    Raises:
        MigrationError: an applied file was edited or is gone.
    """
    async with _locked(settings) as connection:
        async with connection.transaction():
            await connection.execute(_HISTORY)
            pending, problems = await _compare(connection, folder)
        if problems:
            raise MigrationError("; ".join(problems))
        applied = [migration.name for migration in pending]
        while len(together := list(takewhile(lambda migration: migration.is_transactional, pending))) < len(pending):
            async with connection.transaction():
                await _apply(connection, together)
            await _apply_alone(connection, pending[len(together)])
            pending = pending[len(together) + 1 :]
        async with connection.transaction():
            await _apply(connection, pending)
            if await _replaceable_is_stale(connection, folder):
                await _rebuild(connection, folder)
                applied.append("replaceable")
            await connection.execute(_PLANNING)
            await connection.execute(
                "UPDATE instance SET fanout_limit = $1 WHERE fanout_limit <> $1", settings.fanout_limit
            )
            await _set_search_language(connection, settings.search_language)
    return applied


async def _apply(connection: asyncpg.Connection[asyncpg.Record], migrations: list[Migration]) -> None:
    for migration in migrations:
        await connection.execute(migration.sql)
        await _note_applied(connection, migration)


async def _apply_alone(connection: asyncpg.Connection[asyncpg.Record], migration: Migration) -> None:
    for statement in migration.statements:
        await connection.execute(statement)
    await _note_applied(connection, migration)


async def _note_applied(connection: asyncpg.Connection[asyncpg.Record], migration: Migration) -> None:
    await connection.execute(
        "INSERT INTO schema_migrations (number, name, sha256) VALUES ($1, $2, $3)",
        migration.number,
        migration.name,
        migration.sha256,
    )


async def _set_search_language(connection: asyncpg.Connection[asyncpg.Record], language: str) -> None:
    known = await connection.fetchval("SELECT cfgname FROM pg_ts_config WHERE cfgname = $1", language)
    if known is None:
        raise MigrationError(f"SEARCH_LANGUAGE is {language!r}, which PostgreSQL has no text search for")
    stored = await connection.fetchval("SELECT search_language::text FROM instance")
    if stored != language:
        await connection.execute("SELECT rules.index_all_words($1::text::regconfig)", language)


async def check(settings: Settings, folder: Path = MIGRATIONS_DIR) -> list[str]:
    """What `migrate` would do or refuse, in words; empty when the database is up to date."""
    async with _locked(settings) as connection, connection.transaction():
        await connection.execute(_HISTORY)
        pending, problems = await _compare(connection, folder)
        problems += [f"{migration.name} is not applied" for migration in pending]
        if not pending and await _replaceable_is_stale(connection, folder):
            problems.append("the functions in replaceable/ are not the ones in the database")
    return problems


_HISTORY = """
    CREATE TABLE IF NOT EXISTS schema_migrations (
        number integer PRIMARY KEY,
        name text NOT NULL,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE TABLE IF NOT EXISTS schema_replaceable (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        sha256 text NOT NULL
    )
"""

# Our queries are prepared once and have one good plan; planning them anew costs more than running them.
_PLANNING = """
    DO $$
    BEGIN
        EXECUTE format('ALTER DATABASE %I SET plan_cache_mode = force_generic_plan', current_database());
        EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
    END
    $$
"""


@asynccontextmanager
async def _locked(settings: Settings) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    connection = await asyncpg.connect(settings.direct_url, timeout=CONNECT_SECONDS)
    try:
        # Looking again and again: whoever waits inside PostgreSQL holds a snapshot, which an index that is built
        # concurrently would wait for in turn.
        while True:
            if await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK_KEY):
                break
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        await connection.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
        # "IF NOT EXISTS" is meant; the notice that it does exist is not news.
        await connection.execute("SET client_min_messages = 'warning'")
        yield connection
    finally:
        await connection.close()


async def _compare(connection: asyncpg.Connection[asyncpg.Record], folder: Path) -> tuple[list[Migration], list[str]]:
    history = {
        record["number"]: record
        for record in await connection.fetch("SELECT number, name, sha256 FROM schema_migrations")
    }
    pending, problems = [], []
    for migration in read_migrations(folder):
        record = history.pop(migration.number, None)
        if record is None:
            pending.append(migration)
        elif record["sha256"] != migration.sha256:
            problems.append(f"{migration.name} was edited after it had been applied; write a new file")
    problems += [f"{record['name']} is in the database, but its file is gone" for record in history.values()]
    return pending, problems


async def _replaceable_is_stale(connection: asyncpg.Connection[asyncpg.Record], folder: Path) -> bool:
    stored = await connection.fetchval("SELECT sha256 FROM schema_replaceable")
    return bool(stored != _replaceable_hash(folder))


def _replaceable_hash(folder: Path) -> str:
    return hashlib.sha256(read_replaceable(folder).encode()).hexdigest()


async def _rebuild(connection: asyncpg.Connection[asyncpg.Record], folder: Path) -> None:
    await connection.execute("DROP SCHEMA IF EXISTS rules CASCADE; CREATE SCHEMA rules")
    await connection.execute(read_replaceable(folder))
    await connection.execute(
        "INSERT INTO schema_replaceable (sha256) VALUES ($1) "
        "ON CONFLICT (is_only) DO UPDATE SET sha256 = EXCLUDED.sha256",
        _replaceable_hash(folder),
    )
