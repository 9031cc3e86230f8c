"""The storage that the settings name."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from app.storage.local import LocalStorage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.settings import Settings
    from app.storage.files import Storage


def make_storage(settings: Settings) -> Storage:
    """A bucket where S3_BUCKET is set, else a folder."""
    if settings.s3_bucket:
        # Here, because it takes a while to import.
        from app.storage.s3 import S3Storage

        return S3Storage(settings)
    return LocalStorage(settings.media_dir)


@asynccontextmanager
async def opened_storage(settings: Settings) -> AsyncIterator[Storage]:
    """The storage, for as long as it is needed."""
    storage = make_storage(settings)
    await storage.open()
    try:
        yield storage
    finally:
        await storage.close()
