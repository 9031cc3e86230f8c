"""Verifying and changing one's address: /api/me/email, /auth/verify and /settings/account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mail_room import link_in, mails_to, token_in
from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person

    Db = asyncpg.Connection[asyncpg.Record]


async def verified(people: People, db: Db, name: str = "ana") -> Person:
    person = await people.new(name)
    (text,) = await mails_to(db, person.email, "Confirm your e-mail")
    answer = await people.signed_out().post("/api/me/email/verify", json={"token": token_in(text)})
    assert answer.status_code == 204
    return person


async def test_the_link_of_the_sign_up_is_used_by_a_button_and_once(people: People, db: Db) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)
    link = link_in((await mails_to(db, ana.email))[0])
    assert checked(await ana.api.get("/api/me/email"))["is_verified"] is False

    for _ in range(2):  # whoever only opens it, as a mail program does, confirms nothing
        assert (await browser.get(link)).status_code == 200
    first = await browser.post("/auth/verify", data={"token": token_in(link)})
    second = await browser.post("/auth/verify", data={"token": token_in(link)})

    assert (first.status_code, first.headers["Location"]) == (303, "/settings/account?notice=email-verified")
    assert second.status_code == 400
    assert checked(await ana.api.get("/api/me/email")) == {
        "email": ana.email,
        "is_verified": True,
        "pending_email": None,
    }


async def test_a_new_address_counts_when_both_have_confirmed(people: People, db: Db) -> None:
    ana = await verified(people, db)
    new = f"new-{ana.email}"

    asked = await ana.api.patch("/api/me/email", json={"email": new, "password": PASSWORD})
    assert asked.status_code == 202
    assert asked.json() == {"email": ana.email, "is_verified": True, "pending_email": new}
    (to_old,) = await mails_to(db, ana.email, "Your e-mail address is about to change")
    (to_new,) = await mails_to(db, new)
    nobody = people.signed_out()
    assert (await nobody.post("/api/me/email/verify", json={"token": token_in(to_new)})).status_code == 204
    assert checked(await ana.api.get("/api/me/email"))["email"] == ana.email
    assert (await nobody.post("/api/me/email/verify", json={"token": token_in(to_old)})).status_code == 204

    assert checked(await ana.api.get("/api/me/email")) == {"email": new, "is_verified": True, "pending_email": None}
    checked(await nobody.post("/api/auth/sign-in", json={"login": new, "password": PASSWORD}))
    assert await mails_to(db, ana.email, "Your e-mail address was changed")


async def test_a_mistyped_address_is_mended_without_asking_it(people: People, db: Db) -> None:
    ana = await people.new("ana")
    new = f"new-{ana.email}"

    checked(await ana.api.patch("/api/me/email", json={"email": new, "password": PASSWORD}), 202)
    (to_new,) = await mails_to(db, new)
    await people.signed_out().post("/api/me/email/verify", json={"token": token_in(to_new)})

    assert len(await mails_to(db, ana.email)) == 1
    assert checked(await ana.api.get("/api/me/email"))["email"] == new


async def test_bad_wishes_change_nothing(people: People, db: Db) -> None:
    ana, ben = await verified(people, db), await people.new("ben")
    new = f"new-{ana.email}"
    cases = [
        ({"email": new, "password": "wrong-one-1"}, 400, "password"),
        ({"email": "nothing", "password": PASSWORD}, 400, "email"),
        ({"email": ana.email, "password": PASSWORD}, 400, "email"),
        ({"email": ben.email.upper(), "password": PASSWORD}, 409, "email"),
    ]
    for body, status, field in cases:
        answer = await ana.api.patch("/api/me/email", json=body)
        assert (answer.status_code, set(answer.json()["fields"])) == (status, {field}), body
    assert not await mails_to(db, new)

    checked(await ana.api.patch("/api/me/email", json={"email": new, "password": PASSWORD}), 202)
    assert (await ana.api.delete("/api/me/email/pending")).status_code == 204
    (to_new,) = await mails_to(db, new)
    assert (await ana.api.post("/api/me/email/verify", json={"token": token_in(to_new)})).status_code == 400
    assert (await people.signed_out().patch("/api/me/email", json=cases[0][0])).status_code == 401


async def test_the_page_asks_resends_and_takes_back(people: People, db: Db) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)
    assert "Not confirmed yet" in (await browser.get("/settings/account")).text

    assert (await browser.post("/settings/account/email/resend")).status_code == 303
    assert (await ana.api.post("/api/me/email/verification")).status_code == 202
    assert len(await mails_to(db, ana.email, "Confirm your e-mail")) == 3
    new = f"new-{ana.email}"
    wrong = await browser.post("/settings/account/email", data={"email": new, "password": "no"})
    assert wrong.status_code == 400
    assert f'value="{new}"' in wrong.text
    assert (await browser.post("/settings/account/email", data={"email": new, "password": PASSWORD})).status_code == 303
    assert "Keep the old one" in (await browser.get("/settings/account")).text
    assert (await browser.post("/settings/account/email/cancel")).status_code == 303
    assert "Keep the old one" not in (await browser.get("/settings/account")).text
