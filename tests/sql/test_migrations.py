"""What `skein migrate` promises to the version that goes on serving."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import asyncpg
import pytest
import pytest_asyncio

from app.migrate import MIGRATIONS_DIR, check, migrate, read_migrations
from app.settings import Settings
from tests.conftest import copied_database

if TYPE_CHECKING:
    from pathlib import Path

    from app.db import Connection

INDEX = """
-- An index that is built while others write.
-- transaction: none
DROP INDEX CONCURRENTLY IF EXISTS posts_tried;
CREATE INDEX CONCURRENTLY posts_tried
ON posts (edited_at);
"""


@pytest_asyncio.fixture
async def own(template_database: str) -> Settings:
    """A migrated database of this test alone."""
    return Settings(database_url=await copied_database(template_database, "migrated"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Our migrations, and three more."""
    copied = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS_DIR, copied)
    last = read_migrations()[-1].number
    for place, (name, text) in enumerate(
        (("before", "CREATE TABLE tried_before ();"), ("index", INDEX), ("after", "CREATE TABLE tried_after ();"))
    ):
        (copied / f"{last + 1 + place:04}_{name}.sql").write_text(text)
    return copied


async def connected(settings: Settings) -> Connection:
    return await asyncpg.connect(settings.database_url)


async def test_an_index_is_built_while_others_write(own: Settings, folder: Path) -> None:
    writer = await connected(own)
    # A write that is not over yet: a plain CREATE INDEX would wait for it, and all later writes for the index.
    unfinished = writer.transaction()
    await unfinished.start()
    await writer.execute("UPDATE posts SET edited_at = now() WHERE false")
    migrating = asyncio.create_task(migrate(own, folder))
    other = await connected(own)
    async with asyncio.timeout(30):
        while not await other.fetchval("SELECT to_regclass('posts_tried') IS NOT NULL"):
            pass
        await other.execute("UPDATE posts SET edited_at = now()")
    await unfinished.commit()

    applied = await migrating

    assert [name[5:] for name in applied] == ["before", "index", "after"]
    assert await other.fetchval("SELECT indisvalid FROM pg_index WHERE indexrelid = 'posts_tried'::regclass")
    assert await check(own, folder) == []
    for connection in (writer, other):
        await connection.close()


async def test_two_machines_may_migrate_at_once(own: Settings, folder: Path) -> None:
    both = await asyncio.gather(migrate(own, folder), migrate(own, folder))

    assert sorted(len(applied) for applied in both) == [0, 3]
    assert await check(own, folder) == []
