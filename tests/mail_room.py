"""Reading the mail that the servers under test would have sent."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg

WAIT_SECONDS = 30


async def mails_to(db: asyncpg.Connection[asyncpg.Record], email: str, subject: str = "") -> list[str]:
    """The texts of all mails to an address whose subject begins so, the oldest first."""
    rows = await db.fetch(
        "SELECT text_body FROM mails WHERE recipient = $1 AND starts_with(subject, $2) ORDER BY id", email, subject
    )
    return [row["text_body"] for row in rows]


async def wait_for_mail(db: asyncpg.Connection[asyncpg.Record], email: str, subject: str, *, count: int = 1) -> str:
    """The newest mail to an address whose subject begins so; waits until there are so many."""
    async with asyncio.timeout(WAIT_SECONDS):
        while True:
            found = await mails_to(db, email, subject)
            if len(found) >= count:
                return found[-1]
            await asyncio.sleep(0.02)


def link_in(text: str) -> str:
    """The address in a mail."""
    found = re.search(r"https?://\S+", text)
    assert found is not None, text
    return found.group()


def token_in(text: str) -> str:
    """The token in the link of a mail."""
    return link_in(text).partition("token=")[2]
