"""Whether the time of a 404 tells a hidden post from an unknown one."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

import httpx

from bench.differences import COLUMNS, Difference, difference_of, pair_difference
from bench.network import PASSWORD, sign_up_author
from bench.server import Server

if TYPE_CHECKING:
    import argparse

    from bench.report import Report

# Each may make 1,500 calls in five minutes.
PAIRS = 700
STRANGERS = 3


def run(report: Report, arguments: argparse.Namespace) -> None:
    """Measure a private post, a post of somebody who blocks, and (as a check) two unknown ones."""
    del arguments
    with Server() as server:
        token = sign_up_author(server)
        author = httpx.Client(base_url=server.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30)
        post_id = author.post("/api/posts", json={"body": "hidden"}).raise_for_status().json()["id"]
        strangers = [sign_up_stranger(server, number) for number in range(STRANGERS)]
        unknown = str(int(post_id) + 1), str(int(post_id) + 2)
        rows = [measure(strangers, unknown[1], unknown[0]).row("two unknown posts")]
        author.patch("/api/me", json={"is_private": True}).raise_for_status()
        rows.append(measure(fresh(server, 1), post_id, unknown[0]).row("private account"))
        author.patch("/api/me", json={"is_private": False}).raise_for_status()
        blocked = fresh(server, 2)
        for stranger in blocked:
            stranger_id = stranger.get("/api/me").raise_for_status().json()["id"]
            author.post(f"/api/users/{stranger_id}/block").raise_for_status()
        rows.append(measure(blocked, post_id, unknown[0]).row("blocked reader"))
    report.table(
        f"404 of a hidden post minus that of an unknown one, µs ({STRANGERS * PAIRS:,} pairs each)", COLUMNS, rows
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
    return difference_of(
        [
            pair_difference(partial(ask, client, hidden_id), partial(ask, client, unknown_id), dice)
            for client in clients
            for _ in range(PAIRS)
        ]
    )


def ask(client: httpx.Client, post_id: str) -> None:
    """Get a 404.

    Raises:
        RuntimeError: it is something else.
    """
    answer = client.get(f"/api/posts/{post_id}")
    if answer.status_code != httpx.codes.NOT_FOUND:
        raise RuntimeError(f"/api/posts/{post_id} answered {answer.status_code}")
