"""Following and For you are read with the session of who asks: one statement, and never somebody else's page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from quart import Quart

    from tests.people import People
    from tests.rules.counting import Counter


async def get(app: Quart, path: str, token: str) -> tuple[int, str]:
    answer = await app.test_client().get(path, headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, await answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/following", "/api/timeline", "/api/timeline?limit=5"])
async def test_a_reader_who_is_known_costs_one_statement(
    path: str, app: Quart, counter: Counter, people: People
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await ana.post("wool")
    assert "wool" in (await get(app, path, ben.token))[1]
    counter.names.clear()

    status, page = await get(app, path, ben.token)

    assert (status, "wool" in page) == (200, True)
    assert counter.names == ["feeds/list_following_cards"]


@pytest.mark.parametrize("path", ["/following", "/api/timeline"])
async def test_a_session_that_is_over_reads_nothing(path: str, app: Quart, people: People) -> None:
    ana = await people.new("ana")
    await ana.post("wool")
    for _ in range(2):
        assert "wool" in (await get(app, path, ana.token))[1]

    assert (await ana.api.post("/api/auth/sign-out")).status_code == 204

    status, page = await get(app, path, ana.token)
    assert status == (401 if path.startswith("/api/") else 303)
    assert "wool" not in page


async def test_with_a_session_that_is_over_for_you_is_what_strangers_see(
    app: Quart, counter: Counter, people: People
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    # More than a page, so that the list is pinned.
    for number in range(25):
        await ana.post(f"loom {number}")
    await ben.follow(ana)
    # What all lists share may be read anew just now.
    async with asyncio.timeout(30):
        while counter.names != ["recommendations/list_cards"]:
            counter.names.clear()
            assert ben.username in (await get(app, "/", ben.token))[1]

    assert (await ben.api.post("/api/auth/sign-out")).status_code == 204

    status, page = await get(app, "/", ben.token)
    assert status == 200
    assert ben.username not in page


async def test_each_page_is_the_one_that_was_asked_for(app: Quart, people: People) -> None:
    ana = await people.new("ana")
    for body in ("wool", "felt", "loom"):
        await ana.post(body)
    await get(app, "/api/timeline", ana.token)

    async def bodies(query: str) -> list[str]:
        answer = await app.test_client().get(f"/api/timeline?{query}", headers={"Authorization": f"Bearer {ana.token}"})
        page = await answer.get_json()
        found = [post["body"] for post in page["items"]]
        return (
            found if page["next_cursor"] is None else [*found, *(await bodies(f"limit=1&cursor={page['next_cursor']}"))]
        )

    assert await bodies("limit=1") == ["loom", "felt", "wool"]
    for wrong in ("limit=0", "limit=101", "limit=two", "limit=-1", "cursor=here"):
        assert (await get(app, f"/api/timeline?{wrong}", ana.token))[0] == 400, wrong
