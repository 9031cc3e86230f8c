"""Signing in and out over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    import asyncpg

    from app.settings import Settings
    from tests.people import People


async def test_by_username_and_by_address_however_they_are_written(people: People) -> None:
    ana = await people.new("ana")
    api = people.signed_out()

    for login in (ana.username, f" @{ana.username.upper()}", ana.email, f" {ana.email.upper()} "):
        answer = checked(await api.post("/api/auth/sign-in", json={"login": login, "password": PASSWORD}))

        assert answer["user"]["id"] == ana.id
        me = await api.get("/api/me", headers={"Authorization": f"Bearer {answer['token']}"})
        assert checked(me)["username"] == ana.username


async def test_nobody_can_tell_a_wrong_password_from_an_unknown_name(people: People) -> None:
    ana = await people.new("ana")
    api = people.signed_out()

    answers = []
    for login in (ana.username, ana.email, "nobody_has_this", "nobody@example.com", "", "\0", "a@b@c"):
        answer = checked(await api.post("/api/auth/sign-in", json={"login": login, "password": "not-the-one-7"}), 401)
        answers.append({**answer, "trace_id": ""})

    assert answers == [answers[0]] * len(answers)
    assert answers[0]["error"] == "wrong_credentials"


@pytest.mark.parametrize("login", ["аna", "ａna", "ana\u200b"])
async def test_a_look_alike_of_a_name_is_not_the_name(people: People, login: str) -> None:
    ana = await people.new("ana")
    typed = login + ana.username[3:]

    response = await people.signed_out().post("/api/auth/sign-in", json={"login": typed, "password": PASSWORD})

    assert response.status_code == 401


async def test_every_sign_in_has_a_token_of_its_own_and_only_its_hash_is_stored(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")

    answer = checked(
        await people.signed_out().post("/api/auth/sign-in", json={"login": ana.username, "password": PASSWORD})
    )

    assert answer["token"] != ana.token
    rows = await db.fetch("SELECT token_hash FROM sessions WHERE user_id = $1", int(ana.id))
    assert len(rows) == 2
    assert all(len(row["token_hash"]) == 32 and answer["token"].encode() not in row["token_hash"] for row in rows)


async def test_signing_out_ends_this_session_only(people: People) -> None:
    ana = await people.new("ana")
    other = checked(
        await people.signed_out().post("/api/auth/sign-in", json={"login": ana.username, "password": PASSWORD})
    )

    answer = await ana.api.post("/api/auth/sign-out")
    assert (answer.status_code, answer.content, answer.headers.get("Content-Type")) == (204, b"", None)

    assert (await ana.api.get("/api/me")).status_code == 401
    assert (await ana.api.post("/api/auth/sign-out")).status_code == 204
    checked(await ana.api.get("/api/me", headers={"Authorization": f"Bearer {other['token']}"}))


async def test_a_suspended_person_cannot_sign_in_and_is_signed_out(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")

    await db.execute("UPDATE users SET state = 'suspended' WHERE id = $1", int(ana.id))

    assert (await ana.api.get("/api/me")).status_code == 401
    response = await people.signed_out().post("/api/auth/sign-in", json={"login": ana.username, "password": PASSWORD})
    assert response.status_code == 401


async def test_a_hash_with_old_parameters_is_made_anew(
    people: People, db: asyncpg.Connection[asyncpg.Record], settings: Settings
) -> None:
    from argon2 import PasswordHasher

    ana = await people.new("ana")
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    await db.execute("UPDATE users SET password_hash = $2 WHERE id = $1", int(ana.id), old)

    checked(await people.signed_out().post("/api/auth/sign-in", json={"login": ana.username, "password": PASSWORD}))

    stored = await db.fetchval("SELECT password_hash FROM users WHERE id = $1", int(ana.id))
    assert stored.startswith("$argon2id$")
    assert f"m={settings.password_memory_kib},t=2,p=1" in stored
    checked(await people.signed_out().post("/api/auth/sign-in", json={"login": ana.username, "password": PASSWORD}))


@pytest.mark.parametrize("body", [{}, {"login": "ana"}, {"login": 1, "password": 2}, {"login": None, "password": None}])
async def test_a_body_without_both_is_refused(people: People, body: dict[str, object]) -> None:
    response = await people.signed_out().post("/api/auth/sign-in", json=body)

    assert response.status_code == 400
    assert response.json()["fields"]


async def test_the_api_sets_no_cookie(people: People) -> None:
    ana = await people.new("ana")

    response = await people.signed_out().post("/api/auth/sign-in", json={"login": ana.username, "password": PASSWORD})

    assert "set-cookie" not in response.headers
