"""Where OTLP_ENDPOINT is set, a collector gets a span per request, per query and per job."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import sys
from typing import TYPE_CHECKING

import asyncpg
import httpx

from app.launch.processes import wait_until
from tests.observe.conftest import PROXY
from tests.observe.receiver import attributes_of
from tests.people import TIMEOUT, People
from tests.web_server import PROJECT_DIR

if TYPE_CHECKING:
    from opentelemetry.proto.trace.v1.trace_pb2 import Span

    from tests.observe.conftest import Watched

LIMIT_SECONDS = 30


async def spans_of(watched: Watched, trace_id: str, *names: str) -> dict[str, Span]:
    """The spans of a trace by name, once these are among them."""

    def found() -> dict[str, Span]:
        return {span.name: span for span in watched.receiver.spans() if span.trace_id.hex() == trace_id}

    await asyncio.to_thread(wait_until, lambda: found().keys() >= set(names), LIMIT_SECONDS)
    assert found().keys() >= set(names)
    return found()


async def test_a_request_is_traced_with_its_queries(watched: Watched) -> None:
    async with People(watched.server.base_url) as people:
        ana = await people.new("ana")
        answer = await ana.api.get(f"/api/users/by-name/{ana.username}")
    trace_id = answer.headers["X-Trace-Id"]

    spans = await spans_of(watched, trace_id, "GET /api/users/by-name/<name>", "sessions/select_viewer")

    request = spans["GET /api/users/by-name/<name>"]
    assert attributes_of(request) == {
        "http.request.method": "GET",
        "http.route": "/api/users/by-name/<name>",
        "http.response.status_code": 200,
    }
    for name, span in spans.items():
        if span is not request:
            assert "/" in name
            assert span.parent_span_id == request.span_id
            assert request.start_time_unix_nano <= span.start_time_unix_nano <= span.end_time_unix_nano
    assert not any(ana.username in str(span) or ana.token in str(span) for span in spans.values())


async def test_a_transaction_shows_its_begin_and_commit(watched: Watched) -> None:
    async with People(watched.server.base_url) as people:
        ana = await people.new("ana")
        answer = await ana.api.post("/api/posts", json={"body": "Fresh wool today"})

    await spans_of(watched, answer.headers["X-Trace-Id"], "POST /api/posts", "BEGIN", "posts/insert_post", "COMMIT")


async def test_a_trace_is_gone_on_with_for_a_trusted_proxy_only(watched: Watched) -> None:
    begun = secrets.token_hex(16)
    headers = {"traceparent": f"00-{begun}-{secrets.token_hex(8)}-01"}
    proxy = httpx.AsyncHTTPTransport(local_address=PROXY)
    async with (
        httpx.AsyncClient(base_url=watched.server.base_url, timeout=TIMEOUT, transport=proxy) as trusted,
        httpx.AsyncClient(base_url=watched.server.base_url, timeout=TIMEOUT) as stranger,
    ):
        by_proxy = await trusted.get("/about", headers=headers)
        by_stranger = await stranger.get("/about", headers=headers)

    assert by_proxy.headers["X-Trace-Id"] == begun
    assert by_stranger.headers["X-Trace-Id"] != begun
    spans = await spans_of(watched, begun, "GET /about")
    assert f"00-{begun}-{spans['GET /about'].parent_span_id.hex()}-01" == headers["traceparent"]


async def test_a_job_of_the_worker_is_traced(watched: Watched) -> None:
    db = await asyncpg.connect(watched.database_url)
    await db.execute("SELECT rules.enqueue('encode_video', '1', 'traced')")
    await db.close()

    def has_its_query() -> bool:
        spans = watched.receiver.spans()
        jobs = {span.span_id for span in spans if span.name == "job encode_video"}
        return any(span.name == "media/select_encoding" and span.parent_span_id in jobs for span in spans)

    assert await asyncio.to_thread(wait_until, has_its_query, LIMIT_SECONDS)


SCRIPT = """
import os, sys
from app import create_app
from app.cli import main
from app.settings import Settings

create_app(Settings(secret_key="x", redis_url="redis://127.0.0.1:1/0"))
assert not {"app.observe.tracing", "sentry_sdk"} & set(sys.modules)

# As if the extras were not installed.
sys.modules["opentelemetry"] = sys.modules["sentry_sdk"] = None
os.environ["OTLP_ENDPOINT"] = "http://127.0.0.1:4318"
assert main(["settings"]) == 2
del os.environ["OTLP_ENDPOINT"]
os.environ["SENTRY_DSN"] = "http://key@127.0.0.1:1/7"
assert main(["settings"]) == 2
"""


def test_without_the_settings_nothing_is_loaded_and_without_the_extras_that_is_told() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={"PYTHONPATH": str(PROJECT_DIR)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.splitlines() == [
        "skein: OTLP_ENDPOINT is set, but the extra `tracing` is not installed: pip install 'skein[tracing]'",
        "skein: SENTRY_DSN is set, but the extra `sentry` is not installed: pip install 'skein[sentry]'",
    ]
