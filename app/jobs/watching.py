"""Around every job and schedule of the queue: a trace id for its log lines, a span, and a report when it fails."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import structlog
from pgqueuer.errors import RetryRequested

from app.observe import errors
from app.observe.trace_ids import new_trace_id

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from pgqueuer import PgQueuer

    from app.observe.tracing import Tracing

    Execute = Callable[[Any, Any], Coroutine[Any, Any, None]]

log = structlog.get_logger()


def watch_jobs(queue: PgQueuer, tracing: Tracing | None) -> None:
    """Watch everything that is registered by now."""
    for name, job in queue.qm.entrypoint_registry.items():
        job.execute = _watched(job.execute, name, tracing)  # type: ignore[assignment, method-assign]
    for key, schedule in queue.sm.registry.items():
        schedule.execute = _watched(schedule.execute, key.entrypoint, tracing)  # type: ignore[assignment, method-assign]


def _watched(execute: Execute, name: str, tracing: Tracing | None) -> Execute:
    async def watched(subject: Any, context: Any) -> None:
        span = nullcontext(new_trace_id()) if tracing is None else tracing.job(name)
        with span as trace_id, structlog.contextvars.bound_contextvars(trace_id=trace_id, job=name):
            try:
                await execute(subject, context)
            except RetryRequested:
                raise
            except Exception as error:
                log.exception("a job failed")
                errors.report(error, trace_id=trace_id, job=name)
                raise

    return watched
