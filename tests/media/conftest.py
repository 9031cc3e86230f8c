"""The two storages: a folder, and a bucket on a real S3 server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from app.storage.choose import make_storage
from tests.media.s3_server import S3Server, make_bucket

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from app.settings import Settings
    from app.storage.files import Storage


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """One S3 server for all tests of this process."""
    with S3Server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest_asyncio.fixture(params=["folder", "bucket"])
async def stored_settings(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a new folder, then with a new bucket."""
    if request.param == "folder":
        return replace(settings, storage_dir=str(tmp_path / "media"))
    bucket: Settings = request.getfixturevalue("s3_server").settings(settings)
    await make_bucket(bucket)
    return bucket


@pytest_asyncio.fixture
async def storage(stored_settings: Settings) -> AsyncIterator[Storage]:
    """An empty storage."""
    made = make_storage(stored_settings)
    await made.open()
    yield made
    await made.close()
