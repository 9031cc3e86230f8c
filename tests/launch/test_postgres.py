"""Our own PostgreSQL: first start, later starts, and what a crash leaves."""

from __future__ import annotations

import multiprocessing
import os
import pwd
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import asyncpg
import pytest

from app.launch import LaunchError, OwnPostgres, binaries, postgres
from app.launch.accounts import server_account
from app.launch.processes import is_alive, pids_at_work_in, wait_until
from tests.launch.conftest import LIMIT_SECONDS, environment
from tests.web_server import START_SECONDS

if TYPE_CHECKING:
    from pathlib import Path


PORT_OF_CLIENT = "SELECT client_port FROM pg_stat_activity WHERE pid = pg_backend_pid()"
OF_SOCKET = -1


async def query(url: str, statement: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_data_outlives_a_stop(folder: Path) -> None:
    server = OwnPostgres(folder)
    server.start()
    await query(server.url, "CREATE TABLE kept AS SELECT 1 AS one")
    server.stop()

    server.start()

    assert await query(server.url, "SELECT one FROM kept") == 1
    server.stop()
    assert pids_at_work_in(folder / "cluster", "postgres") == []


async def test_data_outlives_a_crash(folder: Path) -> None:
    server = OwnPostgres(folder)
    server.start()
    await query(server.url, "CREATE TABLE kept AS SELECT 1 AS one")
    server.kill()
    assert (folder / "cluster" / "postmaster.pid").exists() is False

    server.start()

    assert await query(server.url, "SELECT one FROM kept") == 1
    server.stop()


async def test_the_address_is_a_socket_where_that_can_be(folder: Path) -> None:
    server = OwnPostgres(folder)
    server.start()
    over_tcp = f"postgresql://skein:{urlsplit(server.url).password}@127.0.0.1:{server.url.rpartition('=')[2]}/skein"

    assert await query(server.url, PORT_OF_CLIENT) == OF_SOCKET
    assert await query(over_tcp, PORT_OF_CLIENT) > 0

    server.stop()


@pytest.mark.parametrize(
    "name",
    ["long" * 30, pytest.param("one,two", marks=pytest.mark.slow), pytest.param("caf\udce9", marks=pytest.mark.slow)],
)
async def test_the_address_is_a_port_where_a_socket_cannot_be(tmp_path: Path, name: str) -> None:
    server = OwnPostgres(tmp_path / name / "data", fast=True)
    server.start()

    assert await query(server.url, PORT_OF_CLIENT) > 0
    assert postgres.running_url(server.data_dir) == server.url
    assert list(server.data_dir.glob("cluster/.s.PGSQL.*")) == []

    server.stop()


async def test_a_socket_that_a_crash_left_is_cleared_away(folder: Path) -> None:
    first, second = OwnPostgres(folder, fast=True), OwnPostgres(folder, fast=True)
    first.start()
    left = set((folder / "cluster").glob(".s.PGSQL.*"))
    for pid in pids_at_work_in(folder / "cluster", "postgres"):
        os.kill(pid, signal.SIGKILL)
    first.stop()
    assert left == set((folder / "cluster").glob(".s.PGSQL.*")) != set()
    for lock in (folder / "cluster").glob(".s.PGSQL.*.lock"):
        lock.write_text(f"{os.getpid()}\n")  # by now the number of a living stranger

    second.start()

    assert await query(second.url, PORT_OF_CLIENT) == OF_SOCKET
    assert left.isdisjoint((folder / "cluster").glob(".s.PGSQL.*"))
    second.stop()


async def test_the_password_is_asked_for_and_kept_from_others(folder: Path) -> None:
    server = OwnPostgres(folder)
    server.start()
    address = urlsplit(server.url)
    wrong = server.url.replace(address.password or "", "wrong")

    with pytest.raises(asyncpg.InvalidPasswordError):
        await query(wrong, "SELECT 1")

    server.stop()
    assert stat.S_IMODE((folder / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "cluster").stat().st_mode) == 0o700


async def test_case_of_letters_beyond_ascii(folder: Path) -> None:
    server = OwnPostgres(folder, fast=True)
    server.start()

    assert await query(server.url, "SELECT lower('ÄÉŽ')") == "äéž"
    server.stop()


def test_a_folder_in_use_is_refused(folder: Path) -> None:
    server = OwnPostgres(folder, fast=True)
    server.start()

    with pytest.raises(LaunchError, match="already running"):
        OwnPostgres(folder, fast=True).start()

    assert postgres.running_url(folder) == server.url
    server.stop()
    assert postgres.running_url(folder) is None


def test_a_pid_file_that_names_a_living_stranger(folder: Path) -> None:
    server = OwnPostgres(folder, fast=True)
    server.start()
    pid_file = folder / "cluster" / "postmaster.pid"
    text = pid_file.read_text()
    server.stop()
    pid_file.write_text("\n".join([str(os.getpid()), *text.splitlines()[1:]]) + "\n")

    server.start()

    assert server.process.poll() is None
    server.stop()


def test_a_first_start_that_was_cut_short(folder: Path) -> None:
    (folder / "cluster.new").mkdir()
    (folder / "cluster.new" / "PG_VERSION").write_text("18\n")

    server = OwnPostgres(folder, fast=True)
    server.start()

    assert not (folder / "cluster.new").exists()
    server.stop()


def test_kill_9_of_the_parent_takes_the_servers_along(folder: Path) -> None:
    script = (
        "import sys, signal; from pathlib import Path; from app.launch import OwnPostgres, OwnValkey\n"
        "folder = Path(sys.argv[1]); server = OwnPostgres(folder); server.start()\n"
        "valkey = OwnValkey(folder / 'valkey'); valkey.start()\n"
        "print(server.process.pid, valkey.process.pid, flush=True); signal.pause()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert all(is_alive(pid) for pid in pids)

    parent.send_signal(signal.SIGKILL)
    parent.wait()
    server = OwnPostgres(folder)
    server.start()

    assert server.process.poll() is None
    assert wait_until(lambda: not any(is_alive(pid) for pid in pids), LIMIT_SECONDS)
    server.stop()
    parent.stdout.close()


def start_and_stop_as(uid: int, gid: int, folder: Path, programs: Path) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    server = OwnPostgres(folder, programs=programs)
    server.start()
    server.stop()
    server.start()
    server.stop()


def test_an_ordinary_user_needs_no_other_account(folder: Path) -> None:
    account = server_account()
    user = pwd.getpwnam(account.name) if account else pwd.getpwuid(os.geteuid())
    programs = binaries.postgres_bin(account)
    os.chown(folder, user.pw_uid, user.pw_gid)
    folder.parent.chmod(0o755)

    child = multiprocessing.get_context("fork").Process(
        target=start_and_stop_as, args=(user.pw_uid, user.pw_gid, folder, programs)
    )
    child.start()
    child.join(START_SECONDS)

    assert child.exitcode == 0
    assert (folder / "cluster").stat().st_uid == user.pw_uid


@pytest.mark.parametrize(("limit", "mib"), [("max", None), ("1000000", 128), (str(4 * 1024**3), 256)])
def test_a_container_s_limit_bounds_the_buffers(
    limit: str, mib: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted = tmp_path / "memory.max"
    granted.write_text(f"{limit}\n")
    monkeypatch.setattr(postgres, "_MEMORY_LIMIT", granted)

    buffers = postgres.buffers_mib()

    assert 128 <= buffers <= 1024
    assert mib is None or buffers <= mib
