"""Whether the time of an answer tells that there is an account: forgotten passwords, and failed sign-ins."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

import httpx

from bench.differences import COLUMNS, Difference, difference_of, pair_difference
from bench.network import sign_up_author
from bench.server import Server

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from bench.report import Report

# An address may ask for 5 links in half an hour, a sign-in may fail 25 times an hour: each pair takes another person.
PAIRS = 3_000
# Each is answered after a fifth of a second.
SIGN_IN_PAIRS = 300


def run(report: Report, arguments: argparse.Namespace) -> None:
    """Measure a known person against an unknown one and, as a check, two unknown ones against each other."""
    del arguments
    with Server() as server:
        sign_up_author(server)
        server.run_sql("people", people=PAIRS)
        server.psql(
            "-c", "UPDATE users SET password_hash = a.password_hash FROM users AS a WHERE a.username = 'author'"
        )
        with httpx.Client(base_url=server.base_url, timeout=30) as client:
            forgot, sign_in = partial(forget, client), partial(fail_to_sign_in, client)
            rows = [
                measure(forgot, "u{}@example.com", "x{}@example.com", PAIRS).row("forgot password, two unknown"),
                measure(forgot, "p{}@example.com", "y{}@example.com", PAIRS).row("forgot password, known address"),
                measure(sign_in, "u{:05}", "x{:05}", SIGN_IN_PAIRS).row("failed sign-in, two unknown"),
                measure(sign_in, "p{:05}", "y{:05}", SIGN_IN_PAIRS).row("failed sign-in, known name"),
            ]
    report.table(
        f"Time with an account minus time without one, µs ({PAIRS:,} pairs; sign-in {SIGN_IN_PAIRS:,})", COLUMNS, rows
    )


def measure(act: Callable[[str], None], known: str, unknown: str, pairs: int) -> Difference:
    """The difference between the names of two patterns, which are filled with numbers."""
    dice = random.Random(7)
    return difference_of(
        [
            pair_difference(partial(act, known.format(number)), partial(act, unknown.format(number)), dice)
            for number in range(1, pairs + 1)
        ]
    )


def forget(client: httpx.Client, email: str) -> None:
    """Ask for a link.

    Raises:
        RuntimeError: the answer is not the usual one.
    """
    answer = client.post("/api/auth/forgot-password", json={"email": email})
    if answer.status_code != httpx.codes.ACCEPTED:
        raise RuntimeError(f"forgot-password answered {answer.status_code}: {answer.text[:200]}")


def fail_to_sign_in(client: httpx.Client, login: str) -> None:
    """Sign in with a wrong password.

    Raises:
        RuntimeError: the answer is not the usual one.
    """
    answer = client.post("/api/auth/sign-in", json={"login": login, "password": "not-the-password-9"})
    if answer.status_code != httpx.codes.UNAUTHORIZED:
        raise RuntimeError(f"sign-in answered {answer.status_code}: {answer.text[:200]}")
