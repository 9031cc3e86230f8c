"""Bring back what `skein backup` wrote, into an empty database.

Media go to the folder or the bucket of today's settings, whichever they came from; a backup of an earlier version is
migrated. What fails can be repeated: the database is filled last, and wholly or not at all. The secret key has to be
the same, as second factors are sealed with it: if Skein made it, it is in the backup, and used where there is none yet.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.backup_file import fingerprint, opened_backup
from app.cli.migrate import apply_migrations
from app.launch.data_folder import make_folder, read_secret, write_secret
from app.launch.postgres_programs import restore_database
from app.launch.processes import LaunchError
from app.launch.services import services, with_kept_values
from app.storage.choose import make_storage

if TYPE_CHECKING:
    import argparse

    from app.cli.backup_file import BackupReader
    from app.settings import Settings
    from app.storage.files import Storage

HELP = "bring back a backup, into an empty database"
PROGRESS_SECONDS = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where from."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what `skein backup` wrote")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do it; gives the exit code."""
    with opened_backup(arguments.file) as backup:
        _check_version(backup)
        _keep_secret_key(backup, settings)
        settings = with_kept_values(settings)
        if fingerprint(settings.secret_key) != backup.description.key:
            raise LaunchError(f"The backup was made with another SECRET_KEY than this one or {settings.skein_data}'s.")
        with services(settings, with_redis=False) as complete:
            if asyncio.run(_has_tables(complete)):
                raise LaunchError("The database is not empty; nothing was changed. Restore into a new one.")
            asyncio.run(_put_media(backup, make_storage(complete)))
            with tempfile.TemporaryDirectory(dir=complete.skein_data) as folder:
                dump = Path(folder) / "dump"
                with dump.open("wb") as target:
                    shutil.copyfileobj(backup.database(), target)
                print(f"Database: {dump.stat().st_size / 1e6:.1f} MB", flush=True)
                restore_database(complete.direct_url, dump)
            applied = apply_migrations(complete)
    if applied:
        print(f"Migrations applied: {len(applied)}")
    print(f"Restored what was there at {backup.description.made_at}")
    return 0


def _check_version(backup: BackupReader) -> None:
    from app.migrate import read_migrations

    if backup.description.migration not in {migration.name for migration in read_migrations()}:
        raise LaunchError(f"The backup is of a newer version of Skein, with {backup.description.migration}.")


def _keep_secret_key(backup: BackupReader, settings: Settings) -> None:
    secret, path = backup.secret_key(), settings.skein_data.absolute() / "secret-key"
    if secret is not None and not settings.secret_key and read_secret(path) is None:
        make_folder(path.parent)
        write_secret(path, secret)


async def _has_tables(settings: Settings) -> bool:
    from app.db import Database
    from app.store import operations

    database = Database(settings)
    await database.open()
    try:
        return await operations.has_tables(database.pool)
    finally:
        await database.close()


async def _put_media(backup: BackupReader, storage: Storage) -> None:
    await storage.open()
    try:
        put, told_at = 0, time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            for name, file in backup.media():
                with path.open("wb") as scratch:
                    shutil.copyfileobj(file, scratch)
                await storage.put(name, path)
                put += 1
                if time.monotonic() - told_at > PROGRESS_SECONDS:
                    told_at = time.monotonic()
                    print(f"Media: {put} of {backup.description.media_files} files", flush=True)
    finally:
        await storage.close()
    print(f"Media: {put} files", flush=True)
