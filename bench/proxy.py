"""A proxy as operators put before several web processes: it asks each whether it is ready, and takes turns."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import httpx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

CHECK_SECONDS = 0.25
PIECE = 65_536


class Proxy:
    """`async with Proxy([port, port]) as proxy:` then `proxy.base_url`. Connections are passed on byte by byte."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self._ready: list[int] = []
        self._turn = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._client = httpx.AsyncClient(timeout=2)
        await self._check()
        self._checking = asyncio.create_task(self._check_for_ever())
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self._checking.cancel()
        for task in self._tasks:
            task.cancel()
        await self._client.aclose()

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    @property
    def ready(self) -> set[int]:
        """The ports that were ready at the last look."""
        return set(self._ready)

    async def _check_for_ever(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            await self._check()

    async def _check(self) -> None:
        states = await asyncio.gather(*(self._is_ready(port) for port in self._ports))
        self._ready = [port for port, is_ready in zip(self._ports, states, strict=True) if is_ready]

    async def _is_ready(self, port: int) -> bool:
        try:
            answer = await self._client.get(f"http://127.0.0.1:{port}/readyz", headers={"Connection": "close"})
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A server that refuses the connection has taken nothing of it: the next may have it.
        for _ in self._ports:
            ports = self._ready or self._ports
            self._turn += 1
            try:
                upstream = await asyncio.open_connection("127.0.0.1", ports[self._turn % len(ports)])
                break
            except OSError:
                continue
        else:
            writer.close()
            return
        for source, sink in ((reader, upstream[1]), (upstream[0], writer)):
            task = asyncio.create_task(_copy(source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await source.read(PIECE):
            sink.write(piece)
            await sink.drain()
    sink.close()
