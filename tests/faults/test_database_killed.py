"""PostgreSQL dies under load and comes back: 503 meanwhile, nothing acknowledged is lost, nothing restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from tests.faults.conftest import traffic_of

if TYPE_CHECKING:
    from tests.faults.conftest import Town


async def test_acknowledged_posts_outlive_a_killed_database(town: Town) -> None:
    writers = [await town.people.new("ana") for _ in range(4)]
    processes = town.processes()

    async with traffic_of(writers) as traffic:
        await traffic.until_more(40)
        town.postgres.kill()
        await traffic.until(lambda: bool(traffic.refused))
        page = await writers[0].api.get("/following")
        ready = await writers[0].api.get("/readyz")
        alive = await writers[0].api.get("/healthz")
        town.postgres.start()
        await traffic.until_more(20)

    assert {answer.status_code for answer in [*traffic.refused, page, ready]} == {httpx.codes.SERVICE_UNAVAILABLE}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in [*traffic.refused, page, ready])
    assert alive.status_code == httpx.codes.OK
    assert traffic.cut == []
    assert traffic.acknowledged <= await town.stored_posts()
    assert town.processes() == processes


async def test_people_are_known_again_after_the_database_is_back(town: Town) -> None:
    ana = await town.people.new("ana")
    town.postgres.kill()
    refused = await ana.api.get("/api/me")

    town.postgres.start()
    answer = await ana.api.get("/api/me")

    assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert answer.json()["username"] == ana.username
