"""How the body of a request is read, and how much of it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from quart.wrappers import Request
from quart.wrappers.request import Body
from werkzeug.exceptions import RequestEntityTooLarge

from app.errors import Invalid, WrongType

# Routes that take more than MAX_CONTENT_LENGTH, with what they take: the file and the rest of the form.
LARGE_BODIES = {
    "/api/me/avatar": 8_500_000,
    "/settings/profile": 8_500_000,
}


# How much more is read and thrown away, so that the sender gets to read the answer: a browser that is cut off
# while it sends shows no page.
DRAINED_BYTES = 32_000_000
DRAIN_SECONDS = 10


class LimitedBody(Body):
    """A body that counts all that came, also when it is read in pieces and no length was announced."""

    def __init__(self, expected_content_length: int | None, max_content_length: int | None) -> None:
        self._most = max_content_length
        self._received = 0
        limit = None if max_content_length is None else max_content_length + DRAINED_BYTES
        super().__init__(expected_content_length, limit)

    @property
    def _is_over(self) -> bool:
        return self._most is not None and self._received > self._most

    async def __anext__(self) -> bytes:
        try:
            return await super().__anext__()
        except StopAsyncIteration:
            if self._must_raise is not None:
                raise self._must_raise from None
            raise

    def append(self, data: bytes) -> None:
        """Take the next piece, or throw it away."""
        self._received += len(data)
        if not self._is_over:
            super().append(data)
            return
        self._data.clear()
        if self._max_content_length is not None and self._received > self._max_content_length:
            self.set_complete()

    async def arrived(self) -> None:
        """Wait until everything came, or enough."""
        await self._complete.wait()

    def set_complete(self) -> None:
        """Everything came, or enough."""
        if self._is_over:
            self._must_raise = self._must_raise or RequestEntityTooLarge()
        super().set_complete()


async def drain(body: Body) -> None:
    """Take in what is still on its way. A server that closes on a sender loses its answer, as a 403 to a form."""
    if isinstance(body, LimitedBody):
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await body.arrived()


class SkeinRequest(Request):
    """A request with a limit per route, whose unreadable JSON is answered in our own words."""

    body_class = LimitedBody

    def __init__(self, method: str, scheme: str, path: str, *arguments: Any, **options: Any) -> None:
        options["max_content_length"] = LARGE_BODIES.get(path, options.get("max_content_length"))
        super().__init__(method, scheme, path, *arguments, **options)
        self.max_content_length = options["max_content_length"]

    async def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """The body's JSON; quart-schema calls it for every validated call.

        Raises:
            WrongType: the body is of another type.
            Invalid: it is broken, not UTF-8, or nested without end.
        """
        if not (force or silent or self.is_json):
            raise WrongType("Send JSON, as Content-Type: application/json.")
        try:
            return await super().get_json(force, silent, cache)
        except (UnicodeDecodeError, RecursionError) as error:
            raise Invalid("The body isn't JSON.") from error

    def on_json_loading_failed(self, error: Exception) -> Any:
        """Refuse a broken body."""
        raise Invalid("The body isn't JSON.") from error
