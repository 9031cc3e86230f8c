"""Where SENTRY_DSN is set, an unexpected error is sent: with its trace id, without anything of a person."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
import pytest_asyncio

from app.launch.processes import wait_until
from tests.people import PASSWORD, People

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.observe.conftest import Watched

LIMIT_SECONDS = 30


@pytest_asyncio.fixture
async def failing_posts(watched: Watched) -> AsyncIterator[None]:
    """A fault in the database: whoever writes a post with this word gets an error that nobody thought of."""
    db = await asyncpg.connect(watched.database_url)
    await db.execute("""
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.body LIKE '%quokka%' THEN
                RAISE 'no room for % of ana@example.com', NEW.body USING DETAIL = 'Key (email)=(ana@example.com)';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER failing BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION fail();
    """)
    yield
    await db.execute("DROP FUNCTION fail CASCADE")
    await db.close()


async def event_of(watched: Watched, **tags: str) -> dict[str, Any]:
    """The event with these tags, once it is there."""

    def found() -> list[dict[str, Any]]:
        return [event for event in watched.receiver.events() if tags.items() <= event["tags"].items()]

    assert await asyncio.to_thread(wait_until, lambda: bool(found()), LIMIT_SECONDS)
    return found()[0]


@pytest.mark.usefixtures("failing_posts")
async def test_an_error_is_sent_with_its_trace_id_and_nothing_personal(watched: Watched) -> None:
    async with People(watched.server.base_url) as people:
        ana = await people.new("ana")
        ana.api.headers["Cookie"] = "taste=oatmeal"
        answer = await ana.api.post("/api/posts?from=here", json={"body": "a quokka"})
    assert answer.status_code == 500

    event = await event_of(watched, trace_id=answer.headers["X-Trace-Id"])

    assert answer.json()["trace_id"] == event["tags"]["trace_id"]
    assert event["tags"] == {
        "trace_id": answer.headers["X-Trace-Id"],
        "route": "/api/posts",
        "method": "POST",
    }
    error = event["exception"]["values"][-1]
    assert error["type"] == "RaiseError"
    assert any(frame["function"] == "insert_post" for frame in error["stacktrace"]["frames"])
    sent = json.dumps(event)
    personal = (
        ana.username,
        ana.email,
        ana.token,
        ana.id,
        "ana@example.com",
        "oatmeal",
        "quokka",
        "from=here",
        PASSWORD,
    )
    assert not [word for word in personal if word in sent]
    assert event.keys() <= {"event_id", "exception", "tags", "timestamp", "level", "platform", "release", "sdk"}


async def test_a_job_that_fails_is_sent_too(watched: Watched) -> None:
    db = await asyncpg.connect(watched.database_url)
    await db.execute("SELECT rules.enqueue('encode_video', 'ana@example.com', 'failing')")
    await db.close()

    event = await event_of(watched, job="encode_video")

    assert event["exception"]["values"][-1]["type"] == "ValueError"
    assert "ana@" not in json.dumps(event)
    trace_id = event["tags"]["trace_id"]
    assert await asyncio.to_thread(wait_until, lambda: bool(watched.log_lines(trace_id=trace_id)), LIMIT_SECONDS)
    (line,) = watched.log_lines(trace_id=trace_id)
    assert (line["event"], line["job"]) == ("a job failed", "encode_video")
