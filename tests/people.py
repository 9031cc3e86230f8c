"""Builders: new people with a client each, and what they do."""

from __future__ import annotations

import itertools
import secrets
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import httpx

if TYPE_CHECKING:
    from types import TracebackType

PASSWORD = "wool-and-rain-42"
TIMEOUT = 30
# Nobody here speaks TLS, and reading the list of authorities takes longer than a sign-up: once is enough.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed up, with a client of the JSON API that carries the bearer token."""

    id: str
    username: str
    email: str
    token: str
    api: httpx.AsyncClient

    async def post(self, body: str, **fields: Any) -> dict[str, Any]:
        """Publish a post; gives it."""
        return checked(await self.api.post("/api/posts", json={"body": body, **fields}), 201)

    async def reply(self, post: dict[str, Any], body: str) -> dict[str, Any]:
        """Answer a post; gives the reply."""
        return checked(await self.api.post(f"/api/posts/{post['id']}/comments", json={"body": body}), 201)

    async def repost(self, post: dict[str, Any]) -> None:
        """Repost a post."""
        checked(await self.api.post(f"/api/posts/{post['id']}/repost"))

    async def like(self, post: dict[str, Any]) -> None:
        """Like a post."""
        checked(await self.api.post(f"/api/posts/{post['id']}/like"))

    async def follow(self, other: Person) -> None:
        """Follow, or ask to follow, somebody."""
        checked(await self.api.post(f"/api/users/{other.id}/follow"))

    async def go_private(self) -> None:
        """Make the account private."""
        checked(await self.api.patch("/api/me", json={"is_private": True}))

    async def close_account(self) -> None:
        """Be on nobody's page any more."""
        answer = await self.api.request("DELETE", "/api/me", json={"password": PASSWORD})
        assert answer.is_success, answer.text


def checked(response: httpx.Response, status: int = 200) -> dict[str, Any]:
    """The JSON of an answer that has to have this status."""
    assert response.status_code == status, f"{response.request.url}: {response.status_code} {response.text[:500]}"
    answer: dict[str, Any] = response.json()
    return answer


class People:
    """Makes people, each new, so that tests never meet."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._clients: list[httpx.AsyncClient] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients:
            await client.aclose()

    def signed_out(self) -> httpx.AsyncClient:
        """A client of nobody."""
        client = httpx.AsyncClient(base_url=self.base_url, timeout=TIMEOUT, verify=NO_TLS)
        self._clients.append(client)
        return client

    async def new(self, name: str = "ana", **profile: Any) -> Person:
        """Sign up somebody called like `name`; `profile` goes to PATCH /api/me."""
        username = f"{name}_{next(_numbers)}_{secrets.token_hex(3)}"
        email = f"{username}@example.com"
        client = self.signed_out()
        answer = checked(
            await client.post(
                "/api/auth/sign-up",
                json={"username": username, "email": email, "password": PASSWORD, "display_name": name.title()},
            ),
            201,
        )
        client.headers["Authorization"] = f"Bearer {answer['token']}"
        if profile:
            checked(await client.patch("/api/me", json=profile))
        return Person(answer["user"]["id"], username, email, answer["token"], client)

    async def browser_client(self, person: Person) -> httpx.AsyncClient:
        """A client with the person's cookie, which sends forms as a browser without JavaScript does."""
        client = self.signed_out()
        client.headers["Origin"] = self.base_url
        response = await client.post(
            "/auth/sign-in", data={"login": person.username, "password": PASSWORD}, follow_redirects=False
        )
        assert response.status_code == 303, response.text[:500]
        return client
