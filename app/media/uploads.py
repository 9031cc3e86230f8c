"""A file that came in, in a folder of its own that goes when the work is done."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.media.sniffing import FileType


_folders_in_use: set[Path] = set()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a type that we take, whole."""

    path: Path
    size: int
    file_type: FileType


@asynccontextmanager
async def work_folder(parent: Path) -> AsyncIterator[Path]:
    """An empty folder, and nothing of it afterwards."""
    folder = await asyncio.to_thread(_make, parent)
    _folders_in_use.add(folder)
    try:
        yield folder
    finally:
        _folders_in_use.discard(folder)
        await asyncio.shield(asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True))


def uploads_under_way() -> int:
    """How many of these folders are in use in this process."""
    return len(_folders_in_use)


def _make(parent: Path) -> Path:
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=parent))
