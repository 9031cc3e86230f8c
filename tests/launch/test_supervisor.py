"""A child that dies is started again once."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from app.launch import LaunchError
from app.launch.processes import start_process
from app.launch.supervisor import Child, Supervisor

if TYPE_CHECKING:
    import subprocess


def failing() -> subprocess.Popen[bytes]:
    return start_process([sys.executable, "-c", "raise SystemExit(3)"], death_signal=signal.SIGTERM)


def lasting() -> subprocess.Popen[bytes]:
    return start_process([sys.executable, "-c", "import signal; signal.pause()"], death_signal=signal.SIGTERM)


def test_the_second_death_ends_the_run() -> None:
    lines: list[str] = []
    supervisor = Supervisor(lines.append)
    supervisor.watch(Child("The worker", failing(), failing))

    with pytest.raises(LaunchError, match="The worker ended with exit code 3"):
        supervisor.check_forever()

    assert lines == ["The worker ended with exit code 3; starting it again."]


def test_a_restarted_child_is_watched_and_stopped() -> None:
    lines: list[str] = []
    supervisor = Supervisor(lines.append)
    child = Child("The worker", lasting(), lasting)
    supervisor.watch(child)
    child.process.kill()
    child.process.wait()

    supervisor.check()
    supervisor.check()
    supervisor.stop("The worker", seconds=30)

    assert lines == ["The worker was ended by SIGKILL; starting it again."]
    assert child.process.returncode == -signal.SIGTERM


def test_what_cannot_be_restarted_ends_the_run() -> None:
    supervisor = Supervisor(print)
    process = failing()
    process.wait()
    supervisor.watch(Child("PostgreSQL", process))

    with pytest.raises(LaunchError, match="PostgreSQL ended"):
        supervisor.check()
