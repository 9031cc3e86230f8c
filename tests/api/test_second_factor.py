"""Two-step sign-in: /api/me/second-factor and POST /api/auth/second-factor."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pyotp
import pytest

from tests.mail_room import mails_to
from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    import asyncpg
    import httpx

    from tests.people import People, Person

    Db = asyncpg.Connection[asyncpg.Record]

WRONG = "000000"


def code_of(secret: str, steps: int = 0) -> str:
    """The code of now, or of some steps later. One later fits too, so two tries in a row need not wait."""
    return pyotp.TOTP(secret).at(time.time() + steps * 30)


async def with_second_factor(person: Person) -> tuple[str, list[str]]:
    """Turn it on, by the code of now; gives secret and recovery codes."""
    made = checked(await person.api.post("/api/me/second-factor", json={"password": PASSWORD}), 201)
    secret = made["secret"]
    on = await person.api.post("/api/me/second-factor/confirm", json={"code": code_of(secret)})
    return secret, checked(on)["recovery_codes"]


async def challenge_of(people: People, person: Person) -> str:
    answer = await people.signed_out().post("/api/auth/sign-in", json={"login": person.email, "password": PASSWORD})
    assert answer.status_code == 401, answer.text
    assert answer.json()["error"] == "second_factor_required"
    assert "user" not in answer.json()
    return str(answer.json()["challenge"])


async def answer_with(people: People, challenge: str, code: str) -> httpx.Response:
    return await people.signed_out().post("/api/auth/second-factor", json={"challenge": challenge, "code": code})


async def test_a_code_is_asked_for_and_works_once(people: People, db: Db) -> None:
    ana = await people.new("ana")
    secret, _ = await with_second_factor(ana)
    assert checked(await ana.api.get("/api/me/second-factor")) == {"enabled": True, "recovery_codes_left": 10}
    first, second = await challenge_of(people, ana), await challenge_of(people, ana)

    code = code_of(secret, 1)
    done = checked(await answer_with(people, first, f" {code[:3]} {code[3:]} "))
    replayed = await answer_with(people, second, code)
    used_challenge = await answer_with(people, first, code_of(secret, 1))

    assert done["user"]["id"] == ana.id
    assert done["token"]
    assert (replayed.status_code, replayed.json()["error"]) == (401, "wrong_code")
    assert (used_challenge.status_code, used_challenge.json()["error"]) == (401, "challenge_over")
    assert await mails_to(db, ana.email, "Two-step sign-in was turned on")
    stored = await db.fetchval("SELECT sealed_secret FROM second_factors WHERE user_id = $1", int(ana.id))
    assert secret not in stored


async def test_a_recovery_code_works_once_in_any_spelling(people: People) -> None:
    ana = await people.new("ana")
    _, codes = await with_second_factor(ana)

    checked(await answer_with(people, await challenge_of(people, ana), codes[0].lower().replace("-", " ")))
    again = await answer_with(people, await challenge_of(people, ana), codes[0])

    assert again.status_code == 401
    assert checked(await ana.api.get("/api/me/second-factor"))["recovery_codes_left"] == 9
    renewed = checked(await ana.api.post("/api/me/second-factor/recovery-codes", json={"password": PASSWORD}))
    assert not set(renewed["recovery_codes"]) & set(codes)
    assert (await answer_with(people, await challenge_of(people, ana), codes[1])).status_code == 401


async def test_guessing_ends_the_challenge(people: People) -> None:
    ana = await people.new("ana")
    await with_second_factor(ana)
    challenge = await challenge_of(people, ana)

    answers = [(await answer_with(people, challenge, WRONG)).json()["error"] for _ in range(6)]

    assert answers == ["wrong_code"] * 5 + ["challenge_over"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/me/second-factor"),
        ("POST", "/api/me/second-factor/recovery-codes"),
        ("DELETE", "/api/me/second-factor"),
    ],
)
async def test_every_change_asks_for_the_password(people: People, method: str, path: str) -> None:
    ana = await people.new("ana")
    body: dict[str, Any] = {"password": "wrong-one-1"}

    assert (await ana.api.request(method, path, json=body)).status_code == 400
    assert (await people.signed_out().request(method, path, json=body)).status_code == 401


async def test_it_is_off_until_confirmed_and_can_be_turned_off(people: People) -> None:
    ana = await people.new("ana")
    checked(await ana.api.post("/api/me/second-factor", json={"password": PASSWORD}), 201)
    assert (await ana.api.post("/api/me/second-factor/confirm", json={"code": WRONG})).status_code == 400
    sign_in = {"login": ana.email, "password": PASSWORD}
    checked(await people.signed_out().post("/api/auth/sign-in", json=sign_in))

    await with_second_factor(ana)
    assert (await ana.api.post("/api/me/second-factor", json={"password": PASSWORD})).status_code == 409
    off = await ana.api.request("DELETE", "/api/me/second-factor", json={"password": PASSWORD})

    assert off.status_code == 204
    checked(await people.signed_out().post("/api/auth/sign-in", json=sign_in))


async def test_a_changed_password_ends_the_challenge(people: People) -> None:
    ana = await people.new("ana")
    secret, _ = await with_second_factor(ana)
    challenge = await challenge_of(people, ana)
    await ana.api.post("/api/me/password", json={"current_password": PASSWORD, "password": "slow-river-stones-9"})

    assert (await answer_with(people, challenge, code_of(secret, 1))).json()["error"] == "challenge_over"
