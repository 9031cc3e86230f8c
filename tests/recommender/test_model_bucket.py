"""With a bucket, a trainer and a web process that share no folder share the models."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from app.cli import model as model_command
from app.cli.storage import check_all
from app.feeds.model_source import ModelSource
from app.feeds.model_storage import archive_name
from app.jobs.train import KEPT_MODELS, TrainingFailed, train
from app.launch.processes import LaunchError
from app.storage.choose import make_storage
from tests.media.s3_server import S3Server, make_bucket

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from app.settings import Settings
    from app.storage.files import Storage
    from tests.recommender.world import World


@pytest_asyncio.fixture
async def trainer(world: World, tmp_path: Path) -> AsyncIterator[Settings]:
    """The settings of a machine that trains, with a new bucket."""
    with S3Server(tmp_path / "s3") as server:
        made = replace(server.settings(world.settings), skein_data=tmp_path / "trainer")
        await make_bucket(made)
        yield made
    # Leave the world with a model that its own folder has.
    await world.db.execute("DELETE FROM recommender_models")
    await train(world.settings)
    await world.models.check()


@pytest_asyncio.fixture
async def bucket(trainer: Settings) -> AsyncIterator[Storage]:
    storage = make_storage(trainer)
    await storage.open()
    yield storage
    await storage.close()


def web_process(world: World, trainer: Settings, folder: Path) -> ModelSource:
    return ModelSource(replace(trainer, skein_data=folder), world.app.extensions["skein"].database)


async def checksum_of(world: World, version: str | None) -> str:
    return str(await world.db.fetchval("SELECT checksum FROM recommender_models WHERE version = $1", version))


async def test_another_machine_fetches_and_keeps_the_models_that_count(
    world: World, trainer: Settings, bucket: Storage, tmp_path: Path
) -> None:
    source = web_process(world, trainer, tmp_path / "web")
    made = []
    for _ in range(KEPT_MODELS + 1):
        made.append((await train(trainer)).version)
        await source.check()
        assert source.current is not None
        assert source.current.version == made[-1]

    assert source.current is not None
    model = source.current.model
    kept = {archive_name(await checksum_of(world, version)) for version in made[1:]}
    assert {file.name async for file in bucket.list()} == kept
    assert {path.name for path in (tmp_path / "web" / "models").iterdir()} == set(made[1:])
    assert await check_all(trainer, deletes=True) == 0
    assert {file.name async for file in bucket.list()} == kept
    assert model.rank(model.histories[:3], 5).items.shape == (3, 5)


async def test_a_bad_archive_is_refused_and_the_old_model_serves_on(
    world: World, trainer: Settings, bucket: Storage, tmp_path: Path
) -> None:
    source = web_process(world, trainer, tmp_path / "web")
    old = str((await train(trainer)).version)
    await source.check()
    bad = str((await train(trainer)).version)
    name = archive_name(await checksum_of(world, bad))
    content = b"".join([piece async for piece in bucket.read(name)])
    (tmp_path / "half").write_bytes(content[: len(content) // 2])
    await bucket.put(name, tmp_path / "half")

    await source.check()

    assert source.current is not None
    assert source.current.version == old
    assert [path.name for path in (tmp_path / "web" / "models").iterdir()] == [old]
    elsewhere = replace(trainer, skein_data=tmp_path / "operator")
    with pytest.raises(LaunchError, match="cannot be used"):
        await asyncio.to_thread(model_command.run, argparse.Namespace(act="use", version=bad), elsewhere)


async def test_a_damaged_copy_is_fetched_anew(world: World, trainer: Settings, tmp_path: Path) -> None:
    version = str((await train(trainer)).version)
    await web_process(world, trainer, tmp_path / "web").check()
    (tmp_path / "web" / "models" / version / "authors.npy").write_bytes(b"")
    (tmp_path / "web" / "models" / ".get-dead").mkdir()

    started = web_process(world, trainer, tmp_path / "web")
    await started.check()

    assert started.current is not None
    assert started.current.version == version


async def test_while_the_bucket_is_away_nothing_changes(world: World, trainer: Settings) -> None:
    before = await world.current()

    with pytest.raises(TrainingFailed, match="bucket cannot be reached"):
        await train(replace(trainer, s3_endpoint_url="http://127.0.0.1:9"))

    assert await world.current() == before
