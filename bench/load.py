"""Load by wrk: one thread, 32 connections, ten seconds after two of warm-up. Only ever to 127.0.0.1."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WARM_UP_SECONDS = 2
SECONDS = 10
CONNECTIONS = 32
LUA = Path(__file__).parent / "lua"


class NoWrk(RuntimeError):
    """wrk is not installed."""


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw; times in milliseconds."""

    requests_per_second: float
    p50: float
    p99: float
    failed: int
    # Processor time of the server per request, in milliseconds; 0 where it was not measured.
    cpu_ms: float = 0.0


def put_load(
    url: str,
    *,
    script: str = "load",
    connections: int = CONNECTIONS,
    seconds: int = SECONDS,
    arguments: Sequence[str] = (),
    cpu_seconds: Callable[[], float] = lambda: 0.0,
) -> Load:
    """Warm an address up, then measure it; `arguments` go to the script, as cookies to `load`.

    Args:
        cpu_seconds: what the server has used of the processors so far.

    Raises:
        NoWrk: the program is missing.
    """
    assert urlsplit(url).hostname == "127.0.0.1"
    wrk = shutil.which("wrk")
    if wrk is None:
        raise NoWrk("wrk is missing. On Debian or Ubuntu: apt-get install wrk; on macOS: brew install wrk")

    def run(duration: int) -> Load:
        before = cpu_seconds()
        command = [wrk, "-t1", f"-c{connections}", f"-d{duration}s", "--timeout", "20s"]
        done = subprocess.run(
            [*command, "-s", str(LUA / f"{script}.lua"), url, "--", *arguments],
            capture_output=True,
            text=True,
            check=True,
            cwd=LUA,
        )
        seen = json.loads(done.stdout.rpartition("RESULT ")[2])
        used = cpu_seconds() - before
        cpu_ms = 1000 * used / max(1, seen["requests"])
        return Load(seen["requests"] / seen["seconds"], seen["p50"], seen["p99"], seen["failed"], cpu_ms)

    run(WARM_UP_SECONDS)
    return run(seconds)
