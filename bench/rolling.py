"""Two web servers behind a proxy are restarted one after the other, while people read, write and listen."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from bench.network import sign_up
from bench.proxy import Proxy
from bench.report import AtMost, percentile
from bench.server import PROJECT, Server, free_port

if TYPE_CHECKING:
    import argparse

    from bench.report import Report

READERS, WRITERS, SOCKETS = 6, 2, 60
DRAIN_SECONDS = 3
LIMIT_SECONDS = 60
FIRST_PAUSE_SECONDS = 1.0
SERVICE_RESTART = 1012
READ_PATHS = ("/following", "/api/timeline", "/", "/notifications")


@dataclass(slots=True)
class Outcome:
    """What people met."""

    answered: int = 0
    failed: list[str] = field(default_factory=list)
    posted: set[str] = field(default_factory=set)
    # Seconds from the end of a socket to the greeting of the next.
    back: list[float] = field(default_factory=list)
    close_codes: list[int | None] = field(default_factory=list)
    resyncs: int = 0
    # For each socket the posts that it was told of.
    heard: list[set[str]] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """Events that some socket was not told of, over all sockets."""
        return sum(len(self.posted - heard) for heard in self.heard)


class WebProcess:
    """One `skein web` on a port of its own, on the PostgreSQL and Valkey of a running Skein."""

    def __init__(self, server: Server) -> None:
        self.port = free_port()
        self._environment = server.environment | {
            "PORT": str(self.port),
            "WEB_WORKERS": "1",
            "DRAIN_SECONDS": str(DRAIN_SECONDS),
        }
        self._log = server.folder / f"web-{self.port}.log"
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "app.cli", "web"],
                cwd=PROJECT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def restart(self) -> None:
        """End it as an operator does, and start it anew."""
        self._process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(self._process.wait, LIMIT_SECONDS)
        self._process = self._start()

    def stop(self) -> None:
        """End it at once."""
        self._process.send_signal(signal.SIGTERM)
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)


class People:
    """They read, write and listen, and note what they meet."""

    def __init__(self, base_url: str, author_token: str) -> None:
        self.outcome = Outcome()
        self._base_url = base_url
        self._headers = _bearer(author_token)

    async def read(self, token: str) -> None:
        """Read pages for ever, over one connection that is kept."""
        async with httpx.AsyncClient(base_url=self._base_url, headers=_bearer(token), timeout=30) as client:
            while True:
                for path in READ_PATHS:
                    await self._ask(client, "GET", path)

    async def write(self) -> None:
        """Let the author post for ever."""
        async with httpx.AsyncClient(base_url=self._base_url, headers=self._headers, timeout=30) as client:
            while True:
                answer = await self._ask(client, "POST", "/api/posts", {"body": "Somebody bakes bread"})
                if answer is not None:
                    self.outcome.posted.add(answer.json()["id"])
                # Nobody may post more than 300 times in three hours.
                await asyncio.sleep(0.3)

    async def _ask(
        self, client: httpx.AsyncClient, method: str, path: str, body: dict[str, str] | None = None
    ) -> httpx.Response | None:
        try:
            answer = await client.request(method, path, json=body)
        except httpx.HTTPError as error:
            self.outcome.failed.append(f"{method} {path}: {error!r}")
            return None
        if answer.is_success:
            self.outcome.answered += 1
            return answer
        self.outcome.failed.append(f"{method} {path}: {answer.status_code} {answer.text[:100]}")
        return None

    async def listen(self, heard: set[str], is_open: asyncio.Event) -> None:
        """Keep a socket for ever, as live.js does: come back with jitter, resume at the last seq."""
        seq, ended_at, attempts = None, 0.0, 0
        address = self._base_url.replace("http://", "ws://", 1) + "/api/live"
        while True:
            try:
                async with connect(address, additional_headers=self._headers, proxy=None) as socket:
                    hello = json.loads(await socket.recv())
                    if ended_at:
                        self.outcome.back.append(time.monotonic() - ended_at)
                        await socket.send(json.dumps({"since": seq}))
                    else:
                        seq = hello["seq"]
                    ended_at, attempts = 0.0, 0
                    is_open.set()
                    async for text in socket:
                        message = json.loads(text)
                        seq = message.get("seq", seq)
                        self._hear(message, heard)
                    code = socket.close_code
            except ConnectionClosed as closed:
                code = closed.rcvd.code if closed.rcvd is not None else None
            except (OSError, WebSocketException):  # not even a greeting
                code = None
            if not ended_at:
                ended_at = time.monotonic()
                self.outcome.close_codes.append(code)
            await asyncio.sleep(random.uniform(0, FIRST_PAUSE_SECONDS * 2**attempts))
            attempts += 1

    def _hear(self, message: dict[str, str], heard: set[str]) -> None:
        if message["type"] == "post.created":
            heard.add(message["post_id"])
        elif message["type"] == "resync":
            self.outcome.resyncs += 1


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def roll(server: Server) -> Outcome:
    """Restart both web servers, one after the other, and give what people met meanwhile."""
    author_token = sign_up(server, "author")
    # Nobody may call more than 1,500 times in five minutes.
    reader_tokens = [sign_up(server, f"reader{number}") for number in range(READERS)]
    async with AsyncExitStack() as stack:
        webs = [WebProcess(server) for _ in range(2)]
        for web in webs:
            stack.callback(web.stop)
        ports = {web.port for web in webs}
        proxy = await stack.enter_async_context(Proxy(sorted(ports)))
        await _until_ready(proxy, ports)
        people = People(proxy.base_url, author_token)
        outcome = people.outcome
        listening = await _open_sockets(people, stack)
        reading = [asyncio.create_task(people.read(token)) for token in reader_tokens]
        writing = [asyncio.create_task(people.write()) for _ in range(WRITERS)]
        stack.callback(_cancel, [*listening, *reading, *writing])
        for web in webs:
            await asyncio.sleep(1)
            await web.restart()
            await _until_ready(proxy, ports)
        await asyncio.sleep(1)
        _cancel(writing)
        await _until_all_heard(outcome)
        return outcome


async def _open_sockets(people: People, stack: AsyncExitStack) -> list[asyncio.Task[None]]:
    tasks, opened = [], []
    for _ in range(SOCKETS):
        people.outcome.heard.append(set())
        opened.append(asyncio.Event())
        tasks.append(asyncio.create_task(people.listen(people.outcome.heard[-1], opened[-1])))
    stack.callback(_cancel, tasks)
    async with asyncio.timeout(LIMIT_SECONDS):
        for event in opened:
            await event.wait()
    return tasks


async def _until_ready(proxy: Proxy, ports: set[int]) -> None:
    async with asyncio.timeout(LIMIT_SECONDS):
        while True:
            if proxy.ready == ports:
                return
            await asyncio.sleep(0.1)


async def _until_all_heard(outcome: Outcome) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LIMIT_SECONDS / 4):
            while True:
                if not outcome.lost:
                    return
                await asyncio.sleep(0.1)


def _cancel(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()


def run(report: Report, _arguments: argparse.Namespace) -> None:
    """Measure one rolling restart."""
    with Server() as server:
        outcome = asyncio.run(roll(server))
    report.table(
        f"Two web servers restarted one after the other ({READERS} readers, {WRITERS} writers, {SOCKETS} sockets)",
        ("answered", "failed", "posts", "sockets back", "p50 s", "max s", "resyncs", "events lost"),
        [
            (
                str(outcome.answered),
                str(len(outcome.failed)),
                str(len(outcome.posted)),
                str(len(outcome.back)),
                f"{percentile(outcome.back, 0.5):.1f}",
                f"{max(outcome.back):.1f}",
                str(outcome.resyncs),
                str(outcome.lost),
            )
        ],
    )
    for failure in outcome.failed[:10]:
        print(failure)
    report.judge("rolling restart: requests failed", len(outcome.failed), AtMost(0))
    report.judge("rolling restart: events lost", outcome.lost, AtMost(0))
    report.judge("rolling restart: last socket back", max(outcome.back), AtMost(5, " s"))
    codes = [code for code in outcome.close_codes if code != SERVICE_RESTART]
    report.judge("rolling restart: sockets not closed with 1012", len(codes), AtMost(0))
