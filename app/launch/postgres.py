"""Skein's own PostgreSQL: made on first use, started, found again by other commands, and stopped.

It listens on 127.0.0.1 and, where that can be, on a Unix socket in its data folder. Addresses name the socket, which
costs both sides less per statement.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from app.launch.accounts import Account, can_reach, server_account
from app.launch.binaries import postgres_bin
from app.launch.data_folder import FolderLock, keep_secret, make_folder, read_secret
from app.launch.ports import free_port
from app.launch.processes import (
    LaunchError,
    is_alive,
    pids_at_work_in,
    start_process,
    stop_process,
    wait_until,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLE = DATABASE = "skein"
# The working directory of the process itself: reachable even below a folder that the account may not enter.
_HERE = Path("/proc/self/cwd")
_LOG_LIMIT = 10_000_000
_START_ATTEMPTS = 5
# What the kernel grants a container; elsewhere there is no such file, or it says `max`.
_MEMORY_LIMIT = Path("/sys/fs/cgroup/memory.max")
_MIB = 1024 * 1024
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_SAFE = {
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
}
# For tests: the data need not survive a power cut.
_FAST = {
    "shared_buffers": "128MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "io_method": "sync",
}


class OwnPostgres:
    """A PostgreSQL server of our own below `data_dir`.

    Args:
        data_dir: holds the cluster, the password of the role `skein` and the log.
        fast: for tests: nothing is flushed to disk, and local connections need no password.
        max_connections: raised above the default where many processes connect.
        programs: the folder of `postgres`, `initdb` and `psql`, if not the one of the wheel.
        options: settings of PostgreSQL that differ from ours.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        fast: bool = False,
        max_connections: int = 100,
        programs: Path | None = None,
        options: Mapping[str, str] | None = None,
    ) -> None:
        self.data_dir = data_dir.absolute()
        self._cluster = self.data_dir / "cluster"
        self._fast = fast
        self._max_connections = max(max_connections, 200) if fast else max_connections
        self._programs = programs
        self._options = options or {}
        self._lock = FolderLock(self.data_dir)
        self._process: subprocess.Popen[bytes] | None = None
        self._port: int | None = None

    @property
    def url(self) -> str:
        """The address of the database `skein`."""
        return self.url_for(DATABASE)

    def url_for(self, database: str) -> str:
        """The address of one database of this server; it may not exist yet."""
        if self._port is None:
            raise RuntimeError("This PostgreSQL has not been started.")
        return _url(self.data_dir, self._port, database)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running server."""
        if self._process is None:
            raise RuntimeError("This PostgreSQL has not been started.")
        return self._process

    def start(self) -> None:
        """Make the cluster on first use, start the server, and return when it answers.

        Raises:
            LaunchError: another program uses the folder, or the server does not come up.
        """
        make_folder(self.data_dir)
        self._lock.acquire()
        try:
            account = server_account(self._cluster)
            binaries = self._programs or postgres_bin(account)
            end_orphans(self._cluster)
            is_new = not self._cluster.exists()
            if is_new:
                self._make_cluster(binaries, account)
            self._write_access_rule(account)
            self._start_server(binaries, account)
            self._make_database(binaries)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server: connections are cut, the data is written out. Harmless when it is not running."""
        if self._process is not None:
            stop_process(self._process, (signal.SIGINT, 10), (signal.SIGQUIT, 5))
            self._process = None
        self._lock.release()

    def kill(self) -> None:
        """End the server as a power cut would; the next start recovers."""
        end_orphans(self._cluster, signals=(signal.SIGKILL,))
        self.stop()

    def _make_cluster(self, binaries: Path, account: Account | None) -> None:
        fresh = self.data_dir / "cluster.new"
        if fresh.exists():  # a first start was cut short
            shutil.rmtree(fresh)
        fresh.mkdir(mode=0o700)
        with tempfile.NamedTemporaryFile("w", prefix="skein-") as password_file:
            password_file.write(keep_secret(self.data_dir / "password"))
            password_file.flush()
            if account is not None:
                os.chown(fresh, account.uid, account.gid)
                os.chown(password_file.name, account.uid, account.gid)
            made = subprocess.run(
                [
                    binaries / "initdb",
                    f"--pgdata={_data_path(fresh, account)}",
                    f"--username={ROLE}",
                    f"--pwfile={password_file.name}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-sync",
                ],
                cwd=fresh,
                env=_environment(),
                capture_output=True,
                text=True,
                check=False,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
        if made.returncode != 0:
            raise LaunchError(f"PostgreSQL could not make its data folder: {_last_line(made.stderr)}")
        fresh.rename(self._cluster)

    def _write_access_rule(self, account: Account | None) -> None:
        method = "trust" if self._fast else "scram-sha-256"
        rules = self._cluster / "pg_hba.conf"
        rules.write_text(f"local all all {method}\nhost all all 127.0.0.1/32 {method}\n")
        if account is not None:
            os.chown(rules, account.uid, account.gid)

    def _start_server(self, binaries: Path, account: Account | None) -> None:
        log = self.data_dir / "server.log"
        if log.exists() and log.stat().st_size > _LOG_LIMIT:
            log.unlink()
        for _ in range(_START_ATTEMPTS):
            port = self._port or free_port()
            options = _SETTINGS | (_FAST if self._fast else _SAFE | {"shared_buffers": f"{buffers_mib()}MB"})
            options |= {
                "port": str(port),
                # Relative to the server's working directory: its account may not be able to enter by the full path.
                "unix_socket_directories": "." if _can_hold(_socket_path(self._cluster, port)) else "",
                "max_connections": str(self._max_connections),
                **self._options,
            }
            with log.open("ab") as output:
                log.chmod(0o600)
                self._process = start_process(
                    [
                        binaries / "postgres",
                        "-D",
                        _data_path(self._cluster, account),
                        *(f"--{name}={value}" for name, value in options.items()),
                    ],
                    death_signal=signal.SIGINT,
                    account=account,
                    cwd=self._cluster,
                    env=_environment(),
                    output=output,
                )
            if self._comes_up(self._process):
                self._port = port
                return
            self._port = None  # somebody else may have taken it
        raise LaunchError(f"PostgreSQL does not start: {_last_line(log.read_text(errors='replace'))} (see {log})")

    def _comes_up(self, process: subprocess.Popen[bytes]) -> bool:
        def is_decided() -> bool:
            return process.poll() is not None or _ready_port(self._cluster) is not None

        # Recovery after a crash may take a while; it is worth waiting for.
        wait_until(is_decided, seconds=120)
        return process.poll() is None

    def _make_database(self, binaries: Path) -> None:
        def psql(database: str, statement: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [
                    binaries / "psql",
                    "-X",
                    "-At",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-c",
                    statement,
                    self.url_for(database),
                ],
                capture_output=True,
                text=True,
                check=False,
            )

        found = psql("postgres", f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'")  # noqa: S608
        if found.returncode == 0 and not found.stdout.strip():
            found = psql("postgres", f"CREATE DATABASE {DATABASE}")
        if found.returncode != 0:
            raise LaunchError(f"PostgreSQL does not let us in: {_last_line(found.stderr)}")


def running_url(data_dir: Path) -> str | None:
    """The address of a server that another process runs in `data_dir`, if there is one."""
    cluster = data_dir.absolute() / "cluster"
    try:
        port = _ready_port(cluster)
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except OSError:
        return None
    if port is None or not is_alive(int(lines[0])):
        return None
    return _url(data_dir, port, DATABASE)


def end_orphans(cluster: Path, signals: tuple[signal.Signals, ...] = (signal.SIGINT, signal.SIGQUIT)) -> None:
    """End what an earlier run left behind in `cluster`, with the pid file and sockets that would stop the next one.

    Only for the holder of the folder's lock: nobody else can be at work there.
    """
    if not cluster.exists():
        return
    pid_file = cluster / "postmaster.pid"
    for sent in (*signals, signal.SIGKILL):
        pids = _orphans(cluster, pid_file)
        for pid in pids:
            _send(pid, sent)
        if wait_until(lambda: not _orphans(cluster, pid_file), seconds=15):
            break
    pid_file.unlink(missing_ok=True)
    for left in cluster.glob(".s.PGSQL.*"):
        left.unlink()


def _orphans(cluster: Path, pid_file: Path) -> list[int]:
    if Path("/proc/self").exists():
        return pids_at_work_in(cluster.resolve(), "postgres")
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return []
    shown = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return [pid] if str(cluster) in shown.stdout else []


def _send(pid: int, sent: signal.Signals) -> None:
    try:
        os.kill(pid, sent)
    except ProcessLookupError:
        return
    except PermissionError as error:
        raise LaunchError(f"Process {pid} of another user still uses this data folder.") from error


def _ready_port(cluster: Path) -> int | None:
    """The port in postmaster.pid once its last line says that connections are taken."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if len(lines) < 8 or lines[7].strip() != "ready":
        return None
    return int(lines[3])


def _data_path(cluster: Path, account: Account | None) -> Path:
    """How the server names its data folder; it is always started with that as its working directory."""
    return cluster if can_reach(cluster.parent, account) or not _HERE.exists() else _HERE


def _environment() -> dict[str, str]:
    # PGDATA, PGPORT and the like of the person's own PostgreSQL are none of ours.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def buffers_mib() -> int:
    """The pages that PostgreSQL keeps itself, in MiB: a sixteenth of the machine's memory, from 128 MiB to 1 GiB.

    PostgreSQL takes memory as it reads pages, so a small database on a large machine needs little.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):
        memory = min(memory, int(_MEMORY_LIMIT.read_text()))
    return min(max(memory // 16 // _MIB, 128), 1024)


def _socket_path(cluster: Path, port: int) -> Path:
    return cluster / f".s.PGSQL.{port}"


def _can_hold(path: Path) -> bool:
    """Whether there may be a Unix socket at `path`, and an address may name it."""
    if "," in str(path) or not str(path).isprintable():  # a comma would end the host
        return False
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.bind(str(path))
    except OSError:  # too long, or a file system without sockets
        return False
    path.unlink()
    return True


def _url(data_dir: Path, port: int, database: str) -> str:
    cluster = data_dir.absolute() / "cluster"
    password = quote(read_secret(data_dir.absolute() / "password") or secrets.token_hex())
    if os.access(_socket_path(cluster, port), os.W_OK):
        return f"postgresql://{ROLE}:{password}@/{database}?host={quote(str(cluster))}&port={port}"
    return f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/{database}"


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fatal = [line for line in lines if "FATAL" in line or "error:" in line]
    return (fatal or lines or ["no message"])[-1]
