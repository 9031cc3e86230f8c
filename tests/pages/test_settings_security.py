"""Password, devices and privacy on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from tests.people import People


async def test_devices_are_listed_and_one_or_all_others_can_be_ended(people: People) -> None:
    ana = await people.new("ana")
    browser, other = await people.browser_client(ana), await people.browser_client(ana)

    shown = await browser.get("/settings/security")
    assert shown.status_code == 200
    assert "This device" in shown.text
    assert shown.text.count("/settings/devices/") == 3

    other_id = next(
        device["id"] for device in checked(await other.get("/api/me/devices"))["items"] if device["is_current"]
    )
    assert (await browser.post(f"/settings/devices/{other_id}/end")).status_code == 303
    assert (await other.get("/api/me")).status_code == 401
    checked(await ana.api.get("/api/me"))

    assert (await browser.post("/settings/devices/end-others")).status_code == 303
    assert (await ana.api.get("/api/me")).status_code == 401
    checked(await browser.get("/api/me"))


async def test_those_of_others_cannot_be_ended(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    device_id = checked(await ana.api.get("/api/me/devices"))["items"][0]["id"]
    browser = await people.browser_client(cleo)

    assert (await browser.post(f"/settings/devices/{device_id}/end")).status_code == 404

    checked(await ana.api.get("/api/me"))


async def test_the_password_is_changed_for_the_right_old_one_only(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    wrong = await browser.post("/settings/password", data={"current_password": "nope", "password": "slow-stones-88"})
    right = await browser.post("/settings/password", data={"current_password": PASSWORD, "password": "slow-stones-88"})

    assert wrong.status_code == 400
    assert 'id="current_password-error"' in wrong.text
    assert right.status_code == 303
    assert (await ana.api.get("/api/me")).status_code == 401
    checked(await browser.get("/api/me"))


async def test_private_and_theme_are_stored_and_an_empty_switch_means_no(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    assert (await browser.post("/settings/privacy", data={"is_private": "true", "theme": "dark"})).status_code == 303
    shown = await browser.get("/settings/privacy")
    assert 'data-theme="dark"' in shown.text
    assert checked(await browser.get("/api/me"))["is_private"] is True

    assert (await browser.post("/settings/privacy", data={"theme": "system"})).status_code == 303
    assert checked(await browser.get("/api/me"))["is_private"] is False
    assert (await browser.post("/settings/privacy", data={"theme": "pink"})).status_code == 400


async def test_blocked_and_muted_people_can_be_let_back_in(people: People) -> None:
    ana, cleo, dan = await people.new("ana"), await people.new("cleo"), await people.new("dan")
    browser = await people.browser_client(ana)
    await ana.api.post(f"/api/users/{dan.id}/block")
    await ana.api.post(f"/api/users/{cleo.id}/mute")

    shown = await browser.get("/settings/privacy")

    assert f'action="/users/{dan.id}/unblock"' in shown.text
    assert f'action="/users/{cleo.id}/unmute"' in shown.text
