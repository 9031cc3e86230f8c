"""A training from end to end: acts in the database, the trainer's process, the model's files, For you served by it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.network import reader, seed
from bench.server import PROJECT, Server

if TYPE_CHECKING:
    import argparse

    import httpx

    from bench.report import Report

PEOPLE = 20_000
POSTS = 100_000
READERS = 2
# Web processes look for a new model every few seconds.
SERVED_SECONDS = 60
# The worker's own trainings would come in between.
NEVER = str(10**6)


@dataclass(frozen=True, slots=True)
class Training:
    """What one `skein train` came to: seconds, the most memory its process held, and its last line."""

    seconds: float
    peak_megabytes: float
    said: str


def run(report: Report, arguments: argparse.Namespace) -> None:
    """Draw the acts, train, and wait until For you is the model's."""
    with Server(TRAIN_CHECK_SECONDS=NEVER) as server:
        network = seed(server, people=PEOPLE, posts=POSTS, readers=READERS)
        server.run_sql("acts", acts=arguments.acts)
        acts = int(server.psql("-c", "SELECT count(*) FROM likes"))
        training = train(server)
        trained = time.monotonic()
        with reader(network) as client:
            version = served_version(client)
        served = time.monotonic() - trained
        size = sum(path.stat().st_size for path in server.data.rglob(f"models/{version}/**/*") if path.is_file())
    rows = [
        ("acts in the database", f"{acts:,}"),
        ("`skein train`, until its lists are written", f"{training.seconds:.1f} s"),
        ("peak memory of its process", f"{training.peak_megabytes:.0f} MB"),
        ("model files", f"{size / 2**20:.0f} MB"),
        ("from then until For you is the new model's", f"{served:.1f} s"),
    ]
    report.table("Training from end to end", ("what", "measured"), rows)
    print(training.said)


def train(server: Server) -> Training:
    """Run `skein train` in a process of its own.

    Raises:
        RuntimeError: it fails.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "train"],
        cwd=PROJECT,
        env=server.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"skein train failed:\n{said[-2000:]}")
    return Training(time.monotonic() - started, usage.ru_maxrss / 1024, said.strip().splitlines()[-1])


def served_version(client: httpx.Client) -> str:
    """Wait until For you comes from a model; gives the model's version.

    Raises:
        RuntimeError: it does not in time.
    """
    deadline = time.monotonic() + SERVED_SECONDS
    while time.monotonic() < deadline:
        metadata: dict[str, Any] = client.get("/api/feeds").raise_for_status().json()["metadata"]
        if metadata["source"] == "model":
            return str(metadata["model_version"])
        time.sleep(0.2)
    raise RuntimeError(f"For you is still made from what is {metadata['source']}")
