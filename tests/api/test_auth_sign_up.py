"""Signing up over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from tests.people import People

KEYS = {
    "id",
    "username",
    "display_name",
    "bio",
    "link",
    "avatar_url",
    "banner_url",
    "banner_alt",
    "is_private",
    "followers_count",
    "following_count",
    "posts_count",
    "created_at",
    "viewer",
}


async def sign_up(people: People, **fields: Any) -> Any:
    return await people.signed_out().post("/api/auth/sign-up", json={"password": PASSWORD, **fields})


async def test_a_new_person_gets_a_user_and_a_token_that_works(people: People) -> None:
    ana = await people.new("ana")

    me = checked(await ana.api.get("/api/me"))

    # Only for oneself: whether the posts stay out of For you.
    assert set(me) == KEYS | {"is_out_of_for_you"}
    assert me["username"] == ana.username
    assert me["display_name"] == "Ana"
    assert me["followers_count"] == 0


async def test_a_taken_name_is_refused_however_it_is_written(people: People) -> None:
    ana = await people.new("ana")

    response = await sign_up(people, username=f" @{ana.username.upper()} ", email="other@example.com")

    assert response.status_code == 409
    assert set(response.json()["fields"]) == {"username"}


async def test_a_taken_address_is_refused_however_it_is_written(people: People) -> None:
    ana = await people.new("ana")

    response = await sign_up(people, username=f"{ana.username}x", email=f"  {ana.email.upper()}\t")

    assert response.status_code == 409
    assert set(response.json()["fields"]) == {"email"}


async def test_both_are_named_when_both_are_taken(people: People) -> None:
    ana = await people.new("ana")

    response = await sign_up(people, username=ana.username, email=ana.email)

    assert set(response.json()["fields"]) == {"username", "email"}


@pytest.mark.parametrize(
    "username", ["аna", "ana\u200b", "ａna", "an a", ".ana", "a..b", "admin", "", "a" * 31, "\u212a", "a\0b"]
)
async def test_names_that_only_look_alike_or_are_kept_are_refused(people: People, username: str) -> None:
    response = await sign_up(people, username=username, email="look@example.com")

    assert response.status_code == 400
    assert set(response.json()["fields"]) == {"username"}


@pytest.mark.parametrize("email", ["", "ana", "ana@", "ana@exаmple", "anа@example.com", "a\0@example.com", "a@b@c"])
async def test_addresses_that_are_none_are_refused(people: People, email: str) -> None:
    response = await sign_up(people, username="somebody_new", email=email)

    assert response.status_code == 400
    assert set(response.json()["fields"]) == {"email"}


@pytest.mark.parametrize("password", ["short", "password123", "x" * 1001, "somebody_new"])
async def test_poor_passwords_are_refused(people: People, password: str) -> None:
    response = await sign_up(people, username="somebody_new", email="new@example.com", password=password)

    assert response.status_code == 400
    assert set(response.json()["fields"]) == {"password"}


async def test_everything_wrong_is_named_at_once(people: People) -> None:
    response = await sign_up(people, username="", email="", password="", display_name="x" * 51)

    assert response.status_code == 400
    assert set(response.json()["fields"]) == {"username", "email", "password", "display_name"}


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"username": "\xff"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"9" * 10_000, "application/json", 400),
        (b"{}", "application/json", 400),
        (b'{"username": 1, "email": [], "password": null}', "application/json", 400),
        (
            b'{"username": "\\ud800", "email": "a@b.example", "password": "\\ud800\\ud800\\ud800"}',
            "application/json",
            400,
        ),
        (b"username=ana", "application/x-www-form-urlencoded", 415),
        (b"", "", 400),
    ],
)
async def test_a_body_that_is_none_is_refused(people: People, content: bytes, kind: str, status: int) -> None:
    response = await people.signed_out().post("/api/auth/sign-up", content=content, headers={"Content-Type": kind})

    assert response.status_code == status
    assert response.json()["trace_id"]
