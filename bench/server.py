"""A whole Skein of its own in a temporary folder, started and asked through the `skein` command."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

import httpx

if TYPE_CHECKING:
    from types import TracebackType

PROJECT = Path(__file__).parent.parent
SQL = Path(__file__).parent / "sql"
WEB_WORKERS = 2
START_SECONDS = 90
STOP_SECONDS = 40
# Limits stay on and are counted; those per address are only too high to be reached. Those per person have no
# setting: readers are many.
FACTOR = "1000000"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment() -> dict[str, str]:
    """Ours without any setting of Skein: nothing here may ever reach a database that somebody uses."""
    lines = (PROJECT / ".env.example").read_text().splitlines()
    settings = {line[1:].partition("=")[0] for line in lines if line.startswith("#") and "=" in line}
    return {name: value for name, value in os.environ.items() if name not in settings}


class Server:
    """`with Server() as server:` runs PostgreSQL, Valkey, two web processes and a worker, as `skein run` does."""

    def __init__(self, **settings: str) -> None:
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.folder = Path(tempfile.mkdtemp(prefix="skein-bench-"))
        self.folder.chmod(0o755)  # PostgreSQL may run as another user
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.environment = {
            **clean_environment(),
            "PYTHONPATH": str(PROJECT),
            "SKEIN_DATA": str(self.data),
            "PORT": str(self.port),
            "WEB_WORKERS": str(WEB_WORKERS),
            "LOG_LEVEL": "WARNING",
            "BENCH_ROUTES": "true",
            "ADDRESS_RATE_FACTOR": FACTOR,
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "run", "--no-demo"],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._running.poll() is None:
            try:
                if httpx.get(f"{self.base_url}/readyz", timeout=5).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.05)
        raise RuntimeError(f"Skein did not start:\n{self.log.read_text()[-4000:]}")

    def _stop(self) -> None:
        self._running.send_signal(signal.SIGTERM)
        try:
            self._running.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    @property
    def database_log(self) -> Path:
        """What PostgreSQL logs."""
        return self.data / "postgres" / "server.log"

    def skein(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one `skein` command against this Skein."""
        return subprocess.run(
            [sys.executable, "-m", "app.cli", *arguments],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def psql(self, *arguments: str) -> str:
        """What psql prints, bare.

        Raises:
            RuntimeError: it fails.
        """
        done = self.skein("psql", "--", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *arguments)
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout.strip()

    def run_sql(self, name: str, **variables: object) -> None:
        """Run a file of bench/sql with these psql variables."""
        given = [part for key, value in variables.items() for part in ("-v", f"{key}={value}")]
        self.psql(*given, "-f", str(SQL / f"{name}.sql"))

    def database_url(self) -> str:
        """The address of the database, for measurements without Skein in between."""
        host, _, port = self.psql("-c", r"\echo :HOST :PORT").rpartition(" ")
        password = quote((self.data / "postgres" / "password").read_text().strip())
        return f"postgresql://skein:{password}@/skein?host={quote(host)}&port={port}"

    def web_pids(self) -> list[int]:
        """The processes that serve requests."""
        return [
            pid
            for web in children(self._running.pid)
            if " web " in command_line(web)
            for pid in children(web)
            if "spawn_main" in command_line(pid)
        ]

    def cpu_seconds(self) -> float:
        """What web processes and PostgreSQL have used of the processors so far. Unlike times, it hardly depends on
        what else runs on the machine.
        """
        return sum(
            cpu_seconds(pid)
            for pid in descendants(self._running.pid)
            if "spawn_main" in (line := command_line(pid)) or "postgres" in line
        )


def descendants(pid: int) -> list[int]:
    """The processes that `pid` started, and those that they started."""
    found = children(pid)
    return found + [far for child in found for far in descendants(child)]


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used; 0 for one that has just ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """The processes that `pid` started."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    except OSError:  # it has just ended
        pass
    return found


def command_line(pid: int) -> str:
    """The arguments of a process, separated by spaces."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:  # it has just ended
        return ""


def resident_bytes(pid: int) -> int:
    """Memory that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
