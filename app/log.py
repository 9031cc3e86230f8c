"""Structured logs: one JSON object per line, with the trace id."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import Any

import structlog


def configure_logging(level: str, log_format: str) -> None:
    """Set up structlog for this process; `log_format` is `json` or `console`."""
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer() if log_format == "console" else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        # The process's own: what stands in for sys.stderr for a while may be closed while loggers live on.
        logger_factory=structlog.PrintLoggerFactory(sys.__stderr__ or sys.stderr),
        cache_logger_on_first_use=True,
    )


def log_loop_errors(loop: asyncio.AbstractEventLoop) -> None:
    """Log what no task waited for. A connection cancelled by the server's stop is no error."""

    def handle(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, asyncio.CancelledError):
            structlog.get_logger().error("error in the event loop", reason=context.get("message"), exc_info=error)

    loop.set_exception_handler(handle)
