"""The mail that gathers what somebody missed: what is in it, when it comes, and the way out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from app.db import Database
from app.jobs.digests import make_digests, site_of
from app.security.signed_links import STOP_DIGEST, read_link
from tests.people import checked

if TYPE_CHECKING:
    from typing import Any

    import asyncpg

    from app.settings import Settings
    from tests.people import People, Person

    Rows = asyncpg.Connection[asyncpg.Record]

PREFERENCES = "/api/me/notification-preferences"


async def digest_wanted(db: Rows, person: Person, **chosen: str) -> None:
    """The person chooses, and has a verified address."""
    checked(await person.api.patch(PREFERENCES, json=chosen))
    await db.execute("UPDATE users SET email_verified_at = now() WHERE id = $1", int(person.id))


async def made_when_due(settings: Settings, db: Rows, person: Person) -> list[dict[str, Any]]:
    """Like `made`, when the time has come. Not earlier: the worker of the servers makes what is due too."""
    await db.execute("UPDATE notification_digests SET next_at = now() WHERE user_id = $1", int(person.id))
    return await made(settings, db, person)


async def made(settings: Settings, db: Rows, person: Person) -> list[dict[str, Any]]:
    """The digests that wait for this person after a run of the worker."""
    database = Database(settings)
    await database.open()
    try:
        await make_digests(settings, database)
    finally:
        await database.close()
    # The worker of the servers may have been faster, and leaves the row locked until its mail is there.
    await db.execute("SELECT FROM notification_digests WHERE user_id = $1 FOR UPDATE", int(person.id))
    rows = await db.fetch(
        "SELECT subject, text_body, html_body, headers FROM mails "
        "WHERE recipient = $1 AND headers ? 'List-Unsubscribe' ORDER BY id",
        person.email,
    )
    return [dict(row) for row in rows]


async def test_it_holds_what_was_chosen_and_is_unread_and_tells_it_once(
    people: People, db: Rows, settings: Settings
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await digest_wanted(db, ana, reply="email", mention="email", digest="daily")
    await ben.like(post)
    await ben.reply(post, "Where <b>from</b>?")
    await ben.post(f"Look, @{ana.username}")

    (mail,) = await made_when_due(settings, db, ana)
    assert mail["subject"] == "What you missed on Skein"
    assert "Ben replied: Where <b>from</b>?" in mail["text_body"]
    assert "Where &lt;b&gt;from&lt;/b&gt;?" in mail["html_body"]
    assert f"Ben mentioned you: Look, @{ana.username}" in mail["text_body"]
    assert "liked" not in mail["text_body"]
    assert len(await made_when_due(settings, db, ana)) == 1
    await ben.reply(post, "Well?")
    assert len(await made(settings, db, ana)) == 1, "not before a day has passed"

    later = (await made_when_due(settings, db, ana))[1:]
    assert [mail["subject"] for mail in later] == ["Ben replied"]


async def test_its_headers_end_it_with_one_post(people: People, db: Rows, settings: Settings) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await digest_wanted(db, ana, follow="email", digest="weekly")
    await ben.follow(ana)

    (mail,) = await made_when_due(settings, db, ana)
    headers = orjson.loads(mail["headers"])
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = headers["List-Unsubscribe"].strip("<>")
    assert link.startswith(f"{site_of(settings)}/unsubscribe/")
    assert link in mail["text_body"]
    token = link.rpartition("/")[2]
    assert read_link(settings.secret_key, token, purpose=STOP_DIGEST) == int(ana.id)
    path = link.removeprefix(site_of(settings))
    answer = await people.signed_out().post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    await ben.post(f"@{ana.username}")

    assert len(await made_when_due(settings, db, ana)) == 1


async def test_nothing_unread_and_nobody_verified_means_no_mail(people: People, db: Rows, settings: Settings) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    for person in (ana, cleo):
        await digest_wanted(db, person, follow="email")
        await ben.follow(person)
    await db.execute("UPDATE users SET email_verified_at = NULL WHERE id = $1", int(cleo.id))
    assert (await ana.api.patch("/api/notifications/read-all")).status_code == 204

    assert await made_when_due(settings, db, ana) == []
    assert await made_when_due(settings, db, cleo) == []
