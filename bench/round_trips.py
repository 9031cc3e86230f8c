"""How many statements a page sends to PostgreSQL, counted in PostgreSQL's own log."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from bench.server import Server

PAGES = 20
# Log lines of what asyncpg runs: `execute` (prepared) or `statement` (as it stands, such as BEGIN).
_RUN = re.compile(r"LOG:  duration: [0-9.]+ ms  (?:execute|statement)[^:]*: (\S+)")
_NOT_COUNTED = {"BEGIN;", "COMMIT;", "ROLLBACK;", "BEGIN", "COMMIT", "ROLLBACK"}


class RoundTrips:
    """`with RoundTrips(server) as trips:` then `trips.of(client, path)`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._idle = 0.0

    def __enter__(self) -> RoundTrips:
        self._server.psql("-c", "ALTER SYSTEM SET log_min_duration_statement = 0", "-c", "SELECT pg_reload_conf()")
        time.sleep(1)
        started = self._size()
        time.sleep(3)
        self._idle = self._statements(started) / 3
        return self

    def __exit__(self, *_: object) -> None:
        self._server.psql("-c", "ALTER SYSTEM RESET log_min_duration_statement", "-c", "SELECT pg_reload_conf()")

    def of(self, client: httpx.Client, path: str) -> float:
        """Statements per page, less what the background sends in the same time."""
        client.get(path)
        started, since = self._size(), time.monotonic()
        for _ in range(PAGES):
            client.get(path)
        time.sleep(0.2)
        return max(0.0, self._statements(started) - self._idle * (time.monotonic() - since)) / PAGES

    def _size(self) -> int:
        return self._server.database_log.stat().st_size

    def _statements(self, start: int) -> int:
        with self._server.database_log.open("rb") as log:
            log.seek(start)
            text = log.read().decode(errors="replace")
        return sum(found not in _NOT_COUNTED for found in _RUN.findall(text))
