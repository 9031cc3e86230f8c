"""Forgotten passwords: POST /api/auth/forgot-password and /api/auth/reset-password, and their pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.mail_room import link_in, mails_to, token_in, wait_for_mail
from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People

    Db = asyncpg.Connection[asyncpg.Record]

NEW = "slow-river-stones-9"
SUBJECT = "Set a new password"


def without_trace(text: str) -> str:
    return re.sub(r"[0-9a-f]{16}", "", text)


async def test_a_link_sets_the_password_once_and_ends_all_sessions(people: People, db: Db) -> None:
    ana = await people.new("ana")
    nobody = people.signed_out()
    for _ in range(2):
        checked(await nobody.post("/api/auth/forgot-password", json={"email": ana.email.upper()}), 202)
    token = token_in(await wait_for_mail(db, ana.email, SUBJECT, count=2))

    assert (
        await nobody.post("/api/auth/reset-password", json={"token": token, "password": "short"})
    ).status_code == 400
    done = await nobody.post("/api/auth/reset-password", json={"token": token, "password": NEW})
    replayed = await nobody.post("/api/auth/reset-password", json={"token": token, "password": PASSWORD})

    assert (done.status_code, replayed.status_code) == (204, 400)
    assert set(replayed.json()["fields"]) == {"token"}
    assert (await ana.api.get("/api/me")).status_code == 401
    checked(await nobody.post("/api/auth/sign-in", json={"login": ana.email, "password": NEW}))
    assert await db.fetchval("SELECT count(*) FROM password_resets WHERE user_id = $1", int(ana.id)) == 0
    assert await mails_to(db, ana.email, "Your password was changed")


async def test_nobody_learns_whether_there_is_an_account(people: People, db: Db) -> None:
    ana = await people.new("ana")
    nobody = people.signed_out()
    nobody.headers["Origin"] = people.base_url
    answers, pages = [], []

    for email in (ana.email, f"no-{ana.email}"):
        answers.append(await nobody.post("/api/auth/forgot-password", json={"email": email}))
        pages.append(await nobody.post("/auth/forgot-password", data={"email": email}))

    assert answers[0].status_code == answers[1].status_code == 202
    assert answers[0].content == answers[1].content
    assert without_trace(pages[0].text) == without_trace(pages[1].text)
    # Nothing is looked up before the answer: the same single row is written for both.
    await wait_for_mail(db, ana.email, SUBJECT)
    assert not await mails_to(db, f"no-{ana.email}")


async def test_another_host_gets_no_link_into_the_mail(people: People, db: Db) -> None:
    ana = await people.new("ana")

    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    await people.signed_out().post("/api/auth/forgot-password", json={"email": ana.email}, headers=evil)

    text = await wait_for_mail(db, ana.email, SUBJECT)
    assert "evil" not in text
    assert link_in(text).startswith("http://localhost:")


async def test_an_old_link_and_one_to_an_old_address_are_worth_nothing(people: People, db: Db) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    tokens = []
    for person in (ana, ben):
        await people.signed_out().post("/api/auth/forgot-password", json={"email": person.email})
        tokens.append(token_in(await wait_for_mail(db, person.email, SUBJECT)))
    await db.execute(
        "UPDATE password_resets SET created_at = now() - interval '31 minutes' WHERE user_id = $1", int(ana.id)
    )
    await db.execute("UPDATE users SET email_canonical = 'new-' || email_canonical WHERE id = $1", int(ben.id))

    for token in (*tokens, "made-up", "\x00"):
        answer = await people.signed_out().post("/api/auth/reset-password", json={"token": token, "password": NEW})
        assert answer.status_code == 400
        page = await people.signed_out().get("/auth/reset-password", params={"token": token})
        assert "Ask for a new link" in page.text


async def test_the_pages_do_it_too(people: People, db: Db) -> None:
    ana = await people.new("ana")
    browser = people.signed_out()
    browser.headers["Origin"] = people.base_url
    assert 'name="email"' in (await browser.get("/auth/forgot-password")).text
    assert (await browser.post("/auth/forgot-password", data={"email": "x"})).status_code == 400
    await browser.post("/auth/forgot-password", data={"email": ana.email})
    link = link_in(await wait_for_mail(db, ana.email, SUBJECT))
    assert link.startswith(f"{people.base_url}/auth/reset-password?token=")

    form = await browser.get(link)
    assert form.headers["Referrer-Policy"] == "same-origin"
    assert "Ask for a new link" not in form.text
    poor = await browser.post("/auth/reset-password", data={"token": token_in(link), "password": "x"})
    saved = await browser.post("/auth/reset-password", data={"token": token_in(link), "password": NEW})

    assert 'id="password-error"' in poor.text
    assert (saved.status_code, saved.headers["Location"]) == (303, "/auth/sign-in?notice=password-reset")
