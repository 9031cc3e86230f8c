"""A Skein whose own servers a test may kill, and people who go on posting meanwhile."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import subprocess
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import httpx
import pytest_asyncio

from app.launch.postgres import OwnPostgres
from app.launch.processes import wait_until
from app.launch.valkey import OwnValkey
from app.migrate import migrate
from app.settings import Settings
from tests.launch.conftest import start_skein as start_skein
from tests.people import People
from tests.web_server import START_SECONDS, WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from tests.people import Person

LIMIT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Town:
    """Own servers, two web processes and a worker, and a builder of people."""

    postgres: OwnPostgres
    valkey: OwnValkey
    server: WebServer
    people: People

    def processes(self) -> set[int]:
        """The process that watches over the web processes, and those."""
        return {self.server.web_pid, *children(self.server.web_pid)}

    def web_processes(self) -> set[int]:
        """Those that serve requests."""
        return {pid for pid in children(self.server.web_pid) if "spawn_main" in command_line(pid)}

    async def stored_posts(self) -> set[str]:
        """The ids of all posts that are in the database."""
        connection = await asyncpg.connect(self.postgres.url)
        try:
            return {str(row["id"]) for row in await connection.fetch("SELECT id FROM posts")}
        finally:
            await connection.close()

    async def waiting_events(self) -> int:
        """How many live events were not published yet."""
        connection = await asyncpg.connect(self.postgres.url)
        try:
            return int(await connection.fetchval("SELECT count(*) FROM outbox"))
        finally:
            await connection.close()


def new_folder() -> Path:
    """A folder that the account of the servers may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="skein-faults-"))
    folder.chmod(0o755)
    return folder


@pytest_asyncio.fixture(scope="session")
async def own_servers() -> AsyncIterator[tuple[OwnPostgres, OwnValkey, WebServer]]:
    """Servers that flush as in production: an answer must outlive a crash."""
    folder = new_folder()
    postgres, valkey = OwnPostgres(folder / "postgres"), OwnValkey(folder / "valkey")
    try:
        postgres.start()
        valkey.start()
        settings = Settings(
            database_url=postgres.url,
            redis_url=valkey.url,
            secret_key=secrets.token_urlsafe(32),
            skein_data=folder / "data",
            address_rate_factor=1000,
            log_level="WARNING",
            password_memory_kib=256,
        )
        await migrate(settings)
        with WebServer(settings) as server:
            yield postgres, valkey, server
    finally:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest_asyncio.fixture
async def town(own_servers: tuple[OwnPostgres, OwnValkey, WebServer]) -> AsyncIterator[Town]:
    """The servers, which each test leaves running, and people of its own."""
    postgres, valkey, server = own_servers
    async with People(server.base_url) as people:
        made = Town(postgres, valkey, server, people)
        # A test before may have killed one.
        assert wait_until(lambda: len(made.web_processes()) == server.settings.web_workers, START_SECONDS)
        yield made


@dataclass(slots=True)
class Traffic:
    """People who post one after the other, and what they were answered."""

    acknowledged: set[str] = field(default_factory=set)
    refused: list[httpx.Response] = field(default_factory=list)
    cut: list[httpx.TransportError] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def posts_of(self, person: Person) -> None:
        """Post for ever."""
        number = 0
        while True:
            number += 1
            try:
                answer = await person.api.post("/api/posts", json={"body": f"Number {number}"})
            except httpx.TransportError as error:
                self.cut.append(error)
            else:
                if answer.status_code == httpx.codes.CREATED:
                    self.acknowledged.add(answer.json()["id"])
                else:
                    self.refused.append(answer)
            async with self.changed:
                self.changed.notify_all()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Return when something is so."""
        async with asyncio.timeout(LIMIT_SECONDS), self.changed:
            await self.changed.wait_for(is_so)

    async def until_more(self, count: int) -> None:
        """Return when so many more posts were acknowledged."""
        goal = len(self.acknowledged) + count
        await self.until(lambda: len(self.acknowledged) >= goal)


@asynccontextmanager
async def traffic_of(writers: Iterable[Person]) -> AsyncIterator[Traffic]:
    """Let people post until the block ends."""
    traffic = Traffic()
    tasks = [asyncio.ensure_future(traffic.posts_of(person)) for person in writers]
    try:
        yield traffic
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    broken = [error for error in ended if isinstance(error, Exception)]
    assert not broken, broken


def children(pid: int) -> set[int]:
    """The processes that `pid` started."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in listed.splitlines())
    return {int(child) for child, parent in pairs if int(parent) == pid}


def command_line(pid: int) -> str:
    """The arguments of a process; empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
