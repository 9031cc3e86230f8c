"""Folders for servers, and a `skein run` in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.launch.processes import stop_process, wait_until
from tests.web_server import START_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent.parent
LIMIT_SECONDS = 30


@pytest.fixture(params=[pytest.param("everybody may pass", marks=pytest.mark.slow), "only the owner may pass"])
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder below one that other accounts may, or may not, pass through."""
    outer = Path(tempfile.mkdtemp(prefix="skein-test-"))
    outer.chmod(0o755 if request.param == "everybody may pass" else 0o700)
    inner = outer / "data"
    inner.mkdir()
    yield inner
    shutil.rmtree(outer, ignore_errors=True)


def environment(**values: str) -> dict[str, str]:
    """The environment of a child: this checkout, and no setting of ours but `values`."""
    ours = {"DATABASE_URL", "DATABASE_DIRECT_URL", "REDIS_URL", "SECRET_KEY", "BASE_URL", "HOST", "PORT"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"PYTHONPATH": str(ROOT), "WEB_WORKERS": "2"} | values


def skein(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one `skein` command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


class SkeinRun:
    """A running `skein run`, on a free port."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._output = data.parent / f"output-{id(self)}"
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "run", "--no-demo"],
                env=environment(SKEIN_DATA=str(data), PORT="0"),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # A test run behind nohup ignores SIGHUP, and its children would inherit that.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
            )

    @property
    def output(self) -> str:
        """What it has printed so far."""
        return self._output.read_text()

    def wait_for(self, text: str) -> None:
        """Return when `text` has been printed."""
        wait_until(lambda: text in self.output or self.process.poll() is not None, START_SECONDS)
        assert text in self.output, self.output

    @property
    def address(self) -> str:
        """Where it serves; waits until it does."""
        self.wait_for("Ctrl-C stops it.")
        return self.output.split("Skein is ready: ")[1].split()[0].replace("localhost", "127.0.0.1")

    def stop(self, sent: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; gives the exit code."""
        self.process.send_signal(sent)
        # Each of its servers has some seconds before it is killed.
        return self.process.wait(timeout=START_SECONDS)


@pytest.fixture
def start_skein(tmp_path: Path) -> Iterator[Callable[[], SkeinRun]]:
    """Start `skein run`, always with the same data folder."""
    started: list[SkeinRun] = []

    def start() -> SkeinRun:
        started.append(SkeinRun(tmp_path / "data"))
        return started[-1]

    yield start
    for run in started:
        stop_process(run.process, (signal.SIGTERM, LIMIT_SECONDS))
