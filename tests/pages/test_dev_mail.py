"""The page that shows mail where there is no mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.mail.outgoing import enqueue_mail

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People


async def test_it_shows_mail_to_this_machine(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    await enqueue_mail(db, to="ana@example.com", subject="A <b>subject</b>", text="See http://localhost/x?y=1 there")

    shown = await people.signed_out().get("/dev/mail")

    assert shown.status_code == 200
    assert "A &lt;b&gt;subject&lt;/b&gt;" in shown.text
    assert 'href="http://localhost/x?y=1"' in shown.text


@pytest.mark.parametrize("header", [{"Host": "skein.example"}, {"X-Forwarded-For": "192.0.2.1"}])
async def test_whoever_comes_from_elsewhere_does_not_see_it(people: People, header: dict[str, str]) -> None:
    assert (await people.signed_out().get("/dev/mail", headers=header)).status_code == 404
