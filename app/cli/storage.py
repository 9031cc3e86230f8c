"""Look after stored pictures and videos.

`skein storage check` compares the storage with the database: files that are missing, and files that nothing
names. `skein storage migrate --to folder|s3` copies everything from the other storage and verifies it; both are
read from the settings (STORAGE_DIR, S3_…). Copying twice is harmless: what is there already is left alone.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import NotFound
from app.launch.services import services, with_kept_values
from app.storage.choose import make_storage, opened_storage

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncIterator

    from app.settings import Settings
    from app.storage.files import Storage

HELP = "check or move stored media"
PAGE = 1_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    check = acts.add_parser("check", help="compare the storage with the database")
    check.add_argument("--delete-unknown", action="store_true", help="remove files that nothing names")
    migrate = acts.add_parser("migrate", help="copy everything between folder and S3")
    migrate.add_argument("--to", choices=("folder", "s3"), required=True, help="where the files shall be")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do it; 1 when something is missing."""
    settings = with_kept_values(settings)
    if arguments.act == "migrate":
        if not settings.s3_bucket:
            print("Set S3_BUCKET and the other S3_ settings first")
            return 2
        folder, bucket = make_storage(replace(settings, s3_bucket="")), make_storage(settings)
        source, target = (folder, bucket) if arguments.to == "s3" else (bucket, folder)
        return asyncio.run(copy_all(source, target))
    with services(settings, with_redis=False) as complete:
        return asyncio.run(check_all(complete, deletes=arguments.delete_unknown))


async def copy_all(source: Storage, target: Storage) -> int:
    """Copy what the target does not have, and compare lengths; gives the exit code."""
    copied = there = wrong = 0
    await source.open()
    await target.open()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async for file in source.list():
                if await _size(target, file.name) == file.size:
                    there += 1
                    continue
                await _copy(source, target, file.name, Path(folder) / "file")
                copied += 1
                if await _size(target, file.name) != file.size:
                    wrong += 1
                    print(f"{file.name}: the copy differs")
    finally:
        await source.close()
        await target.close()
    print(f"Copied {copied}, left {there} that were there, {wrong} wrong")
    return 1 if wrong else 0


async def _copy(source: Storage, target: Storage, name: str, path: Path) -> None:
    with path.open("wb") as file:
        async for piece in source.read(name):
            await asyncio.to_thread(file.write, piece)
    await target.put(name, path)


async def check_all(settings: Settings, *, deletes: bool) -> int:
    """Print what is missing and what is unknown; gives the exit code."""
    async with opened_storage(settings) as storage:
        # The files first: what is uploaded meanwhile is then named, but not listed, and not called unknown.
        files = {file.name async for file in storage.list()}
        named, needed = set(), 0
        async for names, is_needed in _named(settings):
            named |= names
            for name in sorted(names - files) if is_needed else ():
                needed += 1
                print(f"{name}: missing")
        unknown = sorted(files - named)
        for name in unknown:
            print(f"{name}: nothing names it{', removed' if deletes else ''}")
            if deletes:
                await storage.delete(name)
    print(f"{len(files)} files, {needed} missing, {len(unknown)} unknown")
    return 1 if needed else 0


async def _named(settings: Settings) -> AsyncIterator[tuple[set[str], bool]]:
    """Names of files that the database knows, and whether they have to be there."""
    from app.db import Database
    from app.feeds.model_storage import archive_name
    from app.store import exports, media, recommendations

    database = Database(settings)
    await database.open()
    try:
        yield set(await media.list_single_names(database.pool)), True
        yield set(await exports.list_storage_keys(database.pool)), True
        # Models that were trained before there was a bucket are not in it.
        yield {archive_name(row.checksum) for row in await recommendations.list_models(database.pool)}, False
        after_id = 0
        while rows := await media.list_stored(database.pool, after_id=after_id, page_size=PAGE):
            after_id = rows[-1].id
            # The source of a video that waits may be there; so may a video that is not encoded yet.
            yield {name for row in rows for name in row.names if not name.endswith(".mp4")}, True
            yield {name for row in rows for name in (*row.names, row.source)}, False
    finally:
        await database.close()


async def _size(storage: Storage, name: str) -> int | None:
    try:
        return await storage.size(name)
    except NotFound:
        return None
