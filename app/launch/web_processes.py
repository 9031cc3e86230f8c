"""Web processes under one parent: when one dies the others go on serving, and another takes its place.

Hypercorn's own parent ends every process as soon as one has died.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

import structlog
from hypercorn.asyncio.run import uvloop_worker

from app.launch.draining import BEGIN_DRAINING
from app.observe.slots import figures_folder, slot_name

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess
    from multiprocessing.synchronize import Event

    from hypercorn.config import Config, Sockets

log = structlog.get_logger()

_BACK_OFF_SECONDS = 0.5
# Processes that die this often within this time will not get better by themselves.
_MOST_DEATHS, _DEATHS_SECONDS = 5, 30.0


@dataclass(frozen=True, slots=True)
class _Web:
    slot: int
    process: SpawnProcess
    # One for each: a process killed while it looks at a shared one would leave it locked for all.
    stop: Event


class WebProcesses:
    """The processes of one listening socket."""

    def __init__(self, config: Config, *, drain_seconds: float = 0) -> None:
        self._config = config
        self._drain_seconds = drain_seconds
        self._sockets: Sockets = config.create_sockets()
        self._running: list[_Web] = []
        self._deaths: deque[float] = deque(maxlen=_MOST_DEATHS)
        self._is_stopping = False

    def serve(self) -> int:
        """Serve until SIGTERM or SIGINT, the second of which cuts draining short; 1 when too many processes died."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        with figures_folder():
            return self._serve()

    def _serve(self) -> int:
        exit_code = 0
        while not self._is_stopping and exit_code == 0:
            self._start_missing()
            wait([web.process.sentinel for web in self._running])
            exit_code = self._collect()
        if exit_code or not self._drain_seconds:
            self._end()
        for web in self._running:
            web.process.join()
        return exit_code

    def _start_missing(self) -> None:
        # Ctrl-C reaches the whole group: only the parent takes it, and lets the others finish.
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            while len(self._running) < self._config.workers and not self._is_stopping:
                self._running.append(self._start())
        finally:
            signal.signal(signal.SIGINT, handler)
        if self._is_stopping:
            self._end()

    def _start(self) -> _Web:
        context = get_context("spawn")
        stop = context.Event()
        taken = {web.slot for web in self._running}
        slot = next(number for number in range(self._config.workers) if number not in taken)
        process = context.Process(target=uvloop_worker, args=(self._config, self._sockets, stop), name=slot_name(slot))
        process.start()
        return _Web(slot, process, stop)

    def _collect(self) -> int:
        ended = [web for web in self._running if web.process.exitcode is not None]
        self._running = [web for web in self._running if web not in ended]
        if self._is_stopping or not ended:
            return 0
        for web in ended:
            log.warning("a web process has died", pid=web.process.pid, exit_code=web.process.exitcode)
            self._deaths.append(time.monotonic())
        if len(self._deaths) == _MOST_DEATHS and self._deaths[-1] - self._deaths[0] < _DEATHS_SECONDS:
            log.error("web processes die again and again")
            return 1
        time.sleep(_BACK_OFF_SECONDS)
        return 0

    def _stop(self, *_signal: Any) -> None:
        is_second = self._is_stopping
        self._is_stopping = True
        if is_second or not self._drain_seconds:
            self._end()
            return
        for web in self._running:
            if web.process.pid is not None:
                os.kill(web.process.pid, BEGIN_DRAINING)
        timer = threading.Timer(self._drain_seconds, self._end)
        # A second signal ends everything, and nobody waits for this then.
        timer.daemon = True
        timer.start()

    def _end(self) -> None:
        for web in self._running:
            web.stop.set()
