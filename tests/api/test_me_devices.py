"""Devices: /api/me/devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from tests.people import People, Person

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


async def another_token(people: People, person: Person, user_agent: str = CHROME) -> str:
    answer = await people.signed_out().post(
        "/api/auth/sign-in",
        json={"login": person.username, "password": PASSWORD},
        headers={"User-Agent": user_agent},
    )
    return str(checked(answer)["token"])


async def test_each_has_a_name_that_people_know(people: People) -> None:
    ana = await people.new("ana")
    await another_token(people, ana)

    devices = checked(await ana.api.get("/api/me/devices"))["items"]

    assert devices[0]["name"] == "Chrome on Linux"
    assert devices[0]["address"] == "127.0.0.1"
    assert [device["is_current"] for device in devices] == [False, True]


async def test_one_can_be_ended(people: People) -> None:
    ana = await people.new("ana")
    token = await another_token(people, ana)
    other = checked(await ana.api.get("/api/me/devices"))["items"][0]

    assert (await ana.api.delete(f"/api/me/devices/{other['id']}")).status_code == 204

    assert (await ana.api.get("/api/me", headers={"Authorization": f"Bearer {token}"})).status_code == 401
    assert (await ana.api.delete(f"/api/me/devices/{other['id']}")).status_code == 404
    checked(await ana.api.get("/api/me"))


async def test_all_others_can_be_ended(people: People) -> None:
    ana = await people.new("ana")
    tokens = [await another_token(people, ana), await another_token(people, ana)]

    assert checked(await ana.api.delete("/api/me/devices")) == {"ended": 2}

    for token in tokens:
        assert (await ana.api.get("/api/me", headers={"Authorization": f"Bearer {token}"})).status_code == 401
    checked(await ana.api.get("/api/me"))


async def test_those_of_others_cannot_be_ended(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    device = checked(await ana.api.get("/api/me/devices"))["items"][0]

    assert (await cleo.api.delete(f"/api/me/devices/{device['id']}")).status_code == 404
    assert (await cleo.api.delete("/api/me/devices/not-an-id")).status_code == 404
    checked(await ana.api.get("/api/me"))


async def test_a_very_long_user_agent_is_cut(people: People) -> None:
    ana = await people.new("ana")
    await another_token(people, ana, "Firefox/1 " + "x" * 5000)

    assert checked(await ana.api.get("/api/me/devices"))["items"][0]["name"] == "Firefox"
