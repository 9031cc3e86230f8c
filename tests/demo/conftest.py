"""A Skein of its own with the demo in it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import asyncpg
import httpx
import pytest_asyncio

from app.jobs.demo.data import make_demo
from tests.conftest import database_address
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
async def town(
    settings: Settings, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[DemoTown]:
    """Made once: drawing takes a while."""
    name = f"demo_{secrets.token_hex(6)}"
    admin = await asyncpg.connect(database_address("postgres"))
    await admin.execute("SELECT pg_advisory_lock(1)")
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE {template_database}")
    await admin.close()
    folder = tmp_path_factory.mktemp("demo")
    own = replace(settings, database_url=database_address(name), skein_data=folder, web_workers=1)
    await make_demo(own, PASSWORD)
    with WebServer(own, with_worker=False) as server:
        async with httpx.AsyncClient(base_url=server.base_url, timeout=30) as mira:
            answer = checked(await mira.post("/api/auth/sign-in", json={"login": "mira", "password": PASSWORD}))
            mira.headers["Authorization"] = f"Bearer {answer['token']}"
            yield DemoTown(own, server, mira)
