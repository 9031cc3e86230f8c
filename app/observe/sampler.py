"""Looks once a second at what a process uses: processor, memory, connections, and how late its event loop is."""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.observe import metrics
from app.tasks import end_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prometheus_client import Gauge

    from app.db import Database

SAMPLE_SECONDS = 1.0
_STATM = Path("/proc/self/statm")


class Sampler:
    """`gauges` are asked for their value at each look."""

    def __init__(self, database: Database, gauges: Mapping[Gauge, Callable[[], float]]) -> None:
        self._database = database
        self._gauges = gauges
        self._cpu_seconds = 0.0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look from now on."""
        metrics.STARTED_AT.set(time.time())
        self.sample()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            await end_tasks([self._task])

    def sample(self) -> None:
        """Look once."""
        cpu_seconds = time.process_time()
        metrics.CPU_SECONDS.inc(cpu_seconds - self._cpu_seconds)
        self._cpu_seconds = cpu_seconds
        metrics.MEMORY_BYTES.set(resident_bytes())
        use = self._database.pool_use()
        metrics.POOL_MOST.set(use.most)
        metrics.POOL_OPEN.set(use.open)
        metrics.POOL_USED.set(use.used)
        metrics.POOL_WAITING.set(use.waiting)
        for gauge, ask in self._gauges.items():
            gauge.set(ask())

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + SAMPLE_SECONDS
            await asyncio.sleep(SAMPLE_SECONDS)
            metrics.LOOP_LAG.observe(max(0.0, loop.time() - due))
            self.sample()


def resident_bytes() -> int:
    """The memory of this process that is in RAM; where there is no /proc, the most that it ever was."""
    try:
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
