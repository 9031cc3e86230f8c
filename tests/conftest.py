"""Servers and people for the tests: real PostgreSQL, Valkey and web processes, a database per test worker."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
import hypothesis
import pytest
import pytest_asyncio
from quart import Quart
from quart.testing.app import TestApp

from app.launch.postgres import OwnPostgres
from app.launch.valkey import OwnValkey
from app.migrate import migrate
from app.settings import Settings
from tests.people import People
from tests.pgbouncer import PgBouncer
from tests.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

TEMPLATE = "skein_template"
# For an app in this process to start and to stop, and for Redis to answer.
PATIENT_SECONDS = 30
_POSTGRES_KEY: pytest.StashKey[tuple[OwnPostgres, Path]] = pytest.StashKey()
_ADDRESS_VARIABLE = "SKEIN_TEST_POSTGRES"


class PatientApp(TestApp):
    """Waits as long as everything else here, where Quart gives up after six seconds."""

    __test__ = False

    def __init__(self, app: Quart) -> None:
        super().__init__(app, startup_timeout=PATIENT_SECONDS, shutdown_timeout=PATIENT_SECONDS)


Quart.test_app_class = PatientApp

# Generated examples take the time they take (a busy machine is no failure), and are the same in every run.
hypothesis.settings.register_profile(
    "repeatable", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize=True
)
hypothesis.settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make test-pgbouncer` runs the same tests through a pooler."""
    parser.addoption("--pgbouncer", action="store_true", help="put PgBouncer in transaction mode before PostgreSQL")


def pytest_configure(config: pytest.Config) -> None:
    """Start one PostgreSQL for the whole run, in the process that starts first."""
    if hasattr(config, "workerinput") or config.option.collectonly or _ADDRESS_VARIABLE in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="skein-tests-"))
    folder.chmod(0o755)
    postgres = OwnPostgres(folder / "postgres", fast=True)
    postgres.start()
    config.stash[_POSTGRES_KEY] = (postgres, folder)
    os.environ[_ADDRESS_VARIABLE] = postgres.url_for("{database}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what `pytest_configure` started."""
    started = config.stash.get(_POSTGRES_KEY, None)
    if started is not None:
        postgres, folder = started
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def database_address(name: str) -> str:
    """The address of a database of the test server."""
    return os.environ[_ADDRESS_VARIABLE].replace("%7Bdatabase%7D", name).replace("{database}", name)


async def copied_database(database: str, prefix: str) -> str:
    """The address of a new copy of a database that nobody uses; it goes with the test server."""
    name = f"{prefix}_{secrets.token_hex(6)}"
    admin = await asyncpg.connect(database_address("postgres"))
    try:
        await admin.execute("SELECT pg_advisory_lock(1)")
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE {database}")
    finally:
        await admin.close()
    return database_address(name)


@pytest_asyncio.fixture(scope="session")
async def template_database() -> str:
    """A migrated database that others are copied from; made once, whichever worker comes first."""
    admin = await asyncpg.connect(database_address("postgres"))
    try:
        await admin.execute("SELECT pg_advisory_lock(1)")
        if not await admin.fetchval("SELECT true FROM pg_database WHERE datname = $1", TEMPLATE):
            await admin.execute(f"CREATE DATABASE {TEMPLATE}_new")
            await migrate(Settings(database_url=database_address(f"{TEMPLATE}_new")))
            await admin.execute(f"ALTER DATABASE {TEMPLATE}_new RENAME TO {TEMPLATE}")
    finally:
        await admin.close()
    return TEMPLATE


@pytest_asyncio.fixture(scope="session")
async def database_url(template_database: str) -> str:
    """This worker's own database."""
    return await copied_database(template_database, "test")


@pytest.fixture(scope="session")
def valkey() -> Iterator[OwnValkey]:
    """This worker's own Valkey."""
    folder = Path(tempfile.mkdtemp(prefix="skein-valkey-"))
    folder.chmod(0o755)
    server = OwnValkey(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def pooler(request: pytest.FixtureRequest, database_url: str) -> Iterator[PgBouncer | None]:
    """PgBouncer before this worker's database, where it is asked for."""
    if not request.config.getoption("--pgbouncer"):
        yield None
        return
    with PgBouncer(database_url) as running:
        yield running


@pytest.fixture(scope="session")
def settings(
    database_url: str, pooler: PgBouncer | None, valkey: OwnValkey, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """The settings of the servers under test."""
    return Settings(
        database_url=database_url if pooler is None else pooler.url,
        database_direct_url=database_url,
        database_statement_cache=256 if pooler is None else pooler.statement_cache,
        redis_url=valkey.url,
        # A machine that stands still for some seconds is no outage of Redis, without which much is not exact.
        redis_timeout_seconds=PATIENT_SECONDS,
        secret_key=secrets.token_urlsafe(32),
        skein_data=tmp_path_factory.mktemp("data"),
        web_workers=2,
        address_rate_factor=1000,
        log_level="WARNING",
        # Thousands of people sign up here, and each hash would take tens of milliseconds.
        password_memory_kib=256,
        train_check_seconds=0,
        # No test reads pages of the outside; one of loopback stands for them (tests/api/test_link_cards.py).
        link_cards=False,
        link_card_networks="127.0.0.3/32",
        # Nor are there push services (tests/api/test_push.py).
        push_networks="127.0.0.4/32",
    )


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[WebServer]:
    """Two web processes and a worker, as an operator runs them."""
    with WebServer(settings) as running:
        yield running


@pytest_asyncio.fixture
async def db(database_url: str) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A connection to look at what is stored."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest_asyncio.fixture
async def people(server: WebServer) -> AsyncIterator[People]:
    """Builder of new people: `ana = await people.new("ana")`."""
    async with People(server.base_url) as builder:
        yield builder


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Everything below tests/browser drives a browser."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
