"""Files in a folder of this machine."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from typing import TYPE_CHECKING

import aiofiles

from app.errors import NotFound
from app.storage.files import CHUNK_BYTES, StoredFile, checked_name, is_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


class LocalStorage:
    """A `Storage` in a folder, in sub-folders by the first two letters."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def open(self) -> None:
        """There is nothing to open."""

    async def close(self) -> None:
        """There is nothing to close."""

    async def put(self, name: str, source: Path) -> None:
        """Store a copy of a file; it is there wholly or not at all."""
        await asyncio.to_thread(self._copy, self._path(name), source)

    async def read(self, name: str, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """The file, or a part of it, in pieces."""
        try:
            file = await aiofiles.open(self._path(name), "rb")
        except OSError as error:
            raise NotFound from error
        try:
            await file.seek(start)
            left = length
            while left is None or left > 0:
                piece = await file.read(CHUNK_BYTES if left is None else min(CHUNK_BYTES, left))
                if not piece:
                    break
                yield piece
                left = None if left is None else left - len(piece)
        finally:
            await file.close()

    async def size(self, name: str) -> int:
        """Its length."""
        path = self._path(name)
        try:
            return (await asyncio.to_thread(path.stat)).st_size
        except OSError as error:
            raise NotFound from error

    async def delete(self, name: str) -> None:
        """Remove a file, if it is there."""
        await asyncio.to_thread(self._path(name).unlink, missing_ok=True)

    async def list(self) -> AsyncIterator[StoredFile]:
        """All files; what a crash left unfinished is not among them."""
        for path in await asyncio.to_thread(lambda: sorted(self._folder.glob("[0-9a-f][0-9a-f]/*"))):
            if is_name(path.name):
                yield StoredFile(path.name, (await asyncio.to_thread(path.stat)).st_size)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / checked_name(name)

    def _copy(self, path: Path, source: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            shutil.copyfile(source, unfinished)
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
