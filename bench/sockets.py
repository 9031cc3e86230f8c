"""Thousands of sockets: how long a post takes to all of them, what one costs, and what slow readers do to others."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Self

import httpx

from bench.network import sign_in, sign_up_author
from bench.report import AtMost, percentile
from bench.server import PROJECT, WEB_WORKERS, Server, clean_environment, resident_bytes

if TYPE_CHECKING:
    import argparse
    from types import TracebackType

    from bench.report import Report

PATH = "/api/live"
PROCESSES = 2
POSTS = 20
SETTLE_SECONDS = 2
WARM_UP_SOCKETS = 20
# Ten kilobytes each: together more than the buffers of both ends take.
SLOW, QUICK = 5, 45
BATCHES, BATCH = 14, 50


class Listeners:
    """Sockets in helper processes."""

    def __init__(
        self, server: Server, count: int, *, first: int = 1, slow: int = 0, variables: dict[str, str] | None = None
    ) -> None:
        share = -(-count // PROCESSES)
        self._processes = []
        for start in range(first, first + count, share):
            numbers = (server.port, start, min(share, first + count - start), slow if start == first else 0)
            self._processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "bench.socket_client", *(str(number) for number in numbers)],
                    cwd=PROJECT,
                    env=clean_environment() | (variables or {}),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )

    def __enter__(self) -> Self:
        opened = sum(answer["open"] for answer in self._answers())
        assert opened, "no socket was opened"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=30)

    def ask(self, command: str) -> list[dict[str, Any]]:
        """Send a command to every process; gives their answers."""
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.write(command + "\n")
            process.stdin.flush()
        return self._answers()

    def _answers(self) -> list[dict[str, Any]]:
        answers = []
        for process in self._processes:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line:
                raise RuntimeError("a process with sockets has ended")
            answers.append(json.loads(line))
        return answers


class Author:
    """Somebody who posts, and waits until it is everywhere."""

    def __init__(self, server: Server, token: str) -> None:
        self._client = httpx.Client(base_url=server.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30)

    def write(self, path: str, body: str) -> str:
        """Write a post or a reply; gives its id."""
        answer = self._client.post(path, json={"body": body})
        answer.raise_for_status()
        return str(answer.json()["id"])

    def post(self, listeners: Listeners, number: int, path: str = "/api/posts") -> dict[str, float]:
        """Milliseconds from sending the request, and how many heard."""
        started = time.monotonic()
        post_id = self.write(path, f"Somebody bakes bread, loaf {number}")
        answered = time.monotonic()
        heard = listeners.ask(f"wait {post_id}")
        return {
            "answer": (answered - started) * 1000,
            "first": (min((part["first"] for part in heard if part["count"]), default=0) - started) * 1000,
            "last": (max(part["last"] for part in heard) - started) * 1000,
            "count": sum(part["count"] for part in heard),
            "lost": sum(len(part["lost"]) for part in heard),
        }


def run(report: Report, arguments: argparse.Namespace) -> None:
    """Measure with each number of `--sockets`; slow readers once."""
    for count in arguments.sockets:
        measure_deliveries(report, count)
    with Server() as server:
        measure_slow_readers(report, server, Author(server, sign_up_author(server)))


def measure_deliveries(report: Report, count: int) -> None:
    """Posts of somebody with so many followers, each with a socket."""
    with Server() as server:
        token = sign_up_author(server)
        server.run_sql("listeners", people=count + WARM_UP_SOCKETS)
        if httpx.get(server.base_url + PATH, timeout=10).status_code == httpx.codes.NOT_FOUND:
            report.miss("sockets", "not there yet", AtMost(100, " ms"))
            return
        author = Author(server, token)
        with Listeners(server, WARM_UP_SOCKETS, first=count + 1) as few:
            author.post(few, 0)
            before = memory(server)
            with Listeners(server, count) as listeners:
                time.sleep(SETTLE_SECONDS)
                per_socket = (memory(server) - before) / count / 1024
                author.post(listeners, 0)
                seen = [author.post(listeners, number) for number in range(1, POSTS + 1)]
        show_deliveries(report, count, seen)
        report.judge(f"memory per idle socket of {count:,}", per_socket, AtMost(45, " KiB"))


def memory(server: Server) -> int:
    """Bytes of all web processes."""
    return sum(resident_bytes(pid) for pid in server.web_pids())


def show_deliveries(report: Report, count: int, seen: list[dict[str, float]]) -> None:
    """How long posts took."""
    report.table(
        f"One post to {count:,} sockets over {WEB_WORKERS} web processes, ms after sending the request",
        ("", "p50", "max"),
        [
            (name, f"{percentile([post[key] for post in seen], 0.5):.0f}", f"{max(post[key] for post in seen):.0f}")
            for name, key in (("answer to the author", "answer"), ("first socket", "first"), ("last socket", "last"))
        ],
    )
    missed = [post for post in seen if post["count"] != count]
    if missed:
        print(f"{len(missed)} of {len(seen)} posts did not reach every socket: {missed[0]}")
    limit = 100 if count <= 1_000 else 300
    report.judge(
        f"post to {count:,} sockets, last received (p50)",
        percentile([post["last"] for post in seen], 0.5),
        AtMost(limit, " ms"),
    )


def measure_slow_readers(report: Report, server: Server, author: Author) -> None:
    """Readers that stop reading are dropped with 1013, and others do not wait for them."""
    post_id = author.write("/api/posts", "Who bakes bread?")
    variables = {"SOCKET_COOKIE": sign_in(server, "author"), "SOCKET_POST": post_id}

    def batches(listeners: Listeners) -> list[dict[str, float]]:
        return [batch(server, author, listeners, post_id, number) for number in range(BATCHES)]

    with Listeners(server, QUICK, variables=variables) as quick_only:
        alone = batches(quick_only)
    with Listeners(server, SLOW + QUICK, slow=SLOW, variables=variables) as listeners:
        beside = batches(listeners)
        codes = [code for answer in listeners.ask("drain") for code in answer["codes"]]
    report.table(
        f"{BATCH} replies of 10 KB at once to {QUICK} quick readers, ms until the last has all",
        ("", "p50", "max", "quick readers lost"),
        [
            (
                name,
                f"{percentile([post['last'] for post in seen], 0.5):.0f}",
                f"{max(post['last'] for post in seen):.0f}",
                f"{seen[-1]['lost']:.0f}",
            )
            for name, seen in (("alone", alone), (f"beside {SLOW} that read nothing", beside))
        ],
    )
    print(f"Close codes of the {SLOW} slow readers: {', '.join(str(code) for code in codes)} (-1: not closed)")
    report.judge("slow readers not dropped with 1013", sum(code != 1013 for code in codes), AtMost(0))


def batch(server: Server, author: Author, listeners: Listeners, post_id: str, number: int) -> dict[str, float]:
    """Many replies in one transaction, and one more by the API, which publishes them all."""
    server.run_sql("burst", post=post_id, replies=BATCH - 1)
    return author.post(listeners, number, f"/api/posts/{post_id}/comments")
