"""Skein's own Valkey (the free Redis): holds what may be lost, so nothing of it is kept on disk."""

from __future__ import annotations

import secrets
import signal
import socket
import tempfile
from functools import partial
from typing import TYPE_CHECKING

from app.launch.accounts import server_account
from app.launch.binaries import valkey_server
from app.launch.data_folder import make_folder, read_secret, write_secret
from app.launch.ports import free_port
from app.launch.processes import LaunchError, start_process, stop_process, wait_until

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

_START_ATTEMPTS = 5
_CONFIGURATION = """
bind 127.0.0.1
port {port}
requirepass {password}
save ""
appendonly no
maxmemory 256mb
maxmemory-policy volatile-ttl
daemonize no
dir {folder}
"""


class OwnValkey:
    """A Valkey server of our own; `data_dir` holds its log and, while it runs, its address.

    It may be started again after `stop()` or `kill()`, and then has the same address.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.absolute()
        self._password = secrets.token_urlsafe(24)
        self._process: subprocess.Popen[bytes] | None = None
        self._port: int | None = None

    @property
    def url(self) -> str:
        """The address, password included."""
        if self._port is None:
            raise RuntimeError("This Valkey has not been started.")
        return f"redis://:{self._password}@127.0.0.1:{self._port}/0"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running server."""
        if self._process is None:
            raise RuntimeError("This Valkey has not been started.")
        return self._process

    def start(self) -> None:
        """Start the server and return when it answers.

        Raises:
            LaunchError: it does not come up.
        """
        make_folder(self.data_dir)
        log = self.data_dir / "server.log"
        for _ in range(_START_ATTEMPTS):
            port = self._port or free_port()
            process = self._process = self._start_on(port)
            if wait_until(partial(self._is_decided, process, port), seconds=30) and process.poll() is None:
                self._port = port
                write_secret(self.data_dir / "url", self.url)
                return
            self._port = None  # somebody else may have taken it
        lines = log.read_text(errors="replace").splitlines()
        raise LaunchError(f"Valkey does not start: {lines[-1] if lines else 'no message'} (see {log})")

    def stop(self) -> None:
        """End the server. Harmless when it is not running."""
        self._end((signal.SIGTERM, 5))

    def kill(self) -> None:
        """End the server by SIGKILL, as a crash would."""
        self._end((signal.SIGKILL, 5))

    def _end(self, *steps: tuple[signal.Signals, float]) -> None:
        if self._process is not None:
            stop_process(self._process, *steps)
            self._process = None
            (self.data_dir / "url").unlink(missing_ok=True)

    def _start_on(self, port: int) -> subprocess.Popen[bytes]:
        account = server_account()
        configuration = _CONFIGURATION.format(port=port, password=self._password, folder=tempfile.gettempdir())
        with (self.data_dir / "server.log").open("wb") as output, tempfile.TemporaryFile() as stdin:
            # By standard input, so that the password is in no list of processes.
            stdin.write(configuration.encode())
            stdin.seek(0)
            return start_process(
                [valkey_server(account), "-"],
                death_signal=signal.SIGTERM,
                account=account,
                stdin=stdin,
                output=output,
            )

    def _is_decided(self, process: subprocess.Popen[bytes], port: int) -> bool:
        return process.poll() is not None or self._answers(port)

    def _answers(self, port: int) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (part := connection.recv(100)):
                    answer += part
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"


def running_url(data_dir: Path) -> str | None:
    """The address of a server that another process runs in `data_dir`, if there is one."""
    return read_secret(data_dir / "url")
