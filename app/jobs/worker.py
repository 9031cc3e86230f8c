"""The worker process: the job queue with its schedules, and the sweep of the outbox."""

from __future__ import annotations

import asyncio
import os
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import asyncpg
import structlog

from app.db import CONNECT_SECONDS, Database
from app.jobs.accounts import register_accounts
from app.jobs.digests import register_digests
from app.jobs.erasing import register_erasing
from app.jobs.exporting import register_exporting
from app.jobs.housekeeping import register_housekeeping
from app.jobs.importing import register_importing
from app.jobs.interactions import register_interactions
from app.jobs.link_cards import register_link_cards
from app.jobs.mail import deliver_mail
from app.jobs.media import register_media
from app.jobs.polls import register_polls
from app.jobs.push import register_push
from app.jobs.scheduled_posts import register_scheduled_posts
from app.jobs.train_when_due import train_when_due
from app.jobs.watching import watch_jobs
from app.live.publisher import SERVER_AWAY, Publisher
from app.live.stream import Stream
from app.log import configure_logging
from app.observe.extras import start_observing, stop_observing
from app.tasks import run_together

if TYPE_CHECKING:
    from pgqueuer import PgQueuer

    from app.observe.tracing import Tracing
    from app.settings import Settings

log = structlog.get_logger()

# Beyond what a web process meets: a schema that is just being migrated.
QUEUE_AWAY: tuple[type[BaseException], ...] = (asyncpg.PostgresError, *SERVER_AWAY)

# Events of this age were left behind: their process died, or Redis was away.
SWEEP_AGE_SECONDS = 1.0
SWEEP_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 15.0
# The schema of the queue's tables, which pgqueuer reads from the environment.
SCHEMA_VARIABLE, SCHEMA = "PGQUEUER_SCHEMA", "jobs"


async def run_worker(settings: Settings) -> None:
    """Work until cancelled."""
    configure_logging(settings.log_level, settings.log_format)
    tracing = start_observing(settings, "skein-worker")
    on_connect = None if tracing is None else tracing.on_connect
    database = Database(replace(settings, database_url=settings.direct_url), on_connect)
    stream = Stream(settings)
    await database.open()
    try:
        await run_together(
            [
                sweep_outbox(Publisher(database, stream)),
                work_off_jobs(settings, database, tracing),
                deliver_mail(settings, database),
                train_when_due(settings, database),
            ]
        )
    finally:
        await stream.close()
        await database.close()
        await asyncio.to_thread(stop_observing, tracing)


async def sweep_outbox(publisher: Publisher) -> None:
    """Publish again and again what other processes left in the outbox."""
    pause = SWEEP_SECONDS
    while True:
        await asyncio.sleep(pause)
        try:
            swept = await publisher.publish_all(SWEEP_AGE_SECONDS)
        except QUEUE_AWAY as error:
            log.warning("the outbox could not be swept", reason=repr(error))
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            pause = SWEEP_SECONDS
            if swept:
                log.info("events swept", count=swept)


async def work_off_jobs(settings: Settings, database: Database, tracing: Tracing | None) -> None:
    """Do jobs and schedules; when PostgreSQL goes away, come back with it."""
    pause = SWEEP_SECONDS
    while True:
        try:
            # A connection of its own, because the queue listens on it.
            connection = await asyncpg.connect(settings.direct_url, timeout=CONNECT_SECONDS)
        except QUEUE_AWAY as error:
            log.warning("the job queue waits for PostgreSQL", reason=repr(error))
        else:
            pause = SWEEP_SECONDS
            await _run_queue(connection, settings, database, tracing)
        await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311  jitter
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


async def _run_queue(
    connection: asyncpg.Connection[asyncpg.Record], settings: Settings, database: Database, tracing: Tracing | None
) -> None:
    queue = make_queue(connection, settings, database)
    watch_jobs(queue, tracing)
    connection.add_termination_listener(lambda _connection: queue.shutdown.set())
    try:
        await queue.run()
    except Exception:
        log.exception("the job queue failed")
    finally:
        connection.terminate()


def make_queue(connection: asyncpg.Connection[asyncpg.Record], settings: Settings, database: Database) -> PgQueuer:
    """The queue with everything that it can do; each subject registers its jobs here, in alphabetical order."""
    os.environ[SCHEMA_VARIABLE] = SCHEMA
    from pgqueuer import PgQueuer

    queue = PgQueuer.from_asyncpg_connection(connection)
    register_accounts(queue, settings, database)
    register_erasing(queue, settings, database)
    register_exporting(queue, settings, database)
    register_digests(queue, settings, database)
    register_housekeeping(queue, settings, database)
    register_importing(queue, settings, database)
    register_interactions(queue, settings, database)
    register_link_cards(queue, settings, database)
    register_media(queue, settings, database)
    register_polls(queue, settings, database)
    register_push(queue, settings, database)
    register_scheduled_posts(queue, settings, database)
    return queue
