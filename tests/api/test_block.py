"""Blocking: neither sees anything of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_a_block_hides_both_from_each_other(people: People) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    await dan.follow(ana)
    await ana.follow(dan)
    post = await ana.post("hello")

    assert (await ana.api.post(f"/api/users/{dan.id}/block")).status_code == 204

    for path in (
        f"/api/users/{ana.id}",
        f"/api/users/by-name/{ana.username}",
        f"/api/users/{ana.id}/posts",
        f"/api/users/{ana.id}/followers",
        f"/api/users/{ana.id}/following",
        f"/api/posts/{post['id']}",
    ):
        assert (await dan.api.get(path)).status_code == 404, path
    assert (await ana.api.get(f"/api/users/{dan.id}")).status_code == 404
    assert checked(await dan.api.get("/api/timeline"))["items"] == []
    assert checked(await ana.api.get("/api/me"))["followers_count"] == 0
    assert checked(await dan.api.get("/api/me"))["followers_count"] == 0


async def test_blocked_people_are_listed_and_can_be_let_back(people: People) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    await ana.api.post(f"/api/users/{dan.id}/block")
    await ana.api.post(f"/api/users/{dan.id}/block")

    assert [item["id"] for item in checked(await ana.api.get("/api/blocks"))["items"]] == [dan.id]

    assert (await ana.api.delete(f"/api/users/{dan.id}/block")).status_code == 204
    assert (await ana.api.delete(f"/api/users/{dan.id}/block")).status_code == 204
    assert checked(await ana.api.get("/api/blocks"))["items"] == []
    assert checked(await dan.api.get(f"/api/users/{ana.id}"))["viewer"]["following"] is False


async def test_who_is_blocked_is_nobody_elses_business(people: People) -> None:
    ana, dan, cleo = await people.new("ana"), await people.new("dan"), await people.new("cleo")
    await ana.api.post(f"/api/users/{dan.id}/block")

    assert checked(await cleo.api.get("/api/blocks"))["items"] == []
    assert (await people.signed_out().get("/api/blocks")).status_code == 401


@pytest.mark.parametrize("act", ["block", "mute"])
async def test_bad_targets_are_refused(act: str, people: People) -> None:
    ana = await people.new("ana")

    assert (await ana.api.post(f"/api/users/{ana.id}/{act}")).status_code == 400
    assert (await ana.api.post(f"/api/users/1/{act}")).status_code == 404
    assert (await ana.api.delete(f"/api/users/1/{act}")).status_code == 404
    assert (await people.signed_out().post(f"/api/users/{ana.id}/{act}")).status_code == 401
    assert (await people.signed_out().delete(f"/api/users/{ana.id}/{act}")).status_code == 401
