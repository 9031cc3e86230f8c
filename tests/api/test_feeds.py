"""For you while there is no model."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import httpx

    from tests.people import People


async def walk(api: httpx.AsyncClient, limit: int = 100) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = checked(await api.get("/api/feeds", params={"limit": limit, **cursor}))
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = {"cursor": page["next_cursor"]}


async def test_a_new_post_is_there_at_once_with_a_reason(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await ana.post("hello")

    for api in (cleo.api, people.signed_out()):
        page = checked(await api.get("/api/feeds"))
        assert page["metadata"]["source"] in {"trending", "newest"}
        assert page["metadata"]["model_version"] is None
        assert page["metadata"]["generated_at"].endswith("Z")
        assert all(item["reason"] for item in page["items"])
        assert post["id"] in [item["id"] for item in await walk(api)]


async def test_a_list_is_pinned_by_its_cursor(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    for number in range(6):
        await ana.post(f"post {number}")
    page = checked(await cleo.api.get("/api/feeds", params={"limit": 2}))
    query = {"limit": 2, "cursor": page["next_cursor"]}

    second = checked(await cleo.api.get("/api/feeds", params=query))
    await ana.post("meanwhile")
    again = checked(await cleo.api.get("/api/feeds", params=query))

    assert [item["id"] for item in second["items"]] == [item["id"] for item in again["items"]]
    assert second["metadata"]["generated_at"] == page["metadata"]["generated_at"]
    # It is cleo's list, with reasons of hers: for ana the cursor is as one that has run out.
    others = checked(await ana.api.get("/api/feeds", params=query))
    assert others["metadata"]["source"] == "newest"


async def test_nothing_is_shown_twice(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    for number in range(5):
        await cleo.like(await ana.post(f"post {number}"))

    ids = [item["id"] for item in await walk(cleo.api, 7)]

    assert len(ids) == len(set(ids))


async def test_two_in_a_row_by_one_author_at_most(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    for number in range(4):
        for author in (ana, ana, ben):
            await cleo.like(await author.post(f"post {number}"))

    authors = [item["author"]["id"] for item in (await walk(cleo.api))[:18]]

    runs = [first == second for first, second in pairwise(authors)]
    assert not any(one and two for one, two in pairwise(runs))


async def test_blocked_and_private_people_are_left_out(people: People) -> None:
    ana, dan, cleo = await people.new("ana"), await people.new("dan"), await people.new("cleo")
    post, private = await ana.post("hello"), await cleo.post("for friends")
    await ana.api.post(f"/api/users/{dan.id}/block")
    await cleo.go_private()

    ids = [item["id"] for item in await walk(dan.api)]

    assert post["id"] not in ids
    assert private["id"] not in ids


@pytest.mark.parametrize("cursor", ["nonsense", "AAAA", "%00", "A" * 500])
async def test_bad_cursors_are_refused(cursor: str, people: People) -> None:
    assert (await people.signed_out().get(f"/api/feeds?cursor={cursor}")).status_code == 400
