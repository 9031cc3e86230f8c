"""The setting that lets only people with a confirmed address post."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app import create_app
from tests.mail_room import mails_to, token_in

if TYPE_CHECKING:
    import asyncpg

    from app.settings import Settings
    from tests.people import People


async def test_who_has_not_confirmed_reads_but_does_not_post(
    people: People, settings: Settings, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")
    headers = {"Authorization": f"Bearer {ana.token}"}
    app = create_app(replace(settings, verified_to_post=True))
    async with app.test_app():
        client = app.test_client()

        refused = await client.post("/api/posts", json={"body": "hello"}, headers=headers)
        assert (await client.post("/posts", form={"body": "hello"}, headers=headers)).status_code == 403
        token = token_in((await mails_to(db, ana.email, "Confirm"))[0])
        await client.post("/api/me/email/verify", json={"token": token})
        taken = await client.post("/api/posts", json={"body": "hello"}, headers=headers)

    assert (refused.status_code, taken.status_code) == (403, 201)
