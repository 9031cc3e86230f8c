"""Web Push: a browser's push service gets what only that browser can read, signed by the site."""

from __future__ import annotations

import asyncio
import base64
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import http_ece
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

from app.db import Database
from app.jobs.push import push_notification
from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.settings import Settings
    from tests.people import People, Person

# Of the loopback network one address counts as the outside here.
OUTSIDE = "127.0.0.4"


def base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    encoding, form = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    return key.public_key().public_bytes(encoding, form)


@dataclass
class Service:
    """A push service, and a browser that it serves."""

    endpoint: str = ""
    status: int = 201
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))
    pushed: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    has_pushed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def subscription(self) -> dict[str, Any]:
        keys = {"p256dh": base64url(point_of(self.key)), "auth": base64url(self.secret)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def read(self, body: bytes) -> dict[str, Any]:
        """What the browser reads."""
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        message: dict[str, Any] = json.loads(plain)
        return message

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        self.pushed.append((headers, await reader.readexactly(int(headers["content-length"]))))
        self.has_pushed.set()
        writer.write(f"HTTP/1.1 {self.status} X\r\nContent-Length: 0\r\n\r\n".encode())
        with suppress(ConnectionError):
            await writer.drain()
        writer.close()


@pytest_asyncio.fixture
async def service() -> AsyncIterator[Service]:
    """A push service on this machine."""
    made = Service()
    server = await asyncio.start_server(made.answer, OUTSIDE, 0)
    made.endpoint = f"http://{OUTSIDE}:{server.sockets[0].getsockname()[1]}/send/1"
    yield made
    server.close()
    await server.wait_closed()


@pytest_asyncio.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The server's database, to push as the worker does."""
    opened = Database(settings)
    await opened.open()
    yield opened
    await opened.close()


async def newest_notification(person: Person) -> int:
    return int(checked(await person.api.get("/api/notifications"))["items"][0]["id"])


async def test_a_browser_is_told_of_what_only_it_can_read(people: People, service: Service) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("How is the wool?")
    state = checked(await ana.api.put("/api/me/push", json=service.subscription))

    await ben.reply(post, "Dry")
    await asyncio.wait_for(service.has_pushed.wait(), 30)

    headers, body = service.pushed[0]
    assert b"Dry" not in body
    message = service.read(body)
    assert message["title"] == "Ben replied"
    assert message["body"] == "Dry"
    assert message["url"].startswith(f"/@{ben.username}/post/")
    assert message["unread_count"] == 1
    assert (headers["content-encoding"], int(headers["ttl"]) > 0) == ("aes128gcm", True)
    scheme, _, parameters = headers["authorization"].partition(" ")
    token, key = (part.partition("=")[2] for part in parameters.split(","))
    assert (scheme, key) == ("vapid", state["public_key"])
    point = base64.urlsafe_b64decode(key + "=")
    signer = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": base64url(point[1:33]), "y": base64url(point[33:])})
    claims = jwt.decode(token, signer, algorithms=["ES256"]).claims
    assert claims["aud"] == service.endpoint.removesuffix("/send/1")
    assert claims["sub"].startswith("mailto:")


async def test_on_twice_is_once_and_off_is_off(
    people: People, service: Service, database: Database, settings: Settings
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    for _ in range(2):
        assert checked(await ana.api.put("/api/me/push", json=service.subscription))["is_on"]
    assert checked(await ana.api.get("/api/me/push"))["is_on"]
    for _ in range(2):
        assert (await ana.api.delete("/api/me/push")).status_code == 204
    assert not checked(await ana.api.get("/api/me/push"))["is_on"]

    await ben.follow(ana)

    assert await push_notification(settings, database, notification_id=await newest_notification(ana)) == 0
    assert service.pushed == []


async def test_signing_out_ends_it_and_the_browsers_next_person_takes_it_over(
    people: People, service: Service, database: Database, settings: Settings
) -> None:
    ana, ben, cleo = [await people.new(name) for name in ("ana", "ben", "cleo")]
    await ben.follow(ana)
    told = await newest_notification(ana)
    checked(await ana.api.put("/api/me/push", json=service.subscription))
    checked(await cleo.api.put("/api/me/push", json=service.subscription))

    assert not checked(await ana.api.get("/api/me/push"))["is_on"]
    checked(await ana.api.put("/api/me/push", json=service.subscription))
    await ana.api.post("/api/auth/sign-out")

    assert await push_notification(settings, database, notification_id=told) == 0
    assert service.pushed == []


async def test_what_is_read_or_hidden_is_not_pushed_and_a_browser_that_is_gone_is_forgotten(
    people: People, service: Service, database: Database, settings: Settings
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    told = await newest_notification(ana)
    checked(await ana.api.put("/api/me/push", json=service.subscription))
    allowed = replace(settings, push_networks=f"{OUTSIDE}/32")

    assert await push_notification(replace(settings, push_networks=""), database, notification_id=told) == 0
    assert service.pushed == []
    assert await push_notification(allowed, database, notification_id=told) == 1
    service.status = 410
    assert await push_notification(allowed, database, notification_id=told) == 0
    assert not checked(await ana.api.get("/api/me/push"))["is_on"]

    service.status = 201
    checked(await ana.api.put("/api/me/push", json=service.subscription))
    await ana.api.post(f"/api/users/{ben.id}/mute")
    assert await push_notification(allowed, database, notification_id=told) == 0
    await ana.api.delete(f"/api/users/{ben.id}/mute")
    await ana.api.patch("/api/notifications/read-all")
    assert await push_notification(allowed, database, notification_id=told) == 0
    assert len(service.pushed) == 2


@pytest.mark.parametrize(
    ("named", "change"),
    [
        ("endpoint", {"endpoint": "ftp://push.example/1"}),
        ("endpoint", {"endpoint": "https://push.example/" + "x" * 2_000}),
        ("keys.p256dh", {"keys": {"p256dh": "AAAA", "auth": "A" * 22}}),
        ("keys.auth", {"keys": {"auth": "AAAA"}}),
        ("keys", {"keys": None}),
    ],
)
async def test_what_no_browser_gives_is_refused(
    people: People, service: Service, named: str, change: dict[str, Any]
) -> None:
    ana = await people.new("ana")
    sent = service.subscription
    if isinstance(change.get("keys"), dict):
        change = {"keys": {**sent["keys"], **change["keys"]}}

    refused = await ana.api.put("/api/me/push", json={**sent, **change})

    assert refused.status_code == 400
    assert named in refused.json()["fields"]


async def test_signed_out_people_have_no_browser_to_tell(people: People, service: Service) -> None:
    nobody = people.signed_out()

    assert (await nobody.get("/api/me/push")).status_code == 401
    assert (await nobody.put("/api/me/push", json=service.subscription)).status_code == 401
    assert (await nobody.delete("/api/me/push")).status_code == 401
    script = await nobody.get("/service-worker.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.headers["Cache-Control"] == "no-cache"
