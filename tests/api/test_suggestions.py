"""Whom one might follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def suggested(person: Person) -> list[str]:
    items = checked(await person.api.get("/api/users/suggestions", params={"limit": 100}))["items"]
    return [item["id"] for item in items]


async def test_people_followed_by_those_one_follows_come_first(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await ana.follow(cleo)

    assert (await suggested(ben))[0] == cleo.id


async def test_known_blocked_and_muted_people_are_left_out(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    others = {name: await people.new(name) for name in ("cleo", "dan", "eve", "fay", "gus")}
    await ben.follow(ana)
    for other in others.values():
        await ana.follow(other)
    await ben.follow(others["cleo"])
    await ben.api.post(f"/api/users/{others['dan'].id}/block")
    await others["eve"].api.post(f"/api/users/{ben.id}/block")
    await ben.api.post(f"/api/users/{others['fay'].id}/mute")

    found = await suggested(ben)

    assert others["gus"].id in found
    left_out = {ben.id, ana.id, *(other.id for name, other in others.items() if name != "gus")}
    assert not left_out & set(found)


async def test_people_who_like_the_same_are_suggested(people: People) -> None:
    ana, ben, cleo, dan = [await people.new(name) for name in ("ana", "ben", "cleo", "dan")]
    posts = [await ana.post(f"wool {number}") for number in range(3)]
    for post in posts:
        await ben.like(post)
        await cleo.like(post)
    await dan.like(posts[0])

    found = await suggested(ben)

    assert found[0] == cleo.id
    assert dan.id not in found[:1]


async def test_signed_out_there_are_popular_people(people: People) -> None:
    await people.new("ana")

    assert checked(await people.signed_out().get("/api/users/suggestions"))["items"]


@pytest.mark.parametrize("path", ["/api/users/suggestions", "/api/topics"])
async def test_a_list_of_one_page_has_no_cursor(people: People, path: str) -> None:
    refused = checked(await people.signed_out().get(path, params={"cursor": "AAAA"}), 400)

    assert list(refused["fields"]) == ["cursor"]
