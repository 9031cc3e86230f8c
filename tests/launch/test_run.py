"""`skein run`: everything starts, and nothing stays behind."""

from __future__ import annotations

import os
import signal
import stat
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.launch.processes import is_alive, wait_until
from tests.launch.conftest import LIMIT_SECONDS, SkeinRun, skein
from tests.web_server import START_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable


def descendants(pid: int) -> list[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [pid]
    for parent in found:
        found += [child for child, its_parent in parents.items() if its_parent == parent]
    return found[1:]


def all_gone(pids: list[int]) -> bool:
    return wait_until(lambda: not any(is_alive(pid) for pid in pids), LIMIT_SECONDS)


def get(address: str) -> int:
    with urllib.request.urlopen(address, timeout=LIMIT_SECONDS) as response:  # noqa: S310
        return int(response.status)


def assert_stops_all(run: SkeinRun, sent: signal.Signals) -> None:
    assert get(f"{run.address}/healthz") == 200
    started = descendants(run.process.pid)
    assert len(started) > 5

    code = run.stop(sent)

    assert code == 0
    assert "Skein has stopped." in run.output
    assert all_gone(started)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(signal.SIGINT, marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, marks=pytest.mark.slow),
    ],
)
def test_a_stop_signal_stops_everything(start_skein: Callable[[], SkeinRun], sent: signal.Signals) -> None:
    assert_stops_all(start_skein(), sent)


def test_kill_9_leaves_nothing_and_the_next_start_goes_on_until_it_is_stopped(
    start_skein: Callable[[], SkeinRun],
) -> None:
    first = start_skein()
    get(f"{first.address}/healthz")
    started = descendants(first.process.pid)
    secret = (first.data / "secret-key").read_text()

    first.stop(signal.SIGKILL)
    second = start_skein()

    assert get(f"{second.address}/healthz") == 200
    assert "First start" not in second.output
    assert all_gone(started)
    assert (second.data / "secret-key").read_text() == secret
    assert stat.S_IMODE((second.data / "secret-key").stat().st_mode) == 0o600
    assert_stops_all(second, signal.SIGTERM)


@pytest.mark.slow
def test_a_web_server_that_dies_is_started_again(start_skein: Callable[[], SkeinRun]) -> None:
    run = start_skein()
    get(f"{run.address}/healthz")
    web = next(pid for pid in descendants(run.process.pid) if b"--fd" in Path(f"/proc/{pid}/cmdline").read_bytes())

    os.kill(web, signal.SIGKILL)

    run.wait_for("The web server was ended by SIGKILL; starting it again.")
    assert get(f"{run.address}/healthz") == 200


@pytest.mark.slow
def test_a_database_that_dies_ends_the_run(start_skein: Callable[[], SkeinRun]) -> None:
    run = start_skein()
    get(f"{run.address}/healthz")
    started = descendants(run.process.pid)
    pid_file = run.data / "postgres" / "cluster" / "postmaster.pid"

    os.kill(int(pid_file.read_text().split()[0]), signal.SIGQUIT)

    assert run.process.wait(timeout=START_SECONDS) == 1
    assert "skein: PostgreSQL ended" in run.output
    assert all_gone(started)


@pytest.mark.slow
def test_a_second_run_on_the_same_folder_is_refused(start_skein: Callable[[], SkeinRun]) -> None:
    run = start_skein()
    get(f"{run.address}/healthz")

    second = skein("run", SKEIN_DATA=str(run.data), PORT="0")

    assert second.returncode == 1
    assert second.stderr.startswith("skein: Skein is already running with ")


@pytest.mark.slow
def test_a_taken_port_is_told_before_anything_starts(start_skein: Callable[[], SkeinRun], tmp_path: Path) -> None:
    run = start_skein()
    port = run.address.rpartition(":")[2]

    second = skein("run", SKEIN_DATA=str(tmp_path / "other"), PORT=port)

    assert second.returncode == 1
    assert second.stderr.startswith(f"skein: Port {port} is taken by another program.")
    assert not (tmp_path / "other" / "postgres").exists()


@pytest.mark.slow
def test_commands_use_the_running_database(start_skein: Callable[[], SkeinRun]) -> None:
    run = start_skein()
    get(f"{run.address}/healthz")

    shown = skein("psql", "--", "-Atc", "SELECT count(*) > 0 FROM schema_migrations", SKEIN_DATA=str(run.data))

    assert shown.stdout == "t\n"


@pytest.mark.slow
def test_everybody_meets_at_the_socket(folder: Path) -> None:
    run = SkeinRun(folder)
    get(f"{run.address}/readyz")
    ports = "SELECT DISTINCT client_port FROM pg_stat_activity WHERE backend_type = 'client backend'"

    shown = skein("psql", "--", "-Atc", ports, SKEIN_DATA=str(folder))

    assert shown.stdout == "-1\n"
    run.stop()
