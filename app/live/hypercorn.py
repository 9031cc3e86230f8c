"""Two things about sockets for which Hypercorn has no setting: compression, and the moment when it stops."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]


class HypercornSockets:
    """An ASGI layer that reaches into Hypercorn's stream of a socket; under another server it does nothing.

    - No compression: it would keep some 300 KB for each socket and compress each message for each socket anew.
    - `close_sockets` is called as soon as the server takes no new connections. ASGI tells an app of a shutdown only
      after its connections were cut.
    """

    def __init__(self, asgi_app: AsgiApp, close_sockets: Callable[[], None]) -> None:
        self._asgi_app = asgi_app
        self._close_sockets = close_sockets
        self._watch: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Prepare a socket; pass everything on."""
        if scope["type"] == "websocket":
            stream: Any = getattr(send, "__self__", None)
            if hasattr(stream, "handshake"):
                stream.handshake.extensions = None
            if self._watch is None and hasattr(stream, "context"):
                self._watch = asyncio.create_task(self._close_when(stream.context.terminated))
        await self._asgi_app(scope, receive, send)

    async def _close_when(self, terminated: Any) -> None:
        await terminated.wait()
        self._close_sockets()
