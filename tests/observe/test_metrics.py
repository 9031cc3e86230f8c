"""`/metrics` counts what all web processes did, whichever of them is asked, and goes on when one is replaced."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from app.launch.processes import wait_until
from tests.faults.conftest import command_line
from tests.live.client import Live
from tests.observe.scrape import scrape
from tests.web_server import START_SECONDS, WebServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import asyncpg

    from app.settings import Settings
    from tests.people import People

LIMIT_SECONDS = 30
ROUTE = {"route": "/healthz", "method": "GET"}


@pytest.fixture(scope="module")
def own_server(settings: Settings) -> Iterator[WebServer]:
    """A server whose figures nobody else changes, with all its processes at work: the first that is ready answers."""
    with WebServer(settings, with_worker=False) as running:
        assert wait_until(lambda: len(resident_memory(running)) == settings.web_workers, START_SECONDS)
        yield running


def resident_memory(server: WebServer) -> list[float]:
    """Of each web process that counts."""
    return scrape(server.base_url).all("skein_process_resident_memory_bytes")


def ask_often(base_url: str, times: int) -> None:
    """Each over a connection of its own, so that both processes get some."""
    for _ in range(times):
        assert httpx.get(f"{base_url}/healthz", timeout=30).status_code == httpx.codes.OK


def pids_of(server: WebServer) -> set[int]:
    children = Path(f"/proc/{server.web_pid}/task/{server.web_pid}/children").read_text().split()
    return {pid for pid in map(int, children) if "spawn_main" in command_line(pid)}


def test_requests_of_all_processes_are_counted(own_server: WebServer) -> None:
    before = scrape(own_server.base_url)

    ask_often(own_server.base_url, 40)

    for _ in range(4):
        after = scrape(own_server.base_url)
        count = after.sum("skein_http_requests_total", status="2xx", **ROUTE)
        assert count - before.sum("skein_http_requests_total", status="2xx", **ROUTE) == 40
        assert after.sum("skein_http_request_duration_seconds_count", **ROUTE) == count
    assert len(after.all("skein_process_resident_memory_bytes")) == own_server.settings.web_workers
    assert min(after.all("skein_process_resident_memory_bytes")) > 10_000_000
    assert min(after.all("skein_process_cpu_seconds_total")) > 0
    assert after.all("skein_db_pool_connections_max") == [own_server.settings.database_pool_size] * 2


def test_a_replaced_process_goes_on_counting_and_leaves_nothing(own_server: WebServer) -> None:
    ask_often(own_server.base_url, 40)
    before = scrape(own_server.base_url)
    killed, *_ = before_pids = sorted(pids_of(own_server))

    os.kill(killed, signal.SIGKILL)

    assert wait_until(
        lambda: len(pids_of(own_server) - set(before_pids)) == 1 and len(pids_of(own_server)) == 2, START_SECONDS
    )
    started = max(before.all("skein_process_start_time_seconds"))
    assert wait_until(
        lambda: max(scrape(own_server.base_url).all("skein_process_start_time_seconds")) > started, START_SECONDS
    )
    after = scrape(own_server.base_url)
    assert after.sum("skein_http_requests_total", **ROUTE) == before.sum("skein_http_requests_total", **ROUTE)
    assert len(after.all("skein_process_resident_memory_bytes")) == 2
    ask_often(own_server.base_url, 20)
    assert scrape(own_server.base_url).sum("skein_http_requests_total", **ROUTE) == 20 + before.sum(
        "skein_http_requests_total", **ROUTE
    )


@pytest.mark.slow
def test_the_folder_of_figures_goes_with_the_server_and_with_the_next_one(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other servers of this machine have folders too.
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    def folders() -> set[Path]:
        return set(tmp_path.glob("skein-metrics-*"))

    with WebServer(settings, with_worker=False) as killed:
        left = folders()
        assert len(left) == 1
        os.kill(killed.web_pid, signal.SIGKILL)
    assert folders() == left

    with WebServer(settings, with_worker=False):
        assert len(folders()) == 1
        assert not folders() & left

    assert not folders()


async def test_addresses_are_counted_by_their_rule(people: People, own_server: WebServer) -> None:
    ana = await people.new("ana")
    async with httpx.AsyncClient(base_url=own_server.base_url, timeout=LIMIT_SECONDS) as visitor:
        for path in (f"/@{ana.username}", "/@nobody-is-called-that", "/no/such/address", "/.env"):
            await visitor.get(path)
        await visitor.request("BREW", "/healthz")

    figures = scrape(own_server.base_url)

    assert figures.sum("skein_http_requests_total", route="/@<name>", status="2xx") == 1
    assert figures.sum("skein_http_requests_total", route="/@<name>", status="4xx") == 1
    assert figures.sum("skein_http_requests_total", route="(none)", status="4xx", method="GET") == 2
    assert figures.sum("skein_http_requests_total", method="other") == 1
    labels = {value for sample in figures.samples for value in sample.labels.values()}
    assert not any(ana.username in value or "no/such" in value or "BREW" in value for value in labels)


async def test_sockets_and_their_messages_are_counted(people: People, server: WebServer) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    before = scrape(server.base_url)

    async with Live(people) as live:
        socket = await live.program(ben)
        await ana.post("Fresh wool today")
        await socket.next("post.created")
        assert await eventually(lambda: scrape(server.base_url).sum("skein_live_sockets") >= 1)

    counters: dict[str, dict[str, str]] = {
        "skein_live_sockets_opened_total": {},
        "skein_live_messages_total": {},
        # Observed when all sockets have the message, one of which may be asked before.
        "skein_live_delivery_lag_seconds_count": {},
        "skein_live_sockets_closed_total": {"code": "client"},
    }

    def have_risen() -> bool:
        after = scrape(server.base_url)
        return all(after.sum(name, **labels) > before.sum(name, **labels) for name, labels in counters.items())

    assert await eventually(have_risen)


async def test_what_waits_in_the_database_is_shown(
    own_server: WebServer, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    await db.execute(
        "INSERT INTO mails (recipient, subject, text_body, attempts, next_attempt_at, created_at)"
        " SELECT 'ana@example.com', 'hi', 'hi', 3, now() + interval '1 day', now() - interval '1 hour'"
    )
    await db.execute("SELECT rules.enqueue('nobody_does_this', NULL, 'a-test', now() - interval '2 minutes')")
    try:
        expected = {
            "skein_mails_failing": 1,
            "skein_mails_waiting": 1,
            "skein_mails_age_seconds": 3600,
            "skein_jobs_waiting": 1,
            "skein_jobs_age_seconds": 120,
            "skein_database_up": 1,
            "skein_redis_up": 1,
        }

        def shows_it() -> bool:
            # Each process keeps for a few seconds what it saw last.
            figures = scrape(own_server.base_url)
            return all(figures.sum(name) >= least for name, least in expected.items())

        assert await eventually(shows_it)
    finally:
        await db.execute("DELETE FROM mails")
        await db.execute("DELETE FROM jobs.pgqueuer WHERE dedupe_key = 'a-test'")


async def eventually(condition: Callable[[], bool]) -> bool:
    """Look again and again, without keeping the event loop from its other work."""
    return await asyncio.to_thread(wait_until, condition, LIMIT_SECONDS)
