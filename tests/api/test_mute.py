"""Muting: one's feeds leave somebody out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_a_muted_person_is_left_out_of_feeds_but_readable(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await ben.follow(cleo)
    post = await ana.post("hello")
    await cleo.repost(post)

    assert (await ben.api.post(f"/api/users/{ana.id}/mute")).status_code == 204

    assert checked(await ben.api.get("/api/timeline"))["items"] == []
    feed = checked(await ben.api.get("/api/feeds", params={"limit": 100}))
    assert post["id"] not in [item["id"] for item in feed["items"]]
    assert checked(await ben.api.get(f"/api/posts/{post['id']}"))["id"] == post["id"]
    assert checked(await ben.api.get(f"/api/users/{ana.id}"))["viewer"]["muting"] is True


async def test_muted_people_are_listed_with_the_end(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.api.post(f"/api/users/{ana.id}/mute", json={"ends_at": "2199-01-01T00:00:00Z"})

    items = checked(await ben.api.get("/api/mutes"))["items"]
    assert [(item["id"], item["mute_ends_at"]) for item in items] == [(ana.id, "2199-01-01T00:00:00Z")]

    await ben.api.post(f"/api/users/{ana.id}/mute")
    assert checked(await ben.api.get("/api/mutes"))["items"][0]["mute_ends_at"] is None

    assert (await ben.api.delete(f"/api/users/{ana.id}/mute")).status_code == 204
    assert (await ben.api.delete(f"/api/users/{ana.id}/mute")).status_code == 204
    assert checked(await ben.api.get("/api/mutes"))["items"] == []


@pytest.mark.parametrize(
    "body", ['{"ends_at": "2020-01-01T00:00:00Z"}', '{"ends_at": "soon"}', '{"ends_at": 1e400}', "[]", "{", '"\\ud800"']
)
async def test_bad_ends_are_refused(body: str, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")

    response = await ben.api.post(
        f"/api/users/{ana.id}/mute", content=body, headers={"Content-Type": "application/json"}
    )

    assert response.status_code == 400


async def test_signed_out_there_are_no_mutes(people: People) -> None:
    assert (await people.signed_out().get("/api/mutes")).status_code == 401
