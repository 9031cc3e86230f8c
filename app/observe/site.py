"""Figures that are the same whichever process is asked: what PostgreSQL and Redis say of the whole site."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from prometheus_client.core import GaugeMetricFamily

from app.errors import Unavailable
from app.store import operations

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from prometheus_client.core import Metric

    from app.db import Database
    from app.store.operations import BacklogRow

# However often the figures are asked for, PostgreSQL is asked this seldom.
KEPT_SECONDS = 5.0

# Field of the backlog → name and sentence.
_BACKLOG = {
    "outbox_rows": ("skein_outbox_rows", "Live events that wait to be published."),
    "outbox_age_seconds": ("skein_outbox_age_seconds", "Age of the oldest live event that waits."),
    "jobs_waiting": ("skein_jobs_waiting", "Jobs that are due and wait for a worker."),
    "jobs_running": ("skein_jobs_running", "Jobs that a worker has taken."),
    "jobs_age_seconds": ("skein_jobs_age_seconds", "How long the oldest job has been due."),
    "jobs_failed": ("skein_jobs_failed_last_hour", "Jobs that failed in the last hour."),
    "schedule_lag_seconds": ("skein_schedule_lag_seconds", "How late the most overdue schedule of the worker is."),
    "mails_waiting": ("skein_mails_waiting", "Mails that are not sent yet."),
    "mails_failing": ("skein_mails_failing", "Of these, the ones that were tried more than once."),
    "mails_age_seconds": ("skein_mails_age_seconds", "Age of the oldest mail that is not sent."),
    "videos_waiting": ("skein_videos_waiting", "Videos that are being encoded or wait for it."),
    "model_age_seconds": ("skein_model_age_seconds", "Age of the recommender's current model."),
    "model_trained_seconds": ("skein_model_trained_seconds", "How long its training took."),
    "is_training": ("skein_trainer_running", "1 while a trainer is at work."),
}


class SiteFigures:
    """The figures of one look.

    Args:
        backlog: None when PostgreSQL does not answer; its figures are then left out rather than shown as zero.
    """

    def __init__(self, backlog: BacklogRow | None, *, is_redis_up: bool) -> None:
        self._backlog = backlog
        self._is_redis_up = is_redis_up

    def collect(self) -> Iterator[Metric]:
        """The figures, as prometheus-client asks for them."""
        yield GaugeMetricFamily("skein_database_up", "Whether PostgreSQL answers.", float(self._backlog is not None))
        yield GaugeMetricFamily("skein_redis_up", "Whether Redis answers.", float(self._is_redis_up))
        if self._backlog is None:
            return
        for field, (name, sentence) in _BACKLOG.items():
            value = getattr(self._backlog, field)
            if value is not None:
                yield GaugeMetricFamily(name, sentence, float(value))
        if self._backlog.model_version is not None:
            info = GaugeMetricFamily("skein_model_info", "Version of the current model.", labels=["version"])
            info.add_metric([self._backlog.model_version], 1)
            yield info


class SiteWatch:
    """Looks when it is asked, and keeps what it saw for a few seconds."""

    def __init__(self, database: Database, is_redis_up: Callable[[], Awaitable[bool]]) -> None:
        self._database = database
        self._is_redis_up = is_redis_up
        self._figures: SiteFigures | None = None
        self._until = 0.0
        self._lock = asyncio.Lock()

    async def figures(self) -> SiteFigures:
        """The figures, a few seconds old at most."""
        async with self._lock:
            if self._figures is None or time.monotonic() > self._until:
                backlog, is_up = await asyncio.gather(self._backlog(), self._is_redis_up())
                self._figures = SiteFigures(backlog, is_redis_up=is_up)
                self._until = time.monotonic() + KEPT_SECONDS
            return self._figures

    async def _backlog(self) -> BacklogRow | None:
        try:
            return await operations.select_backlog(self._database.pool)
        except Unavailable:
            return None
