"""Signing in and out on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    import httpx

    from tests.people import People


async def sign_in(client: httpx.AsyncClient, login: str, password: str = PASSWORD, next: str = "") -> httpx.Response:  # noqa: A002
    client.headers["Origin"] = str(client.base_url).rstrip("/")
    return await client.post("/auth/sign-in", data={"login": login, "password": password, "next": next})


async def test_the_form_is_shown_and_keeps_where_to_go(people: People) -> None:
    response = await people.signed_out().get("/auth/sign-in?next=/saved")

    assert response.status_code == 200
    assert 'name="next" value="/saved"' in response.text
    assert response.headers["Cache-Control"] == "private, no-store"


async def test_signing_in_leads_to_where_one_wanted_to_go(people: People) -> None:
    ana = await people.new("ana")
    browser = people.signed_out()

    response = await sign_in(browser, ana.email, next="/saved?x=1")

    assert response.status_code == 303
    assert response.headers["Location"] == "/saved?x=1"
    assert checked(await browser.get("/api/me"))["username"] == ana.username


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/%2fevil.example",
        "javascript:alert(1)",
        "\t//e.example",
    ],
)
async def test_signing_in_leads_to_no_other_site(people: People, target: str) -> None:
    ana = await people.new("ana")
    browser = people.signed_out()

    response = await sign_in(browser, ana.username, next=target)
    again = await browser.get("/auth/sign-in", params={"next": target})
    up = await browser.get("/auth/sign-up", params={"next": target})

    assert [answer.headers["Location"] for answer in (response, again, up)] == ["/", "/", "/"]


async def test_the_cookie_is_kept_from_scripts_and_other_sites(people: People) -> None:
    ana = await people.new("ana")

    local = await sign_in(people.signed_out(), ana.username)
    client = people.signed_out()
    client.headers["Host"] = "skein.example"
    away = await client.post(
        "/auth/sign-in",
        data={"login": ana.username, "password": PASSWORD},
        headers={"Origin": "https://skein.example"},
    )

    for response, is_secure in ((local, False), (away, True)):
        cookies = response.headers.get_list("set-cookie")
        assert {cookie.partition("=")[0] for cookie in cookies} == {"skein_session", "skein_device"}
        for cookie in cookies:
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie
            assert ("Secure" in cookie) is is_secure


async def test_signing_in_again_ends_the_session_of_the_old_cookie(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)
    old_cookie = browser.cookies["skein_session"]

    response = await sign_in(browser, ana.username)

    assert response.status_code == 303
    assert browser.cookies["skein_session"] != old_cookie
    stolen = people.signed_out()
    stolen.cookies.set("skein_session", old_cookie)
    assert (await stolen.get("/api/me")).status_code == 401
    checked(await browser.get("/api/me"))
    checked(await ana.api.get("/api/me"))


async def test_a_wrong_password_keeps_the_name_but_not_the_password(people: People) -> None:
    response = await sign_in(people.signed_out(), "<Ana>", "wrong-one-77", "/saved")

    assert response.status_code == 401
    assert 'value="&lt;Ana&gt;"' in response.text
    assert "wrong-one-77" not in response.text
    assert 'value="/saved"' in response.text
    assert "set-cookie" not in response.headers


async def test_a_forged_cookie_is_nobody(people: People) -> None:
    client = people.signed_out()
    client.cookies.set("skein_session", "InRva2VuIg.aaaa.bbbb")

    assert (await client.get("/api/me")).status_code == 401
    assert (await client.get("/auth/sign-in")).status_code == 200


async def test_signing_out_ends_the_session_and_takes_the_cookie(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)
    cookie = browser.cookies["skein_session"]

    response = await browser.post("/auth/sign-out")

    assert response.status_code == 303
    assert response.headers["Location"] == "/"
    assert "skein_session" not in browser.cookies
    browser.cookies.set("skein_session", cookie)
    assert (await browser.get("/api/me")).status_code == 401


async def test_signing_out_by_a_link_only_asks(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    question = await browser.get("/auth/sign-out")

    assert question.status_code == 200
    assert "Sign out?" in question.text
    checked(await browser.get("/api/me"))
    assert (await people.signed_out().get("/auth/sign-out")).headers["Location"] == "/"


async def test_pages_of_ones_own_lead_to_signing_in(people: People) -> None:
    response = await people.signed_out().get("/settings/security")

    assert response.status_code == 303
    assert response.headers["Location"] == "/auth/sign-in?next=%2Fsettings%2Fsecurity"
