"""Trained models beyond one machine: where media are in a bucket, so are models, one archive each.

The models folder is then a cache: the trainer writes there and uploads, a web process that lacks a model fetches it,
checks every byte and renames it into place. Without a bucket the folder is all there is.
"""

from __future__ import annotations

import asyncio
import shutil
import tarfile
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import NotFound
from app.feeds.model_files import read_model
from app.storage.choose import opened_storage
from recsys import ModelCorrupt

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.feeds.model_files import TrainedModel
    from app.settings import Settings

FETCHING = ".get-"
# What a process left that died while fetching.
_ABANDONED_SECONDS = 3_600.0


def archive_name(checksum: str) -> str:
    """What the model with this checksum is called in the bucket."""
    return f"{checksum[:32]}-model.tar"


async def upload_model(settings: Settings, version: str, checksum: str) -> None:
    """Put a written model into the bucket, if there is one.

    Raises:
        Unavailable: the bucket cannot be reached.
        OSError: there is no room for the archive.
    """
    if not settings.s3_bucket:
        return
    with tempfile.TemporaryDirectory(prefix=FETCHING, dir=settings.models_dir) as name:
        archive = Path(name) / "model.tar"
        await asyncio.to_thread(_pack, settings.models_dir / version, archive)
        async with opened_storage(settings) as storage:
            await storage.put(archive_name(checksum), archive)


async def delete_archives(settings: Settings, checksums: Collection[str]) -> None:
    """Remove models from the bucket, if there is one.

    Raises:
        Unavailable: the bucket cannot be reached.
    """
    if settings.s3_bucket and checksums:
        async with opened_storage(settings) as storage:
            for checksum in checksums:
                await storage.delete(archive_name(checksum))


async def open_model(settings: Settings, version: str, checksum: str) -> TrainedModel:
    """A model from the folder; where it is not there or damaged, from the bucket.

    Raises:
        ModelCorrupt: no copy is what was written.
        Unavailable: the bucket cannot be reached.
    """
    folder = settings.models_dir
    try:
        # Every byte is read to check it, so not in the loop that answers requests.
        return await asyncio.to_thread(read_model, folder, version, checksum)
    except ModelCorrupt:
        if not settings.s3_bucket:
            raise
    try:
        await _fetch(settings, version, checksum)
    except (NotFound, OSError, tarfile.TarError) as error:
        raise ModelCorrupt(f"{version} cannot be fetched: {error!r}") from error
    return await asyncio.to_thread(read_model, folder, version, checksum)


def remove_older(folder: Path, versions: Collection[str]) -> None:
    """Remove fetched models that are older than all of `versions`; newer ones a trainer may be about to publish."""
    oldest = min(versions, default="")
    for place in folder.iterdir():
        if place.is_dir() and not place.name.startswith(".") and place.name < oldest:
            shutil.rmtree(place, ignore_errors=True)


async def _fetch(settings: Settings, version: str, checksum: str) -> None:
    folder = settings.models_dir
    await asyncio.to_thread(_make_room, folder)
    with tempfile.TemporaryDirectory(prefix=FETCHING, dir=folder) as name:
        archive = Path(name) / "model.tar"
        async with opened_storage(settings) as storage:
            with archive.open("wb") as file:
                async for piece in storage.read(archive_name(checksum)):
                    await asyncio.to_thread(file.write, piece)
        await asyncio.to_thread(_unpack, archive, Path(name) / version)
        # Whole before it gets its name; another process may have been faster.
        await asyncio.to_thread(read_model, Path(name), version, checksum)
        await asyncio.to_thread(_replace, Path(name) / version, folder / version)


def _make_room(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{FETCHING}*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _pack(folder: Path, archive: Path) -> None:
    with tarfile.open(archive, "w") as made:
        for path in sorted(folder.rglob("*.*")):
            made.add(path, path.relative_to(folder).as_posix(), recursive=False)


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")


def _replace(made: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    try:
        made.rename(place)
    except OSError:
        if not place.exists():
            raise
