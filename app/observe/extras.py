"""Traces and error reports, which need packages that are not always there."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

from app.observe import errors
from app.settings import InvalidSetting

if TYPE_CHECKING:
    from app.observe.tracing import Tracing
    from app.settings import Settings


def check_extras(settings: Settings) -> None:
    """Notice before anything starts what could not be sent later.

    Raises:
        InvalidSetting: a setting needs an extra that is not installed, or is no address.
    """
    if settings.otlp_endpoint:
        _require("OTLP_ENDPOINT", "opentelemetry.exporter.otlp.proto.http", "tracing")
        if not settings.otlp_endpoint.startswith(("http://", "https://")):
            raise InvalidSetting("OTLP_ENDPOINT has to begin with http:// or https://")
    if settings.sentry_dsn:
        _require("SENTRY_DSN", "sentry_sdk", "sentry")
        errors.check_address(settings.sentry_dsn)


def start_observing(settings: Settings, service: str) -> Tracing | None:
    """Report errors and trace from now on, as far as the settings say so."""
    if settings.sentry_dsn:
        errors.start(settings.sentry_dsn, f"skein@{version('skein')}")
    if not settings.otlp_endpoint:
        return None
    from app.observe.tracing import Tracing

    return Tracing(settings.otlp_endpoint, service)


def stop_observing(tracing: Tracing | None) -> None:
    """Send what was not sent yet; takes some seconds when nobody answers."""
    errors.stop()
    if tracing is not None:
        tracing.stop()


def _require(setting: str, module: str, extra: str) -> None:
    try:
        import_module(module)
    except ModuleNotFoundError as error:
        raise InvalidSetting(
            f"{setting} is set, but the extra `{extra}` is not installed: pip install 'skein[{extra}]'"
        ) from error
