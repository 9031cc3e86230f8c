"""What must not be told is not told by time: such answers are sent at fixed moments (decision 0014)."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app import create_app
from app.blueprints.bodies import LimitedBody
from app.blueprints.current import EXTENSION
from app.security.steady_time import STEP_SECONDS, SteadyTime, moment_of, password_step
from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from quart import Quart
    from quart.typing import TestClientProtocol

    from app.settings import Settings
    from tests.people import People

WAIT_SECONDS = 30


class Noting(SteadyTime):
    """Goes on as soon as no connection is in use, and notes each step."""

    def __init__(self, app: Quart) -> None:
        super().__init__()
        self._database = app.extensions[EXTENSION].database
        self.held: list[float] = []

    async def hold(self, started_at: float, step: float = STEP_SECONDS) -> None:
        assert started_at > 0
        async with asyncio.timeout(WAIT_SECONDS):
            while self._database.pool_use().used:  # noqa: ASYNC110  a pool tells nobody
                await asyncio.sleep(0.001)
        self.held.append(step)


@asynccontextmanager
async def a_noting_app(settings: Settings) -> AsyncIterator[tuple[TestClientProtocol, Noting]]:
    app = create_app(settings)
    noting = Noting(app)
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], steady_time=noting)
    async with app.test_app():
        yield app.test_client(), noting


@pytest.mark.parametrize(
    ("spent", "moment"),
    [(0, 1), (0.99, 1), (1, 2), (1.5, 2), (2.1, 4), (4.1, 8), (60, 64), (65, 96), (97, 128), (1000, 1024)],
)
def test_moments_are_few_and_do_not_move_with_the_work(spent: float, moment: float) -> None:
    assert moment_of(50, 50 + spent * STEP_SECONDS, STEP_SECONDS) == pytest.approx(50 + moment * STEP_SECONDS)


async def test_each_is_let_go_at_its_own_moment() -> None:
    now = 100.0
    steady = SteadyTime(lambda: now)
    late = asyncio.create_task(steady.hold(100.0, 0.02))
    early = asyncio.create_task(steady.hold(100.0, 0.01))
    await asyncio.sleep(0)

    now = 100.015
    await asyncio.wait_for(early, WAIT_SECONDS)
    assert not late.done()

    now = 100.025
    await asyncio.wait_for(late, WAIT_SECONDS)
    steady.stop()


async def test_nobody_waits_for_those_who_are_held_when_the_process_stops() -> None:
    steady = SteadyTime()
    held = asyncio.create_task(steady.hold(asyncio.get_running_loop().time() + 1e6, 1e6))
    gone = asyncio.create_task(steady.hold(asyncio.get_running_loop().time() + 1e6, 1e6))
    await asyncio.sleep(0)
    gone.cancel()

    steady.stop()

    await asyncio.wait_for(held, WAIT_SECONDS)
    assert gone.cancelled()


async def test_whatever_is_not_found_is_held_once_without_a_connection(settings: Settings, people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await ana.post("for followers")
    await ana.go_private()
    post_id, unknown = post["id"], str(int(post["id"]) + 1)
    calls = [
        ("GET", "/nothing-here"),
        ("GET", "/api/nothing-here"),
        ("GET", f"/@{ana.username}/post/{unknown}"),
        ("GET", f"/@{ana.username}/post/{post_id}"),
        ("GET", f"/api/posts/{unknown}"),
        ("GET", f"/api/posts/{post_id}"),
        ("POST", f"/api/posts/{post_id}/like"),
        ("POST", f"/api/posts/{post_id}/comments"),
        ("GET", "/@nobody.at.all"),
        ("GET", "/media/0123456789abcdef0123456789abcdef-480.webp"),
    ]
    async with a_noting_app(settings) as (client, noting):
        for method, path in calls:
            body: dict[str, Any] = {"json": {"body": "hello"}} if path.endswith("/comments") else {}
            answer = await client.open(path, method=method, headers={"Authorization": f"Bearer {cleo.token}"}, **body)

            assert answer.status_code == 404, path
            assert noting.held == [STEP_SECONDS], path
            noting.held.clear()


async def test_the_time_counts_from_when_all_that_was_read_had_arrived() -> None:
    """Else whoever sends the end of a body just before the moment would see on which side of it the work ended."""
    read, unread = LimitedBody(None, None), LimitedBody(None, None)
    for body in (read, unread):
        body.append(b"hel")
    started_at = time.perf_counter()
    for body in (read, unread):
        body.append(b"lo")
        body.set_complete()
    completed_at = time.perf_counter()

    assert await read == b"hello"

    assert started_at <= read.arrived_at <= completed_at
    assert unread.arrived_at == 0


async def test_a_failed_sign_in_is_held_longer_than_a_password_takes(settings: Settings, people: People) -> None:
    ana = await people.new("ana")
    step = password_step(settings.password_memory_kib)
    async with a_noting_app(settings) as (client, noting):
        for login in (ana.username, f"no-{ana.username}", "\x00"):
            body = {"login": login, "password": "not-the-password-9"}
            answer = await client.post("/api/auth/sign-in", json=body)
            shown = await client.post("/auth/sign-in", form=body, headers={"Origin": "http://localhost"})

            assert (answer.status_code, shown.status_code) == (401, 401)
            assert noting.held == [step] * 2
            noting.held.clear()


async def test_a_forgotten_password_is_answered_at_one_moment(settings: Settings, people: People) -> None:
    ana = await people.new("ana")
    async with a_noting_app(settings) as (client, noting):
        for email in (ana.email, f"no-{ana.email}"):
            await client.post("/api/auth/forgot-password", json={"email": email})
            await client.post("/auth/forgot-password", form={"email": email}, headers={"Origin": "http://localhost"})

            assert noting.held == [STEP_SECONDS] * 2
            noting.held.clear()


async def test_what_succeeds_is_not_held(settings: Settings, people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    async with a_noting_app(settings) as (client, noting):
        signed_in = await client.post("/api/auth/sign-in", json={"login": ana.username, "password": PASSWORD})
        headers = {"Authorization": f"Bearer {(await signed_in.get_json())['token']}"}
        for path in ("/", f"/@{ana.username}/post/{post['id']}", f"/api/posts/{post['id']}", "/api/me"):
            assert (await client.get(path, headers=headers)).status_code == 200

    assert noting.held == []


async def test_a_running_server_answers_in_both_skins(people: People) -> None:
    nobody = people.signed_out()

    page, call = await nobody.get("/@nobody.at.all"), await nobody.get("/api/posts/1")

    assert page.status_code == 404
    assert checked(call, 404)["error"] == "not_found"
