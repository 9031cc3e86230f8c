"""What every storage can do, and how its files are named."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

CHUNK_BYTES = 64 * 1024
_NAME = re.compile(r"[0-9a-f]{32}(-[a-z0-9]{1,12})?\.[a-z0-9]{1,8}")

CONTENT_TYPES = {"webp": "image/webp", "mp4": "video/mp4"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the storage."""

    name: str
    size: int


class Storage(Protocol):
    """Files by name. A name is written once; none holds a path."""

    async def open(self) -> None:
        """Get ready."""

    async def close(self) -> None:
        """Let go of connections."""

    async def put(self, name: str, source: Path) -> None:
        """Store a copy of a file of this machine, never holding the whole in memory."""

    def read(self, name: str, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """The file, or `length` bytes of it, in pieces.

        Raises:
            NotFound: there is no such file.
        """

    async def size(self, name: str) -> int:
        """Its length.

        Raises:
            NotFound: there is no such file.
        """

    async def delete(self, name: str) -> None:
        """Remove a file, if it is there."""

    def list(self) -> AsyncIterator[StoredFile]:
        """All files, in no order; what is called otherwise, and so is not ours, is passed over."""


def new_key() -> str:
    """The random first part of the names of one upload: nobody guesses it, and it never comes again."""
    return secrets.token_hex(16)


def is_name(text: str) -> bool:
    """Whether a file of ours can be called that."""
    return _NAME.fullmatch(text) is not None


def checked_name(name: str) -> str:
    """A name as the storage takes it.

    Raises:
        NotFound: no file is ever called that.
    """
    if not is_name(name):
        raise NotFound
    return name


def content_type_of(name: str) -> str:
    """The type under which a file is served.

    Raises:
        NotFound: files of this kind are not served.
    """
    content_type = CONTENT_TYPES.get(checked_name(name).rpartition(".")[2])
    if content_type is None:
        raise NotFound
    return content_type
