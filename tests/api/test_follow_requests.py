"""Private accounts are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_a_request_is_accepted(people: People) -> None:
    ana, ben = await people.new("ana", is_private=True), await people.new("ben")
    post = await ana.post("for friends")

    asked = checked(await ben.api.post(f"/api/users/{ana.id}/follow"))
    assert asked == {"following": False, "requested": True, "followers_count": None}
    assert checked(await ben.api.get("/api/timeline"))["items"] == []
    assert [item["id"] for item in checked(await ana.api.get("/api/follow-requests"))["items"]] == [ben.id]

    assert (await ana.api.post(f"/api/follow-requests/{ben.id}")).status_code == 204
    assert [item["id"] for item in checked(await ben.api.get("/api/timeline"))["items"]] == [post["id"]]
    assert checked(await ana.api.get("/api/follow-requests"))["items"] == []
    assert (await ana.api.post(f"/api/follow-requests/{ben.id}")).status_code == 404


async def test_a_request_is_declined(people: People) -> None:
    ana, ben = await people.new("ana", is_private=True), await people.new("ben")
    await ben.follow(ana)

    assert (await ana.api.delete(f"/api/follow-requests/{ben.id}")).status_code == 204
    assert (await ana.api.delete(f"/api/follow-requests/{ben.id}")).status_code == 204

    assert checked(await ben.api.get(f"/api/users/{ana.id}"))["viewer"]["requested"] is False


async def test_a_request_is_taken_back(people: People) -> None:
    ana, ben = await people.new("ana", is_private=True), await people.new("ben")
    await ben.follow(ana)

    answer = checked(await ben.api.delete(f"/api/users/{ana.id}/follow"))

    assert answer["requested"] is False
    assert checked(await ana.api.get("/api/follow-requests"))["items"] == []


async def test_only_the_one_asked_can_accept(people: People) -> None:
    ana, ben, cleo = await people.new("ana", is_private=True), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)

    assert (await cleo.api.post(f"/api/follow-requests/{ben.id}")).status_code == 404
    assert (await ben.api.post(f"/api/follow-requests/{ben.id}")).status_code == 404
    assert (await people.signed_out().post(f"/api/follow-requests/{ben.id}")).status_code == 401
    assert (await people.signed_out().get("/api/follow-requests")).status_code == 401


async def test_a_follower_is_removed(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await ana.post("hello")

    assert (await ana.api.delete(f"/api/users/{ben.id}/follower")).status_code == 204

    assert checked(await ben.api.get("/api/timeline"))["items"] == []
    assert checked(await ana.api.get("/api/me"))["followers_count"] == 0
    assert (await people.signed_out().delete(f"/api/users/{ben.id}/follower")).status_code == 401
