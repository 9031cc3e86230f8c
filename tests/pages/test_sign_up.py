"""Signing up on pages."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from tests.people import People


async def test_it_leads_to_the_profile_signed_in(people: People) -> None:
    browser = people.signed_out()
    browser.headers["Origin"] = people.base_url
    name = f"ana_{secrets.token_hex(4)}"

    shown = await browser.get("/auth/sign-up")
    response = await browser.post(
        "/auth/sign-up",
        data={"username": name, "email": f"{name}@example.com", "password": PASSWORD, "display_name": "Ana"},
    )

    assert shown.status_code == 200
    assert response.status_code == 303
    assert response.headers["Location"] == "/settings/profile?welcome=1"
    assert checked(await browser.get("/api/me"))["username"] == name
    assert (await browser.get(response.headers["Location"])).status_code == 200


async def test_what_was_typed_stays_but_the_password(people: People) -> None:
    ana = await people.new("ana")
    typed = {"username": ana.username, "email": "a&b@example.com", "password": "some-words-77", "display_name": "A <b>"}

    response = await people.signed_out().post("/auth/sign-up", data=typed)

    assert response.status_code == 409
    assert f'value="{ana.username}"' in response.text
    assert 'value="a&amp;b@example.com"' in response.text
    assert 'value="A &lt;b&gt;"' in response.text
    assert "some-words-77" not in response.text
    assert 'id="username-error"' in response.text


async def test_every_mistake_is_marked(people: People) -> None:
    response = await people.signed_out().post("/auth/sign-up", data={"username": "a..b", "password": "x"})

    assert response.status_code == 400
    for field in ("username", "email", "password"):
        assert f'id="{field}-error"' in response.text
