"""Changing the password: POST /api/me/password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from tests.people import People, Person

NEW = "slow-river-stones-9"


async def sign_in_again(people: People, person: Person, password: str = PASSWORD) -> int:
    response = await people.signed_out().post("/api/auth/sign-in", json={"login": person.email, "password": password})
    return response.status_code


async def test_it_ends_the_other_sessions_and_keeps_this_one(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    response = await ana.api.post("/api/me/password", json={"current_password": PASSWORD, "password": NEW})

    assert response.status_code == 204
    checked(await ana.api.get("/api/me"))
    assert (await browser.get("/api/me")).status_code == 401
    assert await sign_in_again(people, ana) == 401
    assert await sign_in_again(people, ana, NEW) == 200


@pytest.mark.parametrize(
    ("current", "new", "field"), [("wrong-one-1", NEW, "current_password"), (PASSWORD, "short", "password")]
)
async def test_a_wrong_or_poor_one_changes_nothing(people: People, current: str, new: str, field: str) -> None:
    ana = await people.new("ana")

    response = await ana.api.post("/api/me/password", json={"current_password": current, "password": new})

    assert response.status_code == 400
    assert set(response.json()["fields"]) == {field}
    assert await sign_in_again(people, ana) == 200
