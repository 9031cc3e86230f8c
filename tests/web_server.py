"""A running Skein: `skein web` with two processes on a free port, and `skein worker`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import httpx

from app.launch.services import environment_of
from tests.people import NO_TLS

if TYPE_CHECKING:
    from types import TracebackType

    from app.settings import Settings

# Servers and web processes that start at once on a busy machine take far longer than one answer.
START_SECONDS = 120
PROJECT_DIR = Path(__file__).parent.parent


class WebServer:
    """`with WebServer(settings) as server:` then `server.base_url`. Its log is in `server.log`."""

    def __init__(self, settings: Settings, *, with_worker: bool = True) -> None:
        self.settings = settings
        self._with_worker = with_worker
        self._processes: list[subprocess.Popen[bytes]] = []
        self._socket: socket.socket | None = None
        log, name = tempfile.mkstemp(prefix="skein-web-", suffix=".log")
        os.close(log)
        self.log = Path(name)

    @property
    def base_url(self) -> str:
        """The address, without a slash at the end."""
        assert self._socket is not None
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    @property
    def web_pid(self) -> int:
        """The process that watches over the web processes."""
        return self._processes[0].pid

    def __enter__(self) -> Self:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(1024)
        self._socket.set_inheritable(True)
        try:
            self._start("web", "--fd", str(self._socket.fileno()))
            if self._with_worker:
                self._start("worker")
            self._wait()
        except BaseException:
            # `with` does not come to its end where it has not begun.
            self._stop()
            raise
        return self

    def _start(self, *arguments: str) -> None:
        assert self._socket is not None
        environment = {**os.environ, **environment_of(self.settings), "PYTHONPATH": str(PROJECT_DIR)}
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", *arguments],
                cwd=PROJECT_DIR,
                env=environment,
                pass_fds=[self._socket.fileno()],
                stdout=log,
                stderr=log,
            )
        self._processes.append(process)

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        # The socket takes connections before there is a process to answer, and for ever where none comes.
        patience = 0.25
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.base_url}/readyz", timeout=patience, verify=NO_TLS).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            if self._processes[0].poll() is not None:
                break
            patience = min(2 * patience, 5)
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-4000:]}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._socket is not None:
            self._socket.close()
