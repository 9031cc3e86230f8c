"""A world with a trained model, shared by the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import asyncpg
import pytest_asyncio

from app import create_app
from app.jobs.train import train
from tests.recommender.world import World, tastes_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

    from app.launch.valkey import OwnValkey
    from app.settings import Settings


@pytest_asyncio.fixture(scope="session")
async def trained_world(
    settings: Settings, template_database: str, valkey: OwnValkey, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[World]:
    """Two tastes, one model, and the app in this process: other folders see neither."""
    own = replace(
        settings,
        database_url=await tastes_database(template_database),
        database_direct_url="",
        redis_url=valkey.url,
        skein_data=tmp_path_factory.mktemp("tastes"),
    )
    db = await asyncpg.connect(own.database_url)
    await train(own)
    app = create_app(own)
    async with app.test_app():
        made = World(app, own, db)
        await made.models.check()
        # The tests say when a new model is looked for.
        await made.models.stop()
        yield made
    await db.close()


@pytest_asyncio.fixture
async def world(trained_world: World) -> World:
    """The same for all tests; each finds the app with the model that the one before left as the current one."""
    await trained_world.models.check()
    return trained_world
