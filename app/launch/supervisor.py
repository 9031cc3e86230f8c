"""Watching child processes: one that dies is started again once, then everything stops."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.launch.processes import LaunchError, stop_process

_LOOK_SECONDS = 0.1
_BACK_OFF_SECONDS = 1.0
# A child that dies twice within this time will not get better by itself.
_STABLE_SECONDS = 60.0


@dataclass(slots=True)
class Child:
    """One process to watch. `restart` starts it anew; without it, its death is the end of the run."""

    name: str
    process: subprocess.Popen[bytes]
    restart: Callable[[], subprocess.Popen[bytes]] | None = None
    restarted_at: float | None = field(default=None)


class Supervisor:
    """Watches its children; `report` is called with one line for the terminal."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._children: list[Child] = []

    def watch(self, child: Child) -> None:
        """Watch one more child."""
        self._children.append(child)

    def check(self) -> None:
        """Look at every child once.

        Raises:
            LaunchError: a child has died and is not started again.
        """
        for child in self._children:
            code = child.process.poll()
            if code is not None:
                self._revive(child, _describe(child.name, code))

    def check_forever(self) -> None:
        """Look again and again; only an exception ends this."""
        while True:
            self.check()
            time.sleep(_LOOK_SECONDS)

    def stop(self, name: str, seconds: float) -> None:
        """End one child by SIGTERM, or after `seconds` by SIGKILL. Harmless when it was never started."""
        for child in self._children:
            if child.name == name:
                stop_process(child.process, (signal.SIGTERM, seconds))

    def _revive(self, child: Child, description: str) -> None:
        now = time.monotonic()
        was_restarted = child.restarted_at is not None and now - child.restarted_at < _STABLE_SECONDS
        if child.restart is None or was_restarted:
            raise LaunchError(f"{description}.")
        self._report(f"{description}; starting it again.")
        time.sleep(_BACK_OFF_SECONDS)
        child.process = child.restart()
        child.restarted_at = time.monotonic()


def _describe(name: str, code: int) -> str:
    if code < 0:
        return f"{name} was ended by {signal.Signals(-code).name}"
    return f"{name} ended with exit code {code}"
