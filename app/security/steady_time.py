"""Answers that could tell by their time what they must not tell are sent at a fixed moment after the call.

The loop's own timers do not do: they count whole milliseconds from the moment at which the loop went to sleep, which is
when the work was done, so its time would show to the microsecond (decision 0014). A thread sleeps exactly.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import queue
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Several times what a lookup takes on a machine that is not overloaded.
STEP_SECONDS = 0.02
# An answer that comes late is held so much longer at most, unless its step is longer.
MOST_ADDED_SECONDS = 0.64
# Some six times what argon2id takes on an ordinary core.
SECONDS_PER_KIB = 1e-5


def moment_of(started_at: float, now: float, step: float) -> float:
    """The first of `started_at` + 1, 2, 4, 8 … steps that is still to come: few moments, so few ways to differ."""
    wait = step
    while started_at + wait <= now:
        wait += min(wait, max(step, MOST_ADDED_SECONDS))
    return started_at + wait


def password_step(memory_kib: int) -> float:
    """Seconds that are clearly more than checking a password takes with this setting."""
    return STEP_SECONDS + memory_kib * SECONDS_PER_KIB


class SteadyTime:
    """The fixed moments of one process, kept by a thread that sleeps until the next one."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        # None: stop. Not a SimpleQueue: when its time-out passes while the thread stands still, that waits for ever.
        self._new: queue.Queue[tuple[float, asyncio.Future[None]] | None] = queue.Queue()
        self._thread: threading.Thread | None = None

    async def hold(self, started_at: float, step: float = STEP_SECONDS) -> None:
        """Wait for the moment of an answer to a call that began at `started_at` (by `time.perf_counter`).

        Whoever waits should hold nothing that others need, such as a connection to the database.
        """
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="steady time", daemon=True)
            self._thread.start()
        reached: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._new.put((moment_of(started_at, self._clock(), step), reached))
        await reached

    def stop(self) -> None:
        """Let all go at once that still wait."""
        if self._thread is not None:
            self._new.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        order = itertools.count()
        while True:
            try:
                new = self._new.get(timeout=max(0.0, waiting[0][0] - self._clock()) if waiting else None)
            except queue.Empty:
                pass
            else:
                if new is None:
                    break
                heapq.heappush(waiting, (new[0], next(order), new[1]))
            while waiting and waiting[0][0] <= self._clock():
                _let_go(heapq.heappop(waiting)[2])
        for *_, reached in waiting:
            _let_go(reached)


def _let_go(reached: asyncio.Future[None]) -> None:
    reached.get_loop().call_soon_threadsafe(_set_reached, reached)


def _set_reached(reached: asyncio.Future[None]) -> None:
    # Whoever waited may have hung up.
    if not reached.done():
        reached.set_result(None)
