"""Sockets and a server that stops: clients are told to reconnect before Hypercorn cuts what is left."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]


class CloseSocketsFirst:
    """An ASGI layer that calls `close_sockets` as soon as the server takes no new connections.

    ASGI tells an app of a shutdown only after its connections were cut. Hypercorn's own sign is an event of its
    worker, which each of its streams holds; under another server, sockets simply end with it.
    """

    def __init__(self, asgi_app: AsgiApp, close_sockets: Callable[[], None]) -> None:
        self._asgi_app = asgi_app
        self._close_sockets = close_sockets
        self._watch: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on; the first socket brings the event along."""
        if scope["type"] == "websocket" and self._watch is None:
            context = getattr(getattr(send, "__self__", None), "context", None)
            if context is not None:
                self._watch = asyncio.create_task(self._close_when(context.terminated))
        await self._asgi_app(scope, receive, send)

    async def _close_when(self, terminated: Any) -> None:
        await terminated.wait()
        self._close_sockets()
