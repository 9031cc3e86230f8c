"""A web process is killed: the other goes on, a new one takes its place, and what it had not published is published."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import httpx
import pytest

from app.launch.processes import wait_until
from tests.faults.conftest import LIMIT_SECONDS, children, command_line, traffic_of
from tests.launch.conftest import skein
from tests.people import People

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.launch.conftest import SkeinRun


def web_processes(run: SkeinRun) -> set[int]:
    """The processes that serve requests."""
    return {
        pid
        for web in children(run.process.pid)
        if " web " in command_line(web)
        for pid in children(web)
        if "spawn_main" in command_line(pid)
    }


def count(run: SkeinRun, statement: str) -> int:
    """What a statement counts."""
    return int(skein("psql", "--", "-XAtc", statement, SKEIN_DATA=str(run.data)).stdout)


@pytest.mark.slow
async def test_posts_and_events_outlive_a_killed_web_process(start_skein: Callable[[], SkeinRun]) -> None:
    run = start_skein()
    async with People(run.address) as people:
        writers = [await people.new("ana") for _ in range(4)]
        before = web_processes(run)
        killed = min(before)

        async with traffic_of(writers) as traffic:
            await traffic.until_more(20)
            os.kill(killed, signal.SIGKILL)
            await traffic.until_more(20)
            await traffic.until(lambda: killed not in web_processes(run) and len(web_processes(run)) == len(before))
            await traffic.until_more(20)
        after = web_processes(run)
        answer = await people.signed_out().get("/readyz")

    assert answer.status_code == httpx.codes.OK
    assert traffic.refused == []
    assert before - {killed} < after
    assert count(run, "SELECT count(*) FROM posts") >= len(traffic.acknowledged)
    wait_until(lambda: count(run, "SELECT count(*) FROM outbox") == 0, LIMIT_SECONDS)
    assert count(run, "SELECT count(*) FROM outbox") == 0
    assert run.process.poll() is None
