"""Start everything: PostgreSQL, Valkey, migrations, demo data, web server and worker.

Without DATABASE_URL and REDIS_URL, Skein starts servers of its own and keeps their data in SKEIN_DATA.
The first start of its own database also makes demo data. Ctrl-C stops whatever was started.
"""

from __future__ import annotations

import http.client
import os
import signal
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli.demo import ensure_demo
from app.cli.migrate import apply_migrations
from app.launch.data_folder import FolderLock
from app.launch.ports import is_loopback, open_listener
from app.launch.postgres import OwnPostgres
from app.launch.processes import LaunchError, start_process
from app.launch.services import (
    connections_needed,
    environment_of,
    postgres_dir,
    valkey_dir,
    with_kept_values,
)
from app.launch.stop_signals import StopRequested, stop_signals
from app.launch.supervisor import Child, Supervisor
from app.launch.valkey import OwnValkey

if TYPE_CHECKING:
    import argparse
    import socket
    import subprocess

    from app.settings import Settings

HELP = "start Skein with everything it needs"
_WEB_STOP_SECONDS = 8.0
_WORKER_STOP_SECONDS = 5.0
_READY_SECONDS = 60.0
_WILDCARDS = {"", "0.0.0.0", "::", "[::]"}  # noqa: S104


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--no-demo", action="store_true", help="do not make demo data on the first start")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Start everything, wait for a stop signal or a death, stop everything."""
    with stop_signals():
        try:
            with ExitStack() as stack:
                _run(stack, _for_this_machine(settings), with_demo=not arguments.no_demo)
        except StopRequested:
            _say("Skein has stopped.")
    return 0


def _run(stack: ExitStack, settings: Settings, *, with_demo: bool) -> None:
    settings = with_kept_values(settings)
    lock = FolderLock(settings.skein_data)
    was_killed = lock.acquire()
    stack.callback(lock.release)
    # First, because a taken port should be told before anything else is done. After kill -9 the web
    # server of the last run may still be finishing its requests.
    patience = _WEB_STOP_SECONDS if was_killed else 0
    listener = stack.enter_context(open_listener(settings.host, settings.port, patience=patience))
    supervisor = Supervisor(_say)
    sign_in = None
    is_own_database = not settings.database_url
    settings = _start_services(stack, settings, supervisor)
    applied = apply_migrations(settings)
    if applied:
        _say(f"Migrations applied: {len(applied)}")
    if is_own_database and with_demo:
        sign_in = ensure_demo(settings, postgres_dir(settings), _say)
    _start_children(stack, settings, supervisor, listener)
    _wait_for_web(listener, supervisor)
    _say(f"\nSkein is ready: {_address(settings, listener)}")
    if sign_in:
        _say(f"Sign in as {sign_in.username} with the password {sign_in.password}")
    if not settings.smtp_url and is_loopback(settings.host):
        _say(f"Mail is shown at {_address(settings, listener)}/dev/mail")
    _say("Ctrl-C stops it.\n")
    supervisor.check_forever()


def _for_this_machine(settings: Settings) -> Settings:
    # On loopback all visitors share one address: limits per address would hit a single person at once.
    if is_loopback(settings.host) and "ADDRESS_RATE_FACTOR" not in os.environ:
        settings = replace(settings, address_rate_factor=100)
    if sys.stderr.isatty() and "LOG_FORMAT" not in os.environ:
        settings = replace(settings, log_format="console")
    return settings


def _start_services(stack: ExitStack, settings: Settings, supervisor: Supervisor) -> Settings:
    if not settings.database_url:
        if not (postgres_dir(settings) / "cluster").exists():
            _say(f"First start: making a database in {postgres_dir(settings)}")
        postgres = OwnPostgres(postgres_dir(settings), max_connections=connections_needed(settings))
        postgres.start()
        stack.callback(postgres.stop)
        supervisor.watch(Child("PostgreSQL", postgres.process))
        settings = replace(settings, database_url=postgres.url)
    if not settings.redis_url:
        valkey = OwnValkey(valkey_dir(settings))
        valkey.start()
        stack.callback(valkey.stop)

        def restart_valkey() -> subprocess.Popen[bytes]:
            valkey.stop()
            valkey.start()
            return valkey.process

        supervisor.watch(Child("Valkey", valkey.process, restart_valkey))
        settings = replace(settings, redis_url=valkey.url)
    return settings


def _start_children(stack: ExitStack, settings: Settings, supervisor: Supervisor, listener: socket.socket) -> None:
    environment = environment_of(settings)
    descriptor = listener.fileno()

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return start_process(
            [sys.executable, "-P", "-m", "app.cli", *arguments],
            death_signal=signal.SIGTERM,
            env=environment,
            pass_fds=[descriptor] if "--fd" in arguments else [],
        )

    def start_worker() -> subprocess.Popen[bytes]:
        return start("worker")

    def start_web() -> subprocess.Popen[bytes]:
        return start("web", "--fd", str(descriptor))

    # Stopped in the opposite order: the web server first, so that no new work arrives.
    stack.callback(supervisor.stop, "The worker", _WORKER_STOP_SECONDS)
    supervisor.watch(Child("The worker", start_worker(), start_worker))
    stack.callback(supervisor.stop, "The web server", _WEB_STOP_SECONDS)
    supervisor.watch(Child("The web server", start_web(), start_web))


def _wait_for_web(listener: socket.socket, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while not _answers(listener):
        supervisor.check()
        if time.monotonic() > deadline:
            raise LaunchError(f"The web server does not answer within {_READY_SECONDS:.0f} seconds.")
        time.sleep(0.05)


def _answers(listener: socket.socket) -> bool:
    host, port = listener.getsockname()[:2]
    probe = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(probe, port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _address(settings: Settings, listener: socket.socket) -> str:
    if settings.base_url:
        return settings.base_url
    # Passkeys need a name: browsers refuse them for an IP address.
    is_here = settings.host in _WILDCARDS or is_loopback(settings.host)
    return f"http://{'localhost' if is_here else settings.host}:{listener.getsockname()[1]}"


def _say(line: str) -> None:
    print(line, flush=True)
