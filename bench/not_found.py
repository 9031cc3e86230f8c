"""Whether the time of a 404 tells a hidden post from an unknown one: mean difference with its confidence interval.

Each stranger asks for a hidden post and for an unknown one in turn, in an order that a coin decides, over one
connection; the difference of each pair is one observation, so that slow spells of the machine fall out.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from bench.network import PASSWORD, sign_up_author
from bench.server import Server

if TYPE_CHECKING:
    import argparse

    from bench.report import Report

# Each may make 1,500 calls in five minutes.
PAIRS = 700
STRANGERS = 3
# The slowest and the quickest share of the pairs is left out on either side: pauses of the machine.
TRIMMED = 0.05
Z_95 = 1.96


@dataclass(frozen=True, slots=True)
class Difference:
    """Hidden minus unknown, in microseconds."""

    mean: float
    low: float
    high: float
    pairs: int

    @property
    def has_zero(self) -> bool:
        """Whether the interval has zero in it: then the time tells nothing that so many calls could show."""
        return self.low <= 0 <= self.high


def run(report: Report, arguments: argparse.Namespace) -> None:
    """Measure a private post, a post of somebody who blocks, and (as a check) two unknown ones."""
    del arguments
    with Server() as server:
        token = sign_up_author(server)
        author = httpx.Client(base_url=server.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30)
        post_id = author.post("/api/posts", json={"body": "hidden"}).raise_for_status().json()["id"]
        strangers = [sign_up_stranger(server, number) for number in range(STRANGERS)]
        unknown = str(int(post_id) + 1), str(int(post_id) + 2)
        rows = [row("two unknown posts", measure(strangers, unknown[1], unknown[0]))]
        author.patch("/api/me", json={"is_private": True}).raise_for_status()
        rows.append(row("private account", measure(fresh(server, 1), post_id, unknown[0])))
        author.patch("/api/me", json={"is_private": False}).raise_for_status()
        blocked = fresh(server, 2)
        for stranger in blocked:
            stranger_id = stranger.get("/api/me").raise_for_status().json()["id"]
            author.post(f"/api/users/{stranger_id}/block").raise_for_status()
        rows.append(row("blocked reader", measure(blocked, post_id, unknown[0])))
    report.table(
        f"404 of a hidden post minus that of an unknown one, µs ({STRANGERS * PAIRS:,} pairs each)",
        ("what", "mean", "95 % interval", "zero is in it"),
        rows,
    )


def fresh(server: Server, round_number: int) -> list[httpx.Client]:
    """People whose calls are not counted yet."""
    return [sign_up_stranger(server, round_number * STRANGERS + number) for number in range(STRANGERS)]


def sign_up_stranger(server: Server, number: int) -> httpx.Client:
    """Somebody new, with a connection."""
    name = f"stranger_{number}"
    client = httpx.Client(base_url=server.base_url, timeout=30)
    fields = {"username": name, "email": f"{name}@example.com", "password": PASSWORD, "display_name": name}
    token = client.post("/api/auth/sign-up", json=fields).raise_for_status().json()["token"]
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def measure(clients: list[httpx.Client], hidden_id: str, unknown_id: str) -> Difference:
    """The difference over all pairs of all these people."""
    dice = random.Random(7)
    pairs: list[float] = []
    for client in clients:
        for _ in range(PAIRS):
            ids = [hidden_id, unknown_id]
            is_swapped = dice.random() < 0.5
            if is_swapped:
                ids.reverse()
            first, second = (seconds_of(client, post_id) for post_id in ids)
            pairs.append((second - first if is_swapped else first - second) * 1e6)
    return difference_of(pairs)


def seconds_of(client: httpx.Client, post_id: str) -> float:
    """How long a 404 takes."""
    started = time.perf_counter()
    answer = client.get(f"/api/posts/{post_id}")
    taken = time.perf_counter() - started
    if answer.status_code != httpx.codes.NOT_FOUND:
        raise RuntimeError(f"/api/posts/{post_id} answered {answer.status_code}")
    return taken


def difference_of(pairs: list[float]) -> Difference:
    """The trimmed mean, and its interval by the winsorised variance (Yuen)."""
    ordered = sorted(pairs)
    cut = int(len(ordered) * TRIMMED)
    kept = ordered[cut : len(ordered) - cut]
    winsorised = [kept[0]] * cut + kept + [kept[-1]] * cut
    mean = statistics.fmean(kept)
    error = statistics.stdev(winsorised) / ((1 - 2 * TRIMMED) * math.sqrt(len(ordered)))
    return Difference(mean, mean - Z_95 * error, mean + Z_95 * error, len(pairs))


def row(name: str, found: Difference) -> tuple[str, str, str, str]:
    """A line of the table."""
    interval = f"{found.low:+.0f} to {found.high:+.0f}"
    return name, f"{found.mean:+.1f}", interval, "yes" if found.has_zero else "no"
