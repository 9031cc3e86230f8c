"""Migrations: numbered SQL files, forward only, and a schema of functions and triggers that is rebuilt.

One run is one transaction under an advisory lock, so that several machines may start at once. A file that
was applied is never edited: its hash is kept and compared.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
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


class MigrationError(RuntimeError):
    """The history in the database and the files do not fit together."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of `migrations/`."""

    number: int
    name: str
    sql: str

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
    applied: list[str] = []
    async with _locked(settings) as connection:
        await connection.execute(_HISTORY)
        pending, problems = await _compare(connection, folder)
        if problems:
            raise MigrationError("; ".join(problems))
        for migration in pending:
            await connection.execute(migration.sql)
            await connection.execute(
                "INSERT INTO schema_migrations (number, name, sha256) VALUES ($1, $2, $3)",
                migration.number,
                migration.name,
                migration.sha256,
            )
            applied.append(migration.name)
        if await _replaceable_is_stale(connection, folder):
            await _rebuild(connection, folder)
            applied.append("replaceable")
        await connection.execute(_PLANNING)
        await connection.execute(
            "UPDATE instance SET fanout_limit = $1 WHERE fanout_limit <> $1", settings.fanout_limit
        )
        await _set_search_language(connection, settings.search_language)
    return applied


async def _set_search_language(connection: asyncpg.Connection[asyncpg.Record], language: str) -> None:
    known = await connection.fetchval("SELECT cfgname FROM pg_ts_config WHERE cfgname = $1", language)
    if known is None:
        raise MigrationError(f"SEARCH_LANGUAGE is {language!r}, which PostgreSQL has no text search for")
    stored = await connection.fetchval("SELECT search_language::text FROM instance")
    if stored != language:
        await connection.execute("SELECT rules.index_all_words($1::text::regconfig)", language)


async def check(settings: Settings, folder: Path = MIGRATIONS_DIR) -> list[str]:
    """What `migrate` would do or refuse, in words; empty when the database is up to date."""
    async with _locked(settings) as connection:
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
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK_KEY)
            await connection.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            # "IF NOT EXISTS" is meant; the notice that it does exist is not news.
            await connection.execute("SET LOCAL client_min_messages = 'warning'")
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
