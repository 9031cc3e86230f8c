"""Structured logs: one JSON object per line, with the trace id."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable


def configure_logging(level: str, log_format: str, trace_id: Callable[[], str | None] = lambda: None) -> None:
    """Set up the logs of this process; what libraries log as a warning or worse takes the same form.

    Args:
        level: the least severe level that is logged.
        log_format: `json` or `console`.
        trace_id: gives the id of the request under way, for lines that do not name one.
    """

    def add_trace_id(_logger: Any, _method: str, event: Any) -> Any:
        if "trace_id" not in event and (found := trace_id()) is not None:
            event["trace_id"] = found
        return event

    numeric_level = logging.getLevelNamesMapping()[level.upper()]
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer() if log_format == "console" else structlog.processors.JSONRenderer()
    )
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        add_trace_id,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(numeric_level),
        # The process's own: what stands in for sys.stderr for a while may be closed while loggers live on.
        logger_factory=structlog.PrintLoggerFactory(sys.__stderr__ or sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.__stderr__ or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(logging.WARNING, numeric_level))


def log_loop_errors(loop: asyncio.AbstractEventLoop) -> None:
    """Log what no task waited for. A connection cancelled by the server's stop is no error."""

    def handle(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, asyncio.CancelledError):
            structlog.get_logger().error("error in the event loop", reason=context.get("message"), exc_info=error)

    loop.set_exception_handler(handle)
