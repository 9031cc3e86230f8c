"""Whoever a moderator acted about hears of it by mail, whatever they chose for notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.mail_room import link_in, mails_to, wait_for_mail
from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person

REASON = "Nobody asked for forty links to wool"
SUBJECTS = {
    "warn": "A moderator warned you",
    "hide_post": "A moderator hid a post of yours",
    "limit": "Your account is limited",
    "suspend": "Your account is suspended",
}


async def moderator(people: People, db: asyncpg.Connection[asyncpg.Record]) -> Person:
    person = await people.new("mod")
    await db.execute("UPDATE users SET role = 'moderator' WHERE id = $1", int(person.id))
    return person


async def act(people: People, mod: Person, post_id: str, action: str) -> str:
    ben = await people.new("ben")
    report = checked(await ben.api.post("/api/reports", json={"reason": "spam", "post_id": post_id}), 201)
    body = {"action": action, "reason": REASON}
    return str(checked(await mod.api.post(f"/api/moderation/reports/{report['id']}/act", json=body))["id"])


@pytest.mark.parametrize("action", SUBJECTS)
async def test_an_act_is_mailed_with_its_reason_and_where_to_appeal(
    action: str, people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, mod = await people.new("ana"), await moderator(people, db)
    preferences = checked(await ana.api.get("/api/me/notification-preferences"))
    checked(await ana.api.patch("/api/me/notification-preferences", json=dict.fromkeys(preferences, "off")))
    post = await ana.post("Wool, wool, wool")

    await act(people, mod, post["id"], action)

    [mail] = await mails_to(db, ana.email, SUBJECTS[action])
    assert REASON in mail
    assert mod.username not in mail
    path = link_in(mail).partition("//")[2].partition("/")[2]
    if action == "suspend":
        page = await people.signed_out().get(f"/{path}")
        assert (page.status_code, REASON in page.text) == (200, True)
    else:
        assert path == "account/notices"


@pytest.mark.parametrize(
    ("decision", "subject"), [("overturn", "Your appeal was granted"), ("uphold", "Your appeal was refused")]
)
async def test_the_answer_to_an_appeal_is_mailed(
    decision: str, subject: str, people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, mod, second = await people.new("ana"), await moderator(people, db), await moderator(people, db)
    act_id = await act(people, mod, (await ana.post("Wool"))["id"], "suspend")
    appeal = link_in(await wait_for_mail(db, ana.email, "Your account is suspended"))
    key = appeal.rpartition("/")[2]
    checked(await people.signed_out().post(f"/api/appeals/{key}", json={"text": "I sell it"}), 201)

    answer = {"decision": decision, "reason": "We had another look"}
    checked(await second.api.post(f"/api/moderation/appeals/{act_id}", json=answer))

    [mail] = await mails_to(db, ana.email, subject)
    assert "We had another look" in mail
    assert ("/account/notices" in mail) == (decision == "overturn")


async def test_a_dismissed_report_is_not_mailed(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, mod = await people.new("ana"), await moderator(people, db)

    await act(people, mod, (await ana.post("Wool"))["id"], "dismiss")

    assert len(await mails_to(db, ana.email)) == len(await mails_to(db, ana.email, "Confirm"))
