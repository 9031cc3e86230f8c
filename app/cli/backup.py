"""Write database and media into one file, while Skein runs or not.

The database is as it was at one moment; the media, from the folder or the bucket, are what it names, and what came
meanwhile. The file holds everything that was entrusted to Skein, and the secret key if Skein made it: keep it safe.
It is written for your eyes only, and appears when it is complete. `skein restore FILE` reads it.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.backup_file import Description, fingerprint, new_backup
from app.cli.migrate import check_migrations
from app.errors import NotFound
from app.launch.data_folder import read_secret
from app.launch.postgres_programs import dump_database
from app.launch.processes import LaunchError
from app.launch.services import services, with_kept_values
from app.storage.choose import make_storage

if TYPE_CHECKING:
    import argparse

    from app.cli.backup_file import BackupWriter
    from app.settings import Settings
    from app.storage.files import Storage

HELP = "write database and media into a file"
PROGRESS_SECONDS = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do it; gives the exit code."""
    settings = with_kept_values(settings)
    started = datetime.now(UTC)
    with services(settings, with_redis=False) as complete, new_backup(arguments.file) as backup:
        if problems := check_migrations(complete):
            raise LaunchError(f"The database does not fit this version of Skein: {problems[0]}")
        # The database first: what it names is then still there, as deleted media stay for days.
        with tempfile.TemporaryDirectory(dir=arguments.file.parent) as folder:
            dump = Path(folder) / "dump"
            dump_database(complete.direct_url, dump)
            print(f"Database: {dump.stat().st_size / 1e6:.1f} MB", flush=True)
            backup.add_database(dump)
        files = asyncio.run(_add_media(make_storage(complete), backup, arguments.file.parent))
        if (secret := read_secret(complete.skein_data / "secret-key")) is not None:
            backup.add_secret_key(secret)
        made_at = started.isoformat(timespec="seconds")
        backup.finish(Description(_newest_migration(), made_at, files, fingerprint(complete.secret_key)))
    print(f"Media: {files} files\nWritten: {arguments.file}, {arguments.file.stat().st_size / 1e6:.1f} MB")
    return 0


def _newest_migration() -> str:
    from app.migrate import read_migrations

    return read_migrations()[-1].name


async def _add_media(storage: Storage, backup: BackupWriter, beside: Path) -> int:
    """Copy every stored file; gives their number."""
    await storage.open()
    try:
        files = [file async for file in storage.list()]
        copied, told_at = 0, time.monotonic()
        with tempfile.TemporaryDirectory(dir=beside) as folder:
            path = Path(folder) / "file"
            for file in files:
                try:
                    with path.open("wb") as scratch:
                        async for piece in storage.read(file.name):
                            scratch.write(piece)
                except NotFound:
                    continue  # deleted meanwhile
                backup.add_media(file.name, path)
                copied += 1
                if time.monotonic() - told_at > PROGRESS_SECONDS:
                    told_at = time.monotonic()
                    print(f"Media: {copied} of {len(files)} files", flush=True)
    finally:
        await storage.close()
    return copied
