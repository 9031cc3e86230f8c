"""A Skein of its own with the demo in it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest_asyncio

from app.jobs.demo.data import make_demo
from tests.conftest import copied_database
from tests.people import PASSWORD, checked
from tests.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

    from app.settings import Settings


@dataclass(frozen=True, slots=True)
class DemoTown:
    """The demo, served; `mira` is signed in over the API."""

    settings: Settings
    server: WebServer
    mira: httpx.AsyncClient


@pytest_asyncio.fixture(scope="session")
async def demo(settings: Settings, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a database with the demo that nobody uses. Made once: drawing takes a while."""
    made = replace(
        settings,
        database_url=await copied_database(template_database, "demo"),
        database_direct_url="",
        skein_data=tmp_path_factory.mktemp("demo"),
    )
    await make_demo(made, PASSWORD)
    return made


@pytest_asyncio.fixture(scope="session")
async def town(demo: Settings) -> AsyncIterator[DemoTown]:
    """The demo as it is at first."""
    async with served_copy(demo) as made:
        yield made


@pytest_asyncio.fixture(scope="session")
async def living_town(demo: Settings) -> AsyncIterator[DemoTown]:
    """A demo of its own for people who go on talking: the other has to stay a first look."""
    async with served_copy(demo) as made:
        yield made


@asynccontextmanager
async def served_copy(demo: Settings) -> AsyncIterator[DemoTown]:
    """A web process on a copy of the demo, and its host signed in."""
    copy = await copied_database(urlsplit(demo.database_url).path[1:], "demo")
    own = replace(demo, database_url=copy, web_workers=1)
    with WebServer(own, with_worker=False) as server:
        async with httpx.AsyncClient(base_url=server.base_url, timeout=30) as mira:
            answer = checked(await mira.post("/api/auth/sign-in", json={"login": "mira", "password": PASSWORD}))
            mira.headers["Authorization"] = f"Bearer {answer['token']}"
            yield DemoTown(own, server, mira)
