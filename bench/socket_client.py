"""Many sockets in one lean process: `python -m bench.socket_client PORT FIRST COUNT SLOW`.

Opens program sockets of the people listener-FIRST …; or, when the variable SOCKET_COOKIE is set, page sockets with
that cookie, subscribed to the post SOCKET_POST. Prints a line of JSON when all are open. Then it answers commands of
standard input: `wait ID` when every quick socket has heard of the post or reply, `drain` with the close codes of the
slow ones, which have read nothing until then. It ends with its standard input.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import socket
import struct
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HOST = "127.0.0.1"
LIMIT_SECONDS = 60
# A slow reader's own buffer is as small as the system allows.
SLOW_BUFFER = 4096
COOKIE = os.environ.get("SOCKET_COOKIE", "")
POST = os.environ.get("SOCKET_POST", "")
_HEARD = re.compile(rb'"reply_id":"(\d+)"' if COOKIE else rb'"type":"post\.created".*?"post_id":"(\d+)"')
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


class Client:
    """All sockets of the process, and when each post came."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}
        self.changed = asyncio.Event()
        self.open_count = 0
        self.lost: list[int] = []

    def heard(self, post_id: str) -> None:
        """A quick socket has heard of a post."""
        self.times.setdefault(post_id, []).append(time.monotonic())
        self.changed.set()

    async def wait_until_open(self, count: int) -> None:
        """Return when so many sockets are open, or too much time has passed."""
        await self._wait_until(lambda: self.open_count >= count)

    async def wait_until_heard(self, post_id: str, count: int) -> dict[str, object]:
        """When the first and the last of `count` sockets heard of a post."""
        await self._wait_until(lambda: len(self.times.get(post_id, [])) + len(self.lost) >= count)
        heard = self.times.pop(post_id, [])
        return {"count": len(heard), "first": min(heard, default=0), "last": max(heard, default=0), "lost": self.lost}

    async def _wait_until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LIMIT_SECONDS
        while not is_so() and time.monotonic() < deadline:
            self.changed.clear()
            try:
                await asyncio.wait_for(self.changed.wait(), timeout=1)
            except TimeoutError:
                continue


class Listener(asyncio.Protocol):
    """One socket: upgrade, frames, pongs."""

    def __init__(self, client: Client, port: int, number: int, *, is_slow: bool) -> None:
        self._client = client
        self._host = f"{HOST}:{port}"
        self._number = number
        self._is_slow = is_slow
        self._buffer = b""
        self._is_open = False
        self.code = 0
        self.closed = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        who = f"Cookie: {COOKIE}" if COOKIE else f"Authorization: Bearer listener-{self._number}"
        transport.write(
            f"GET {'/live' if COOKIE else '/api/live'} HTTP/1.1\r\nHost: {self._host}\r\n"
            f"Origin: http://{self._host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{who}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head.partition(b"\r\n")[0]:
                raise SystemExit(f"no socket: {head.decode()}")
            self._is_open, self._buffer = True, rest
            if POST:
                self._send(_TEXT, json.dumps({"subscribe": [f"post:{POST}"]}).encode())
            self._client.open_count += 1
            self._client.changed.set()
            if self._is_slow:
                self.transport.pause_reading()
                return
        self._read_frames()

    def _read_frames(self) -> None:
        while len(self._buffer) >= 2:
            start, size = 2, self._buffer[1] & 127
            if size == 126:
                start, size = 4, int.from_bytes(self._buffer[2:4], "big")
            elif size == 127:
                start, size = 10, int.from_bytes(self._buffer[2:10], "big")
            if len(self._buffer) < start + size:
                return
            kind, payload = self._buffer[0] & 15, self._buffer[start : start + size]
            self._buffer = self._buffer[start + size :]
            self._take(kind, payload)

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == _TEXT:
            found = _HEARD.search(payload)
            if found and not self._is_slow:
                self._client.heard(found[1].decode())
        elif kind == _PING:
            self._send(_PONG, payload)
        elif kind == _CLOSE and len(payload) >= 2:
            self.code = struct.unpack(">H", payload[:2])[0]
            self.transport.close()

    def _send(self, kind: int, payload: bytes) -> None:
        """Send a short frame, masked as a client has to."""
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
        self.transport.write(bytes([128 | kind, 128 | len(payload)]) + mask + masked)

    def connection_lost(self, _error: Exception | None) -> None:
        self.closed.set()
        if not self._is_slow:
            self._client.lost.append(self.code)
            self._client.changed.set()


async def open_listener(client: Client, port: int, number: int, *, is_slow: bool) -> Listener:
    """Connect one socket."""
    raw = socket.socket()
    raw.setblocking(False)
    if is_slow:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLOW_BUFFER)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, (HOST, port))
    _, listener = await loop.create_connection(lambda: Listener(client, port, number, is_slow=is_slow), sock=raw)
    return listener


async def main(port: int, first: int, count: int, slow: int) -> None:
    """Open the sockets and serve the commands."""
    client = Client()
    listeners: list[Listener] = []
    for start in range(0, count, 50):
        part = range(start, min(count, start + 50))
        listeners += await asyncio.gather(
            *(open_listener(client, port, first + place, is_slow=place < slow) for place in part)
        )
        await client.wait_until_open(len(listeners))
    say({"open": client.open_count})
    quick = count - slow
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := (await reader.readline()).decode().split():
        if line[0] == "wait":
            say(await client.wait_until_heard(line[1], quick))
        elif line[0] == "drain":
            say({"codes": [await _drain(listener) for listener in listeners[:slow]]})


async def _drain(listener: Listener) -> int:
    """Read what there is; gives the close code, 0 when the connection was cut or is still open."""
    if not listener.transport.is_closing():
        listener.transport.resume_reading()
    try:
        await asyncio.wait_for(listener.closed.wait(), timeout=10)
    except TimeoutError:
        return -1
    return listener.code


def say(answer: dict[str, object]) -> None:
    """Print one line of JSON."""
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*(int(number) for number in sys.argv[1:])))
