"""`skein train` on a Dask cluster makes the same model, bit for bit, and says so when there is no cluster."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from distributed import LocalCluster

from tests.recommender.test_training import trainer

if TYPE_CHECKING:
    from app.settings import Settings
    from tests.recommender.world import World


async def trained_checksums(world: World, settings: Settings) -> dict[str, str]:
    process = trainer(settings)
    output, _ = await asyncio.to_thread(process.communicate)
    assert process.returncode == 0, output
    version = await world.current()
    assert version is not None
    found: dict[str, str] = json.loads(
        (settings.models_dir / version / "model" / "manifest.json").read_text(encoding="utf-8")
    )["sha256"]
    return found


@pytest.mark.slow
async def test_two_workers_train_the_same_model(world: World) -> None:
    cluster = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    with cluster as dask:
        far = await trained_checksums(world, replace(world.settings, dask_scheduler_address=dask.scheduler_address))

    assert far == await trained_checksums(world, world.settings)


async def test_a_cluster_that_is_not_there_is_told_in_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = await world.current()
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")

    process = trainer(replace(world.settings, dask_scheduler_address="tcp://127.0.0.1:9"))
    output, _ = await asyncio.to_thread(process.communicate)

    assert process.returncode == 1, output
    assert b"no Dask scheduler answers at tcp://127.0.0.1:9" in output
    assert b"Traceback" not in output
    assert await world.current() == before
