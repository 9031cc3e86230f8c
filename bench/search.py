"""Search in a large network, one request at a time through the API: people by their names, posts by their words."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx

from bench.network import sign_up_author
from bench.report import AtMost, percentile
from bench.server import Server

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from bench.report import Report

PEOPLE, POSTS = 100_000, 1_000_000
# All together below the 1,500 calls of one person in five minutes.
REQUESTS = 100


def run(report: Report, arguments: argparse.Namespace) -> None:
    """Fill a Skein with people and posts, and search it."""
    posts = min(arguments.many_posts, POSTS)
    with Server() as server:
        token = sign_up_author(server)
        server.run_sql("words", people=PEOPLE, posts=posts)
        headers = {"Authorization": f"Bearer {token}"}
        rows: list[tuple[str, str, str]] = []
        tails = {"people": 0.0, "posts": 0.0}
        with httpx.Client(base_url=server.base_url, headers=headers, timeout=30) as client:
            for name, path, query in SEARCHES:
                times = measure(client, path, query)
                kind = "people" if "users" in path else "posts"
                if "likeness" not in name:
                    tails[kind] = max(tails[kind], percentile(times, 0.99))
                rows.append((name, f"{percentile(times, 0.5):.1f}", f"{percentile(times, 0.99):.1f}"))
    title = f"Search, {PEOPLE:,} people, {posts:,} posts (API, one connection)"
    report.table(title, ("what", "p50 ms", "p99 ms"), rows)
    report.judge("people prefix search, worst p99", tails["people"], AtMost(20, " ms"))
    report.judge("post search, worst p99", tails["posts"], AtMost(100, " ms"))


def measure(client: httpx.Client, path: str, query: Callable[[random.Random], str]) -> list[float]:
    """Milliseconds of each of REQUESTS searches."""
    dice = random.Random(7)
    times: list[float] = []
    for number in range(REQUESTS + 10):
        started = time.perf_counter()
        answer = client.get(f"{path}{urlencode({'q': query(dice)})}")
        answer.raise_for_status()
        if number >= 10:  # the first ones fill caches
            times.append((time.perf_counter() - started) * 1000)
    return times


def _word(dice: random.Random) -> str:
    return f"w{int(20_000 * dice.random() ** 4)}"


def _number(dice: random.Random) -> str:
    return f"p{dice.randrange(PEOPLE):05d}"


POSTS_PATH = "/api/search?type=posts&"
SEARCHES: tuple[tuple[str, str, Callable[[random.Random], str]], ...] = (
    ("people, two to four letters", "/api/users/search?limit=10&", lambda dice: _number(dice)[: dice.randint(2, 4)]),
    ("people, whole name", "/api/users/search?limit=10&", _number),
    ("people by likeness", "/api/users/search?limit=10&", lambda dice: f"x{_number(dice)}"),
    ("posts, one word", POSTS_PATH, _word),
    ("posts, a word in most posts", POSTS_PATH, lambda dice: f"w{dice.randrange(3)}"),
    ("posts, a word in few posts", POSTS_PATH, lambda dice: f"w{dice.randrange(10_000, 20_000)}"),
    ("posts, two words", POSTS_PATH, lambda dice: f"{_word(dice)} {_word(dice)}"),
    ("posts, a phrase", POSTS_PATH, lambda dice: '"w{} w{}"'.format(*dice.sample(range(20), 2))),
    ("posts, top", f"{POSTS_PATH}sort=top&", _word),
    ("posts, from somebody", POSTS_PATH, lambda dice: f"{_word(dice)} from:p{dice.randrange(1, 2000):05d}"),
    ("posts with media of last month", POSTS_PATH, lambda dice: f"{_word(dice)} has:media since:2026-01-01"),
)
