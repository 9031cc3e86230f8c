"""What the worker does for accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from app.actions.passwords import RESET_JOB, send_reset_link

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Job

    from app.db import Database
    from app.settings import Settings


def register_accounts(queue: PgQueuer, _settings: Settings, database: Database) -> None:
    """Put the jobs of accounts into the queue."""

    @queue.entrypoint(RESET_JOB)
    async def reset_link(job: Job) -> None:
        wish = orjson.loads(job.payload or b"{}")
        await send_reset_link(database, email_canonical=wish["email"], site=wish["site"])
