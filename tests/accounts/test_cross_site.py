"""An unsafe call with the cookie has to come from our own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_where_a_call_with_the_cookie_may_come_from(people: People, headers: dict[str, str], status: int) -> None:
    ana = await people.new("ana", bio="Before")
    browser = await people.browser_client(ana)
    del browser.headers["Origin"]

    response = await browser.patch("/api/me", json={"bio": "After"}, headers=headers)

    assert response.status_code == status
    assert checked(await browser.get("/api/me"))["bio"] == ("After" if status == 200 else "Before")


async def test_a_form_of_another_site_cannot_sign_anybody_in(people: People) -> None:
    response = await people.signed_out().post(
        "/auth/sign-in", data={"login": "x", "password": "y"}, headers={"Origin": "https://evil.example"}
    )

    assert response.status_code == 403


async def test_a_bearer_token_is_proof_enough(people: People) -> None:
    ana = await people.new("ana")

    checked(await ana.api.patch("/api/me", json={"bio": "x"}, headers={"Origin": "https://app.example"}))
