"""Files in a folder of this machine."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
from typing import TYPE_CHECKING

import aiofiles

from app.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

_CHUNK_BYTES = 64 * 1024
_KEY = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{1,8}")


class LocalStorage:
    """Files by key. Keys are random, so that nobody guesses them, and have no path in them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def save(self, content: bytes, extension: str) -> str:
        """Store a file; gives its key."""
        key = f"{secrets.token_hex(16)}.{extension}"
        await asyncio.to_thread(self._write, key, content)
        return key

    async def delete(self, key: str) -> None:
        """Remove a file, if it is there."""
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def size(self, key: str) -> int:
        """Its length.

        Raises:
            NotFound: there is no such file.
        """
        try:
            return (await asyncio.to_thread(self._path(key).stat)).st_size
        except OSError as error:
            raise NotFound from error

    async def read(self, key: str) -> AsyncIterator[bytes]:
        """The file in pieces."""
        async with aiofiles.open(self._path(key), "rb") as file:
            while piece := await file.read(_CHUNK_BYTES):
                yield piece

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise NotFound
        return self._folder / key[:2] / key

    def _write(self, key: str, content: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
