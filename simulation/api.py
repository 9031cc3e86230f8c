"""The few calls of Skein's JSON API that the people of the simulation make."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Self

import httpx

if TYPE_CHECKING:
    from types import TracebackType

    from simulation.people import FakePerson

SECONDS = 30


class Skein:
    """A Skein at an address; every method is done by one person."""

    def __init__(self, base_url: str) -> None:
        self._client = httpx.Client(base_url=base_url, timeout=SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def enter(self, person: FakePerson) -> bool:
        """Sign up, or in where the person is known already; gives whether the person is new.

        A new person whose name is taken gets another one.

        Who has a token that still holds goes on with it: signing in each minute would run into the limit of sign-ins.

        Raises:
            httpx.HTTPStatusError: neither is possible.
        """
        if person.token and self._is_in(person):
            return False
        answer = self._sign_up(person)
        if answer.status_code != httpx.codes.CREATED:
            answer = self._client.post(
                "/api/auth/sign-in", json={"login": person.username, "password": person.password}
            )
        if answer.status_code == httpx.codes.UNAUTHORIZED and not person.user_id:
            # Somebody of another folder was made from the same seed.
            person.username += f"_{secrets.token_hex(3)}"
            answer = self._sign_up(person)
        is_new = answer.status_code == httpx.codes.CREATED
        body = _checked(answer)
        person.user_id, person.token = body["user"]["id"], body["token"]
        if is_new:
            self._call(person, "PATCH", "/api/me", json={"bio": person.bio})
        return is_new

    def _sign_up(self, person: FakePerson) -> httpx.Response:
        return self._client.post(
            "/api/auth/sign-up",
            json={
                "username": person.username, "email": person.email, "password": person.password,
                "display_name": person.display_name,
            },
        )  # fmt: skip

    def _is_in(self, person: FakePerson) -> bool:
        answer = self._client.get("/api/me", headers={"Authorization": f"Bearer {person.token}"})
        return answer.status_code == httpx.codes.OK

    def follow(self, person: FakePerson, user_id: str) -> None:
        """Follow somebody."""
        self._call(person, "POST", f"/api/users/{user_id}/follow")

    def post(self, person: FakePerson, body: str) -> str:
        """Publish; gives the post's id."""
        return str(self._call(person, "POST", "/api/posts", json={"body": body})["id"])

    def reply(self, person: FakePerson, post_id: str, body: str) -> str:
        """Answer a post; gives the answer's id."""
        return str(self._call(person, "POST", f"/api/posts/{post_id}/comments", json={"body": body})["id"])

    def like(self, person: FakePerson, post_id: str) -> None:
        """Like a post."""
        self._call(person, "POST", f"/api/posts/{post_id}/like")

    def repost(self, person: FakePerson, post_id: str) -> None:
        """Repost a post."""
        self._call(person, "POST", f"/api/posts/{post_id}/repost")

    def track(self, person: FakePerson, interactions: list[dict[str, Any]]) -> int:
        """Tell what was seen; gives how many events counted."""
        return int(self._call(person, "POST", "/api/track", json={"interactions": interactions})["tracked"])

    def _call(self, person: FakePerson, method: str, path: str, **more: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {person.token}"}
        return _checked(self._client.request(method, path, headers=headers, **more))


def _checked(answer: httpx.Response) -> dict[str, Any]:
    answer.raise_for_status()
    body: dict[str, Any] = answer.json() if answer.content else {}
    return body
