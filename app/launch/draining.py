"""The time between the stop signal and the stop, in which a proxy is to turn to other processes."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]

# What a web process is sent when its draining is to begin.
BEGIN_DRAINING = signal.SIGUSR1
READINESS_PATH = "/readyz"
_NOT_READY = b'{"status":"draining"}'
_NOT_READY_HEADERS = [
    (b"content-type", b"application/json"),
    (b"content-length", str(len(_NOT_READY)).encode()),
    (b"cache-control", b"no-store"),
    (b"connection", b"close"),
]


class Draining:
    """An ASGI layer: once it has begun, `/readyz` is 503 and each answer is the last of its connection."""

    def __init__(self, asgi_app: AsgiApp) -> None:
        self._asgi_app = asgi_app
        self._has_begun = False

    def begin(self, *_signal: Any) -> None:
        """Begin; the handler of a signal."""
        self._has_begun = True

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass on, with what draining adds."""
        if not self._has_begun or scope["type"] != "http":
            await self._asgi_app(scope, receive, send)
        elif scope["path"] == READINESS_PATH:
            await send({"type": "http.response.start", "status": 503, "headers": _NOT_READY_HEADERS})
            await send({"type": "http.response.body", "body": _NOT_READY})
        else:
            await self._asgi_app(scope, receive, _closing(send))


def _closing(send: Any) -> Any:
    async def send_last(message: Any) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
        await send(message)

    return send_last
