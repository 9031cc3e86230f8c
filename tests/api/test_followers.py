"""Followers and followed people, paged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_lists_are_paged_newest_first(people: People) -> None:
    ana = await people.new("ana")
    others = [await people.new("ben") for _ in range(3)]
    for other in others:
        await other.follow(ana)
        await ana.follow(other)

    for path in (f"/api/users/{ana.id}/followers", f"/api/users/{ana.id}/following"):
        first = checked(await ana.api.get(path, params={"limit": 2}))
        second = checked(await ana.api.get(path, params={"limit": 2, "cursor": first["next_cursor"]}))

        assert [item["id"] for item in first["items"] + second["items"]] == [other.id for other in others[::-1]]
        assert second["next_cursor"] is None
        assert first["items"][0]["viewer"]["followed_by"] is True


async def test_blocked_people_are_missing_from_the_lists(people: People) -> None:
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    await ben.follow(ana)
    await ben.api.post(f"/api/users/{dan.id}/block")

    assert checked(await dan.api.get(f"/api/users/{ana.id}/followers"))["items"] == []
