"""A Skein that sends its traces and errors to a receiver of the test."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest_asyncio

from tests.conftest import copied_database
from tests.observe.receiver import Receiver
from tests.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.settings import Settings

# Of the loopback network one address is a proxy here.
PROXY = "127.0.0.2"


@dataclass(frozen=True, slots=True)
class Watched:
    """A server with a database of its own, and where it reports to."""

    server: WebServer
    receiver: Receiver
    database_url: str

    def log_lines(self, **fields: object) -> list[dict[str, Any]]:
        """The log lines with these fields; one that is just being written is none yet."""
        whole, _, _ = self.server.log.read_text().rpartition("\n")
        lines = [json.loads(line) for line in whole.splitlines() if line.startswith("{")]
        return [line for line in lines if fields.items() <= line.items()]


@pytest_asyncio.fixture(scope="session")
async def watched(settings: Settings, template_database: str) -> AsyncIterator[Watched]:
    """Web processes and a worker with tracing and Sentry."""
    with Receiver() as receiver, patch.dict(os.environ, {"OTEL_BSP_SCHEDULE_DELAY": "100"}):
        own = replace(
            settings,
            database_url=await copied_database(template_database, "watched"),
            database_direct_url="",
            otlp_endpoint=f"http://127.0.0.1:{receiver.port}",
            sentry_dsn=f"http://key@127.0.0.1:{receiver.port}/7",
            trusted_proxies=PROXY,
            log_level="INFO",
        )
        with WebServer(own) as server:
            yield Watched(server, receiver, own.database_url)
