"""Log lines: one JSON object each, with the id by which an answer, its trace and its errors are found."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING

from app.launch.processes import wait_until
from tests.people import People
from tests.web_server import PROJECT_DIR

if TYPE_CHECKING:
    from tests.observe.conftest import Watched

LIMIT_SECONDS = 30
SCRIPT = """
import logging
from app.log import configure_logging
configure_logging("INFO", "json", lambda: "abc")
logging.getLogger("a.library").warning("%s broke", "something")
logging.getLogger("a.library").info("chatter")
"""


async def test_a_request_leaves_one_line_that_says_what_and_how_long(watched: Watched) -> None:
    async with People(watched.server.base_url) as people:
        ana = await people.new("ana")
        answer = await ana.api.get(f"/api/users/by-name/{ana.username}?token=aardvark")
        await ana.api.get("/healthz")
    trace_id = answer.headers["X-Trace-Id"]

    assert await asyncio.to_thread(wait_until, lambda: bool(watched.log_lines(trace_id=trace_id)), LIMIT_SECONDS)

    (line,) = watched.log_lines(trace_id=trace_id)
    assert line == {
        "event": "request",
        "level": "info",
        "timestamp": line["timestamp"],
        "trace_id": trace_id,
        "method": "GET",
        "route": "/api/users/by-name/<name>",
        "path": f"/api/users/by-name/{ana.username}",
        "status": 200,
        "ms": line["ms"],
        "user_id": ana.id,
    }
    assert line["ms"] > 0
    assert not watched.log_lines(route="/healthz")
    log = watched.server.log.read_text()
    assert not [word for word in (ana.token, "aardvark") if word in log]


def test_what_libraries_log_takes_the_same_form() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={"PYTHONPATH": str(PROJECT_DIR)},
        capture_output=True,
        text=True,
        check=True,
    )

    (line,) = [json.loads(text) for text in ended.stderr.splitlines()]
    assert line == {
        "event": "something broke",
        "level": "warning",
        "logger": "a.library",
        "timestamp": line["timestamp"],
        "trace_id": "abc",
    }
