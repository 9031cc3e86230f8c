"""The servers of the tests themselves: one that does not come up leaves nothing behind."""

from __future__ import annotations

import secrets
import subprocess
import sys

import pytest

from app.settings import Settings
from tests.web_server import WebServer


class Broken(WebServer):
    """Its web process ends at once, and its worker would go on for ever."""

    def _start(self, *arguments: str) -> None:
        script = "raise SystemExit(1)" if arguments[0] == "web" else "import signal; signal.pause()"
        self._processes.append(subprocess.Popen([sys.executable, "-c", script]))


def test_a_server_that_does_not_start_takes_its_worker_along() -> None:
    broken = Broken(Settings(secret_key=secrets.token_urlsafe(32)))

    with pytest.raises(RuntimeError, match="did not start"), broken:
        pass

    assert len(broken._processes) == 2
    assert all(process.poll() is not None for process in broken._processes)
