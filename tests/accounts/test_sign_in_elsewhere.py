"""Google and GitHub, against a real provider on loopback: /auth/PROVIDER/start and /auth/PROVIDER/callback."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio
from hypercorn.asyncio import serve
from hypercorn.config import Config

from app import create_app
from tests.accounts.provider import CLIENT_ID, CLIENT_SECRET, Provider
from tests.mail_room import mails_to, token_in
from tests.people import PASSWORD, TIMEOUT, checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg
    from quart import Quart
    from quart.typing import TestClientProtocol

    from app.settings import Settings
    from tests.people import People, Person

    Db = asyncpg.Connection[asyncpg.Record]

_numbers = itertools.count(1)


@pytest_asyncio.fixture(scope="module")
async def provider() -> AsyncIterator[Provider]:
    """Listens on loopback."""
    made, listener, stop = Provider(), socket.create_server(("127.0.0.1", 0)), asyncio.Event()
    made.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    config = Config()
    config.bind, config.errorlog = [f"fd://{listener.detach()}"], None
    task = asyncio.create_task(serve(made.app(), config, shutdown_trigger=stop.wait))
    yield made
    stop.set()
    await task


@pytest_asyncio.fixture(scope="module")
async def app(settings: Settings, provider: Provider) -> AsyncIterator[Quart]:
    """The app inside this process, with both providers set up."""
    made = create_app(
        replace(
            settings,
            google_client_id=CLIENT_ID,
            google_client_secret=CLIENT_SECRET,
            google_issuer=provider.url,
            github_client_id=CLIENT_ID,
            github_client_secret=CLIENT_SECRET,
            github_url=provider.url,
            github_api_url=provider.url,
        )
    )
    async with made.test_app():
        yield made


@pytest.fixture(autouse=True)
def somebody(provider: Provider) -> dict[str, Any]:
    """Somebody new at the provider, whose address is verified there."""
    name = f"zoe{next(_numbers)}{secrets.token_hex(3)}"
    person = {"id": secrets.randbelow(10**9), "login": f"{name}-Dev", "sub": name, "name": "Zoe Z"}
    provider.person = person | {"email": f"{name}@example.com", "email_verified": True}
    provider.lies = {}
    return provider.person


async def callback_address(client: TestClientProtocol, name: str, query: str = "") -> str:
    """Goes to the provider and as far as the address that it sends the browser back to."""
    away = await client.get(f"/auth/{name}/start{query}")
    assert away.status_code == 302, await away.get_data(as_text=True)
    async with httpx.AsyncClient(timeout=TIMEOUT) as browser:
        back = await browser.get(away.headers["Location"])
    return back.headers["Location"].removeprefix("http://localhost")


async def come_back(client: TestClientProtocol, name: str, query: str = "") -> Any:
    return await client.get(await callback_address(client, name, query))


async def me(client: TestClientProtocol) -> Any:
    return await (await client.get("/api/me")).get_json()


async def verify(people: People, db: Db, person: Person) -> None:
    (text,) = await mails_to(db, person.email, "Confirm your e-mail")
    await people.signed_out().post("/api/me/email/verify", json={"token": token_in(text)})


@pytest.mark.parametrize("name", ["google", "github"])
async def test_somebody_new_gets_an_account_and_finds_it_again(
    app: Quart, name: str, somebody: dict[str, Any], db: Db
) -> None:
    client, later = app.test_client(), app.test_client()

    arrived = await come_back(client, name)
    assert (arrived.status_code, arrived.headers["Location"]) == (303, "/settings/profile?welcome=1")
    again = await come_back(later, name, "?next=/saved")
    assert (again.status_code, again.headers["Location"]) == (303, "/saved")

    person = await me(client)
    assert person["id"] == (await me(later))["id"]
    assert person["display_name"] == "Zoe Z"
    assert person["username"].startswith(somebody["sub"])
    assert await db.fetchval("SELECT email_verified_at IS NOT NULL FROM users WHERE id = $1", int(person["id"]))
    # It is the only way to sign in, so it stays.
    assert (
        await client.delete(f"/api/me/identities/{name}", headers={"Origin": "http://localhost"})
    ).status_code == 409


async def test_an_account_is_connected_where_both_sides_verified_the_address(
    app: Quart, people: People, db: Db, somebody: dict[str, Any]
) -> None:
    ana = await people.new("ana")
    somebody["email"] = ana.email.upper()
    client = app.test_client()

    unverified_here = await come_back(client, "google")
    await verify(people, db, ana)
    somebody["email_verified"] = False
    unverified_there = await come_back(client, "google")
    somebody["email_verified"] = True
    connected = await come_back(client, "google")

    assert [unverified_here.status_code, unverified_there.status_code] == [409, 400]
    assert connected.status_code == 303
    assert (await me(client))["id"] == ana.id
    items = checked(await ana.api.get("/api/me/identities"))["items"]
    assert [item["provider"] for item in items] == ["google"]
    assert (await ana.api.delete("/api/me/identities/google")).status_code == 204


async def test_a_signed_in_person_connects_and_disconnects(app: Quart, people: People, db: Db) -> None:
    ana = await people.new("ana")
    await verify(people, db, ana)
    client = app.test_client()
    origin = {"Origin": "http://localhost"}
    await client.post("/auth/sign-in", form={"login": ana.username, "password": PASSWORD}, headers=origin)

    connected = await come_back(client, "github", "?connect=1")
    assert connected.headers["Location"] == "/settings/account?notice=identity-added"
    assert "Disconnect GitHub" in await (await client.get("/settings/account")).get_data(as_text=True)
    gone = await client.post("/settings/account/identities/github/remove", headers=origin)
    assert gone.status_code == 303
    assert checked(await ana.api.get("/api/me/identities"))["items"] == []


async def test_an_answer_to_somebody_elses_journey_is_refused(app: Quart) -> None:
    ana, dan = app.test_client(), app.test_client()
    dans = await callback_address(dan, "google")
    anas = await callback_address(ana, "google")

    # Dan's answer in ana's browser, one in a browser that never set out, and a made-up state.
    assert (await ana.get(dans)).status_code == 400
    assert (await app.test_client().get(anas)).status_code == 400
    assert (await dan.get(dans.replace("state=", "state=x"))).status_code == 400
    # A refused answer ends the journey: the right one comes too late.
    assert (await dan.get(dans)).status_code == 400
    assert (await dan.get("/api/me")).status_code == 401


async def test_one_providers_answer_is_not_taken_for_the_others(app: Quart) -> None:
    client = app.test_client()

    mixed_up = (await callback_address(client, "google")).replace("/auth/google/", "/auth/github/")
    assert (await client.get(mixed_up)).status_code == 400
    other_issuer = f"{await callback_address(client, 'google')}&iss=https://evil.example"
    assert (await client.get(other_issuer)).status_code == 400
    assert (await client.get("/auth/facebook/start")).status_code == 404
    assert (await client.get("/auth/google/callback?error=access_denied")).status_code == 400


@pytest.mark.parametrize("lie", [{"nonce": "other"}, {"aud": "other"}, {"iss": "https://evil.example"}, {"exp": 1}])
async def test_an_id_token_that_is_not_for_us_is_refused(app: Quart, provider: Provider, lie: dict[str, Any]) -> None:
    provider.lies = lie

    assert (await come_back(app.test_client(), "google")).status_code == 400


async def test_buttons_show_only_where_they_lead_somewhere(app: Quart, people: People) -> None:
    with_both = await (await app.test_client().get("/auth/sign-in?next=/saved")).get_data(as_text=True)
    without = await people.signed_out().get("/auth/sign-in")

    assert "Continue with Google" in with_both
    assert "/auth/github/start?next=/saved" in with_both
    assert "Continue with" not in without.text
    assert (await people.signed_out().get("/auth/google/start")).status_code == 404
