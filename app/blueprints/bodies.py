"""How the body of a request is read, and how much of it."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from quart.asgi import ASGIHTTPConnection
from quart.wrappers import Request
from quart.wrappers.request import Body
from werkzeug.exceptions import RequestEntityTooLarge

from app.blueprints.request_headers import RequestHeaders
from app.errors import Invalid, WrongType

if TYPE_CHECKING:
    from collections.abc import Generator

    from werkzeug.datastructures import Headers

# Routes that take forms larger than MAX_CONTENT_LENGTH, with what they take: the files and the rest of the form.
# They read them in pieces.
LARGE_FORMS = {
    "/api/me/avatar": 8_500_000,
    "/api/me/import": 501_000_000,
    "/api/media": 101_000_000,
    "/posts": 101_000_000,
    "/settings/data/import": 501_000_000,
    "/settings/profile": 8_500_000,
}
# So much of such a form may wait to be read; then its sender waits.
WAITING_BYTES = 64 * 1024


# How much more is read and thrown away, so that the sender gets to read the answer: a browser that is cut off
# while it sends shows no page.
DRAINED_BYTES = 32_000_000
DRAIN_SECONDS = 10


class LimitedBody(Body):
    """A body that counts all that came, also when it is read in pieces and no length was announced."""

    def __init__(self, expected_content_length: int | None, max_content_length: int | None) -> None:
        self._most = max_content_length
        self._received = 0
        # Whether the sender waits for the reader.
        self.is_paced = False
        self._is_thrown_away = False
        self._is_read = False
        self._completed_at = 0.0
        self._has_room = asyncio.Event()
        self._has_room.set()
        limit = None if max_content_length is None else max_content_length + DRAINED_BYTES
        super().__init__(expected_content_length, limit)

    def limit_to(self, most: int | None) -> None:
        """Another limit, before anything came."""
        self._most = most
        self._max_content_length = None if most is None else most + DRAINED_BYTES

    @property
    def _is_over(self) -> bool:
        return self._most is not None and self._received > self._most

    @property
    def is_complete(self) -> bool:
        """Whether everything came, or enough."""
        return self._complete.is_set()

    @property
    def arrived_at(self) -> float:
        """When all was there that was read, by `time.perf_counter`; 0 as long as nothing was read."""
        return self._completed_at if self._is_read else 0.0

    def __await__(self) -> Generator[Any, None, Any]:
        self._is_read = True
        return super().__await__()

    async def __anext__(self) -> bytes:
        self._is_read = True
        try:
            data = await super().__anext__()
            self._has_room.set()
            return data
        except StopAsyncIteration:
            if self._must_raise is not None:
                raise self._must_raise from None
            raise

    def append(self, data: bytes) -> None:
        """Take the next piece, or throw it away."""
        self._received += len(data)
        if self._is_thrown_away:
            return
        if not self._is_over:
            super().append(data)
            if self.is_paced and len(self._data) >= WAITING_BYTES:
                self._has_room.clear()
            return
        self._data.clear()
        if self._max_content_length is not None and self._received > self._max_content_length:
            self.set_complete()

    async def room(self) -> None:
        """Wait until the reader has taken what is there."""
        await self._has_room.wait()

    async def throw_away(self) -> None:
        """Wait until everything came, or enough; nobody wants it any more."""
        self._is_thrown_away = True
        self._data.clear()
        self._has_room.set()
        await self._complete.wait()

    def set_complete(self) -> None:
        """Everything came, or enough."""
        if self._is_over:
            self._must_raise = self._must_raise or RequestEntityTooLarge()
        self._completed_at = self._completed_at or time.perf_counter()
        super().set_complete()


async def drain(body: Body) -> None:
    """Take in what is still on its way, also of a GET. A server that closes on a sender loses its answer, as a 403 to
    a form, or the sender's next call on the connection.
    """
    if isinstance(body, LimitedBody) and not body.is_complete:
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await body.throw_away()


@cache
def blueprints_of(endpoint: str | None) -> list[str]:
    """The blueprints that an endpoint lies in, the innermost first."""
    names = [] if endpoint is None else endpoint.split(".")[:-1]
    return [".".join(names[:count]) for count in range(len(names), 0, -1)]


class SkeinRequest(Request):
    """A request with a limit per route, whose unreadable JSON is answered in our own words."""

    body_class = LimitedBody

    def __init__(
        self,
        method: str,
        scheme: str,
        path: str,
        query_string: bytes,
        headers: Headers,
        *arguments: Any,
        **options: Any,
    ) -> None:
        usual = options.get("max_content_length")
        options["max_content_length"] = LARGE_FORMS.get(path, usual)
        super().__init__(method, scheme, path, query_string, RequestHeaders(headers), *arguments, **options)
        self.max_content_length = options["max_content_length"]
        if path in LARGE_FORMS and isinstance(self.body, LimitedBody):
            if self.mimetype == "multipart/form-data":
                self.body.is_paced = True
            else:
                self.body.limit_to(usual)

    @property
    def blueprints(self) -> list[str]:
        """Those of the endpoint, the innermost first; Quart asks three times for each request."""
        return blueprints_of(self.endpoint)

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


class SkeinConnection(ASGIHTTPConnection):
    """A connection that takes no more of a large form than is being read: it is never held whole in memory."""

    async def handle_messages(self, request: Any, receive: Any) -> None:
        """Hand on the body as it comes."""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            if message["type"] == "http.request":
                request.body.append(message.get("body", b""))
                if not message.get("more_body", False):
                    request.body.set_complete()
                else:
                    await request.body.room()
