"""Unexpected errors, sent to SENTRY_DSN with their trace id and without what belongs to a person.

What is sent: type and traceback (file, function, line, our source, no values of variables), route, method and trace id.
Neither anything of the request nor the error's message, which may quote what somebody wrote: the log has it, by the id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.settings import InvalidSetting

if TYPE_CHECKING:
    from sentry_sdk import Client
    from sentry_sdk.types import Event, Hint

_KEPT_PARTS = ("event_id", "exception", "tags", "timestamp", "level", "platform", "release", "sdk")

_STOP_SECONDS = 2.0

_client: Client | None = None


def start(dsn: str, release: str) -> None:
    """Send errors from now on.

    Args:
        dsn: the address, checked before.
        release: name and version of what runs.
    """
    global _client
    from sentry_sdk import Client

    _client = Client(
        dsn=dsn,
        release=release,
        default_integrations=False,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        send_client_reports=False,
        auto_session_tracking=False,
        before_send=_without_persons,
    )


def stop() -> None:
    """Send what was not sent yet."""
    if _client is not None:
        _client.close(timeout=_STOP_SECONDS)


def check_address(dsn: str) -> None:
    """Look at an address before it is needed.

    Raises:
        InvalidSetting: it is none.
    """
    from sentry_sdk.utils import BadDsn, Dsn

    try:
        Dsn(dsn)
    except BadDsn as error:
        raise InvalidSetting("SENTRY_DSN is no address of a Sentry project") from error


def report(error: BaseException, **tags: str | None) -> None:
    """Send an error; does nothing where no SENTRY_DSN is set. Never waits: a thread of the library sends."""
    if _client is None:
        return
    from sentry_sdk.utils import event_from_exception

    event, hint = event_from_exception(error, client_options=_client.options)
    event["tags"] = {name: value for name, value in tags.items() if value}
    _client.capture_event(event, hint)


def _without_persons(event: Event, _hint: Hint) -> Event:
    kept: dict[str, Any] = {name: value for name, value in event.items() if name in _KEPT_PARTS}
    for error in kept.get("exception", {}).get("values", []):
        error["value"] = ""
    return kept  # type: ignore[return-value]
