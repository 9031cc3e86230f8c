"""A database that no worker reads, and a real SMTP server that keeps what it is handed."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest_asyncio
from aiosmtpd.smtp import SMTP

from app.db import Database
from app.settings import Settings
from tests.conftest import database_address

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from email.message import EmailMessage


@dataclass
class Catcher:
    """Keeps messages; `refusals` are answers to give instead, the first one first."""

    messages: list[EmailMessage] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    url: str = ""

    async def handle_RCPT(  # noqa: N802  the name that aiosmtpd looks for
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if self.refusals:
            return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a message."""
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest_asyncio.fixture
async def catcher() -> AsyncIterator[Catcher]:
    """A mail server on a free port."""
    kept = Catcher()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(kept), "127.0.0.1", 0)
    kept.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield kept
    server.close()


@pytest_asyncio.fixture(scope="module")
async def quiet_settings(template_database: str) -> Settings:
    """Settings with a database of their own."""
    name = f"mail_{secrets.token_hex(6)}"
    admin = await asyncpg.connect(database_address("postgres"))
    await admin.execute("SELECT pg_advisory_lock(1)")
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE {template_database}")
    await admin.close()
    return Settings(database_url=database_address(name), secret_key=secrets.token_urlsafe(32))


@pytest_asyncio.fixture
async def database(quiet_settings: Settings) -> AsyncIterator[Database]:
    """Its pool; no mail of another test is in the queue."""
    opened = Database(quiet_settings)
    await opened.open()
    await opened.pool.execute("DELETE FROM mails")
    yield opened
    await opened.close()
